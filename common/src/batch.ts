/**
 * One loader for each set of arguments. A batch function that reads its arguments from the first key would answer
 * `a: runs(first: 5)  b: runs(first: 10)` with the same page twice.
 */
export function perArgs<Args, Loader>(create: (args: Args) => Loader): (args: Args) => Loader {
  const loaders = new Map<string, Loader>();
  return (args) => {
    const key = JSON.stringify(args);
    const loader = loaders.get(key) ?? create(args);
    loaders.set(key, loader);
    return loader;
  };
}

/** Lays a store's answer out in the order of the keys; null where nothing was found. */
export function inKeyOrder<Key, Value>(
  keys: readonly Key[],
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): (Value | null)[] {
  const found = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => found.get(key) ?? null);
}

/** As inKeyOrder, with all values of a key, in the order in which they came. */
export function inKeyGroups<Key, Value>(
  keys: readonly Key[],
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): Value[][] {
  const groups = Map.groupBy(values, keyOf);
  return keys.map((key) => groups.get(key) ?? []);
}
