import type { Database } from '../database.ts';
import type { Registry } from './registry.ts';
import { livingParts } from './written-parts.ts';

/** A view is known to this service by its name. */
export interface FeatureView {
  readonly name: string;
}

/** What decides where a view's entities are counted. */
export type CountedView = Pick<Registry, 'view' | 'firstRevision' | 'ttls'>;

/** A view, and when it was written; null where that was never. */
export interface Freshness {
  readonly view: string;
  /** In milliseconds since 1970, and so is when it was written. */
  readonly newestEventTime: number | null;
  readonly writtenAt: number | null;
}

const maxOf = (values: readonly (string | null | undefined)[]) => {
  const numbers = values.flatMap((value) => (value == null ? [] : [Number(value)]));
  return numbers.length > 0 ? Math.max(...numbers) : null;
};

/** In the order of the views. */
export async function readNewestEventTimes(db: Database, views: readonly FeatureView[]): Promise<(number | null)[]> {
  const { features } = db.keys;
  const fields = views.map(({ name }) => `${name}:newest`);
  const newest = await db.run((redis) =>
    Promise.all(features.tags.map((tag) => redis.hmGet(features.state(tag), fields))),
  );
  return views.map((_, index) => maxOf(newest.map((ofTag) => ofTag[index])));
}

/** To about one percent, in the order of the views. What was written with another time to live is counted by that. */
export async function countEntities(db: Database, views: readonly CountedView[]): Promise<number[]> {
  const { features } = db.keys;
  const now = Date.now();
  const counts = await db.run((redis) =>
    Promise.all(
      views.map((view) => {
        const parts = view.ttls.flatMap((ttl) => livingParts(ttl, now));
        return Promise.all(
          features.tags.map((tag) => redis.pfCount(parts.map((part) => features.written(tag, view, part)))),
        );
      }),
    ),
  );
  return counts.map((ofView) => ofView.reduce((sum, count) => sum + count, 0));
}

/** The mean bytes of the rows that were written last under each tag, in the order of the views; null where none is left. */
export async function sampleRowBytes(db: Database, views: readonly FeatureView[]): Promise<(number | null)[]> {
  const { features } = db.keys;
  const fields = views.map(({ name }) => `${name}:sample`);
  const samples = await db.run((redis) =>
    Promise.all(features.tags.map((tag) => redis.hmGet(features.state(tag), fields))),
  );
  const keysOf = (index: number) => samples.flatMap((ofTag) => ofTag[index] ?? []);
  const sizes = await db.run((redis) =>
    Promise.all(views.map((_, index) => Promise.all(keysOf(index).map((key) => redis.memoryUsage(key))))),
  );
  return sizes.map((ofView) => {
    const found = ofView.flatMap((size) => size ?? []);
    return found.length > 0 ? found.reduce((sum, size) => sum + size, 0) / found.length : null;
  });
}

/** Views of which nothing was written since a moment: those never written first, then the oldest; ties by name. */
export async function findStaleViews(db: Database, since: number): Promise<Freshness[]> {
  const { features } = db.keys;
  const [views, states] = await db.run((redis) =>
    Promise.all([
      redis.zRange(features.registered, 0, -1),
      Promise.all(features.tags.map((tag) => redis.hGetAll(features.state(tag)))),
    ]),
  );
  return views
    .map((view) => ({
      view,
      newestEventTime: maxOf(states.map((state) => state[`${view}:newest`])),
      writtenAt: maxOf(states.map((state) => state[`${view}:written`])),
    }))
    .filter(({ writtenAt }) => writtenAt === null || writtenAt < since)
    .toSorted((a, b) => (a.writtenAt ?? 0) - (b.writtenAt ?? 0));
}
