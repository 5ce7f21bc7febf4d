/** A document after a JSON Merge Patch, RFC 7396: null removes, an object is merged, any other value replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  return isObject(patch) ? mergeObject(isObject(target) ? target : {}, patch) : patch;
}

export function mergeObject(target: object, patch: object): Record<string, unknown> {
  // A map takes any name for what it is, be it __proto__.
  const merged = new Map<string, unknown>(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
