import type { GraphQLFormattedError } from 'graphql';

/** What a service answers to a fetch. */
export interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

export const answerOf = (
  data: Record<string, unknown> | null | undefined,
  errors: readonly GraphQLFormattedError[] | undefined,
): Answer => ({ data: data ?? null, ...(errors && { errors }) });

/** @throws Error when what came over the wire is no GraphQL answer. */
export function readAnswer(value: unknown): Answer {
  if (!isRecord(value)) throw new Error('The answer is not an object.');
  const { data, errors } = value;
  if (data === undefined && errors === undefined) throw new Error('The answer has neither data nor errors.');
  if (data != null && !isRecord(data)) throw new Error("The answer's data is not an object.");
  if (errors != null && !isErrorList(errors)) throw new Error("The answer's errors are not a list of errors.");
  return answerOf(data, errors ?? undefined);
}

/** A copy for a second reader: the executor merges answers into its data, and so changes them. */
export function copyAnswer({ data, errors }: Answer): Answer {
  return answerOf(data && copyRecord(data), errors);
}

/** Copies lists and objects; leaves are kept as they are. */
export function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue);
  return isPlainObject(value) ? copyRecord(value) : value;
}

const copyRecord = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, copyValue(value)]));

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Objects of a class, such as a Date in a subgraph's own scalar, are leaves. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isErrorList(value: unknown): value is GraphQLFormattedError[] {
  return Array.isArray(value) && value.every(isError);
}

function isError(value: unknown): value is GraphQLFormattedError {
  return isRecord(value) && typeof value.message === 'string' && (value.path == null || Array.isArray(value.path));
}
