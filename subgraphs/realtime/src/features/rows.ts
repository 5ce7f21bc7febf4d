import { AS_BUFFERS, type RedisClient } from '../connection.ts';
import type { Database } from '../database.ts';
import type { CreatedView } from '../keys.ts';
import type { Audit } from '../writes/audited-script.ts';
import type { Registry } from './registry.ts';
import { removeTaggedRows, storeTaggedRows } from './scripts.ts';
import { partMs, partOf } from './written-parts.ts';

export interface PackedRow {
  readonly entity: string;
  readonly row: Buffer;
}

/** Places of items, by the tag of their entities. */
function groupByTag(db: Database, entities: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let place = 0; place < entities.length; place++) {
    const tag = db.keys.features.tag(entities[place] ?? '');
    const group = places.get(tag);
    if (group) group.push(place);
    else places.set(tag, [place]);
  }
  return places;
}

/** Rows in the order of their entities, null where there is none: one command for each tag, issued together. */
export async function readRows(
  db: Database,
  redis: RedisClient,
  view: CreatedView,
  entities: readonly string[],
): Promise<(Buffer | null)[]> {
  const { features } = db.keys;
  const groups = groupByTag(db, entities);
  const binary = redis.withTypeMapping(AS_BUFFERS);
  const rows: (Buffer | null)[] = new Array(entities.length).fill(null);
  await Promise.all(
    Array.from(groups, async ([tag, places]) => {
      const found = await binary.mGet(places.map((place) => features.row(tag, view, entities[place] ?? '')));
      for (let index = 0; index < places.length; index++) rows[places[index] ?? 0] = found[index] ?? null;
    }),
  );
  return rows;
}

/**
 * Writes rows, each unless the stored one is of a later time. Answers how many were written; null where the view takes
 * no rows any more, some of which may have been written before that, and are removed.
 */
export async function storeRows(
  db: Database,
  registry: Registry,
  rows: readonly PackedRow[],
  ttlSeconds: number | null,
): Promise<number | null> {
  const { features } = db.keys;
  const now = Date.now();
  const ttlMs = ttlSeconds === null ? null : ttlSeconds * 1_000;
  const part = partOf(registry.ttlSeconds, now);
  const countedMs = registry.ttlSeconds === null ? null : registry.ttlSeconds * 1_000 + partMs(registry.ttlSeconds);
  const groups = groupByTag(
    db,
    rows.map(({ entity }) => entity),
  );
  const stored = await db.write((redis) =>
    Promise.all(
      Array.from(groups, ([tag, places]) => {
        const tagged = places.flatMap((place) => rows[place] ?? []);
        return storeTaggedRows(
          redis,
          registry,
          {
            state: features.state(tag),
            written: features.written(tag, registry, part),
            keys: tagged.map(({ entity }) => features.row(tag, registry, entity)),
            rows: tagged.map(({ row }) => row),
          },
          { now, ttlMs, countedMs },
        );
      }),
    ),
  );
  return sumUnlessClosed(stored);
}

/**
 * Removes rows, each with its event for the audit. Answers how many there were; null where the view takes no rows.
 * @param auditOf the events for entities of one stream, in their order.
 */
export async function removeRows(
  db: Database,
  view: CreatedView,
  entities: readonly string[],
  auditOf: (stream: string, entities: readonly string[]) => Audit,
): Promise<number | null> {
  const { features } = db.keys;
  const removed = await db.write((redis) =>
    Promise.all(
      Array.from(groupByTag(db, entities), ([tag, places]) => {
        const ofTag = places.map((place) => entities[place] ?? '');
        const keys = ofTag.map((entity) => features.row(tag, view, entity));
        return removeTaggedRows(redis, auditOf(db.keys.auditStream(tag), ofTag), view, features.state(tag), keys);
      }),
    ),
  );
  return sumUnlessClosed(removed);
}

const sumUnlessClosed = (counts: readonly (number | null)[]) =>
  counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
