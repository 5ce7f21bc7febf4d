import { type Collections, NEWEST } from './collections.ts';
import { problemOfIndexed } from './paths.ts';

/** MongoDB takes 64 indexes a collection. */
const MAX_PATHS = 50;

/** What is indexed without being named. */
const ALWAYS = ['framework', 'modelId'];

/** Begins the name of every index that is made for a path. */
const PREFIX = 'path ';

/**
 * Makes an index for each path over the newest configurations and over the experiments, each path together with the id,
 * and removes those of paths that are named no more. Over many documents that takes longer than a query may.
 * @returns the paths for which there is no index, since they are too many or none can be made.
 */
export async function createPathIndexes(
  { modelConfigs, experiments }: Collections,
  named: readonly string[],
): Promise<string[]> {
  const asked = [...new Set([...ALWAYS, ...named])];
  const paths = asked.filter((path) => problemOfIndexed(path) === undefined).slice(0, MAX_PATHS);
  await replaceIndexes(modelConfigs.collection, paths, (path) => ({
    key: { [path]: 1, _id: 1 },
    partialFilterExpression: { [NEWEST]: true },
  }));
  await replaceIndexes(experiments.collection, paths, (path) => ({ key: { archived: 1, [path]: 1, _id: 1 } }));
  return asked.filter((path) => !paths.includes(path));
}

type Collection = Collections['experiments']['collection'] | Collections['modelConfigs']['collection'];
interface IndexOf {
  key: Record<string, 1>;
  partialFilterExpression?: Record<string, unknown>;
}

async function replaceIndexes(
  collection: Collection,
  paths: readonly string[],
  toIndex: (path: string) => IndexOf,
): Promise<void> {
  const wanted = paths.map((path) => ({ ...toIndex(path), name: `${PREFIX}${path}` }));
  const names = new Set(wanted.map(({ name }) => name));
  const there = await collection.indexes();
  for (const { name } of there) {
    if (name?.startsWith(PREFIX) && !names.has(name)) await collection.dropIndex(name);
  }
  await collection.createIndexes(wanted);
}
