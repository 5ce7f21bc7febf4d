import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../database.ts';
import { type Definition, definitionShape } from './definition.ts';
import { type RegistryState, toDefinition, writeRegistries } from './write-registries.ts';

/** What is held of a view: the version that was written last, 0 where none was, and what is not as it must be. */
export interface HeldRegistry {
  version: number;
  differences: string[];
}

/** What the store holds of views, in their order. */
export const compareRegistries = (db: Database, states: readonly RegistryState[]): Promise<HeldRegistry[]> =>
  Promise.all(states.map((state) => compareOne(db, state)));

async function compareOne(db: Database, state: RegistryState): Promise<HeldRegistry> {
  const { features } = db.keys;
  const { view, firstRevision } = state;
  const [known, listed, firsts] = await db.run((redis) =>
    Promise.all([
      redis.hGetAll(features.registry(view)),
      redis.zScore(features.registered, view),
      Promise.all(features.tags.map((tag) => redis.hGet(features.state(tag), `${view}:first`))),
    ]),
  );
  const first = firstRevision === null ? '' : String(firstRevision);
  const isAsWritten = isDeepStrictEqual(readSorted(known.definition ?? ''), readSorted(toDefinition(state)));
  const areOpen = firsts.every((found) => (found ?? '') === first);
  const differences = [
    ...(isAsWritten && (known.first ?? '') === first ? [] : ['the definition']),
    ...(areOpen ? [] : ['which rows are taken']),
    ...((listed !== null) === (firstRevision !== null) ? [] : ['the list of views']),
  ];
  return { version: Number(known.version ?? 0), differences };
}

/** Layouts stand in no order. */
function readSorted(definition: string): unknown {
  if (definition === '') return null;
  const { layouts, ...rest } = definitionShape.parse(JSON.parse(definition));
  const sorted = layouts.map(({ features, revisions }) => ({
    features,
    revisions: revisions.toSorted((a, b) => a.revision - b.revision),
  }));
  return { ...rest, layouts: sorted.toSorted((a, b) => firstOf(a) - firstOf(b)) };
}

const firstOf = ({ revisions: [first] }: Definition['layouts'][number]) => first?.revision ?? 0;

/** The names of the views that there are. */
export const findRegisteredViews = (db: Database): Promise<string[]> =>
  db.run((redis) => redis.zRange(db.keys.features.registered, 0, -1));

/** Takes views for deleted that no home knows; what was stored for them goes, too. */
export async function removeRegistries(db: Database, views: readonly string[]): Promise<void> {
  for (const view of views) {
    const version = await db.run((redis) => redis.hGet(db.keys.features.registry(view), 'version'));
    const gone = {
      view,
      version: Number(version ?? 0) + 1,
      firstRevision: null,
      entity: '',
      joinKeys: [],
      layouts: [],
    };
    await writeRegistries(db, [gone]);
  }
}
