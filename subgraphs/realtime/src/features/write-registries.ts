import type { Database } from '../database.ts';
import type { Definition } from './definition.ts';
import { openView, type ViewState, writeRegistry } from './scripts.ts';

/** A view as its home has it at a version of the copy; without a first revision it is deleted. */
export interface RegistryState extends ViewState, Omit<Definition, 'firstRevision' | 'layouts'> {
  readonly layouts: readonly {
    readonly features: readonly { name: string; type: string; default: unknown }[];
    readonly revisions: readonly { revision: number; ttlSeconds: number | null }[];
  }[];
}

/**
 * Writes what may be stored for views, each only over a lower version. Safe to repeat, and in any order. First each
 * tag's rows are closed to whoever goes by what was known before; then it is known what is stored from now on.
 */
export async function writeRegistries(db: Database, states: readonly RegistryState[]): Promise<void> {
  for (const state of states) await writeOne(db, state);
}

async function writeOne(db: Database, state: RegistryState): Promise<void> {
  const { view } = state;
  const { features } = db.keys;
  await db.run((redis) => Promise.all(features.tags.map((tag) => openView(redis, features.state(tag), state))));
  const definition = toDefinition(state);
  const hasFormer = await db.run((redis) => writeRegistry(redis, features.registry(view), state, definition));
  await noteView(db, view, hasFormer);
}

export const toDefinition = ({ firstRevision, entity, joinKeys, layouts }: RegistryState): string =>
  firstRevision === null ? '' : JSON.stringify({ entity, joinKeys, firstRevision, layouts });

/** Lists the view while it is there, and among those that have rows of before: the lists lie in other slots. */
async function noteView(db: Database, view: string, hasFormer: boolean): Promise<void> {
  const { features } = db.keys;
  const isThere = await db.run(async (redis) => (await redis.hGet(features.registry(view), 'definition')) !== '');
  const first = await db.run(async (redis) => {
    const listed = isThere
      ? redis.zAdd(features.registered, { score: 0, value: view })
      : redis.zRem(features.registered, view);
    const noted = hasFormer ? redis.sAdd(features.former, view) : undefined;
    const definition = redis.hGet(features.registry(view), 'definition');
    await Promise.all([listed, noted]);
    return definition;
  });
  // Another worker may have written it meanwhile.
  if ((first !== '') !== isThere) await noteView(db, view, hasFormer);
}
