/** What went wrong, in words, whatever was thrown. */
export function toMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return toMessage(error.errors[0]);
  return Error.isError(error) ? error.message || error.name : String(error);
}

/** The code that drivers and Node give an error: `ENOENT`, `28P01`, `18`. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return String(error.code);
}
