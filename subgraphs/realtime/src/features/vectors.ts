import type { Database } from '../database.ts';
import type { Registries } from './registries.ts';
import type { Registry } from './registry.ts';
import { readRows } from './rows.ts';
import { createReader, eventTimeOf, revisionOf } from './unpack.ts';

export type FeatureStatus = 'PRESENT' | 'NULL_VALUE' | 'NOT_FOUND' | 'OUTSIDE_MAX_AGE';

/** A feature of many entities, in the order of their rows. */
export interface FeatureColumn {
  readonly name: string;
  readonly values: unknown[];
  /** Null where all are PRESENT. */
  readonly statuses: FeatureStatus[] | null;
}

/** What rows say, in their order. */
export interface FeatureColumns {
  readonly columns: readonly FeatureColumn[];
  /** In milliseconds since 1970; null where nothing is stored. */
  readonly eventTimes: (number | null)[];
}

export interface FeatureTable extends FeatureColumns {
  readonly entities: readonly string[];
}

/** Which features of a view are read, by what is known of the view. Throws where they are none of its. */
export type ChooseFeatures = (registry: Registry) => readonly string[];

const ATTEMPTS = 5;

/**
 * Reads features of entities, in one round trip where the view is known here as it is. Null where there is no view.
 * What is known is checked after the rows, so that they are never read by what was known before they were written.
 */
export async function readTable(
  db: Database,
  registries: Registries,
  view: string,
  entities: readonly string[],
  choose: ChooseFeatures,
): Promise<FeatureTable | null> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const registry = registries.kept(view) ?? (await registries.load(db, view));
    if (!registry) return null;
    const names = choose(registry);
    const [rows, version] = await db.run((redis) =>
      Promise.all([readRows(db, redis, registry, entities), redis.hGet(db.keys.features.registry(view), 'version')]),
    );
    if (Number(version) === registry.version) return { entities, ...toColumns(registry, names, rows) };
    await registries.load(db, view);
  }
  throw new Error(`The view ${view} changes all the time`);
}

/** What rows say, as of now. */
export function toColumns(
  { layouts, ttlSeconds }: Registry,
  names: readonly string[],
  rows: readonly (Buffer | null)[],
): FeatureColumns {
  const { length } = rows;
  const columns = names.map((name) => ({ name, values: new Array<unknown>(length).fill(null) }));
  const statuses = names.map((): FeatureStatus[] | null => null);
  const eventTimes: (number | null)[] = new Array(length).fill(null);
  const oldest = ttlSeconds === null ? Number.NEGATIVE_INFINITY : Date.now() - ttlSeconds * 1_000;
  const mark = (column: number, place: number, status: FeatureStatus) => {
    let known = statuses[column];
    if (!known) {
      known = new Array<FeatureStatus>(length).fill('PRESENT');
      statuses[column] = known;
    }
    known[place] = status;
  };
  const readers = new Map<number, ReturnType<typeof createReader>>();
  const readerOf = (revision: number) => {
    let reader = readers.get(revision);
    if (!reader) {
      const layout = layouts.get(revision);
      if (!layout) throw new Error(`There is a row of revision ${revision}, which nobody knows`);
      reader = createReader(
        layout,
        names.map((name) => layout.byName.get(name) ?? null),
      );
      readers.set(revision, reader);
    }
    return reader;
  };
  let place = 0;
  const take = (column: number, value: unknown) => {
    if (value === undefined) mark(column, place, 'NULL_VALUE');
    else {
      const values = columns[column]?.values;
      if (values) values[place] = value;
    }
  };
  for (; place < length; place++) {
    const row = rows[place];
    const time = row ? eventTimeOf(row) : null;
    eventTimes[place] = time;
    if (row && time !== null && time >= oldest) readerOf(revisionOf(row))(row, take);
    else {
      const status = row ? 'OUTSIDE_MAX_AGE' : 'NOT_FOUND';
      for (let column = 0; column < names.length; column++) mark(column, place, status);
    }
  }
  return {
    eventTimes,
    columns: columns.map((column, index) => ({ ...column, statuses: statuses[index] ?? null })),
  };
}
