import type { Database } from '../database.ts';
import { type CountWindow, startOf, windowOf } from './count-windows.ts';

/** What a model has answered since it was first asked. */
export interface ModelTotals {
  readonly modelId: string;
  readonly served: number;
  /** Of them from the cache. */
  readonly hits: number;
}

/** In the order of the models. */
export async function findTotalsByModelIds(db: Database, modelIds: readonly string[]): Promise<ModelTotals[]> {
  const found = await db.run((redis) =>
    Promise.all(modelIds.map((modelId) => redis.hmGet(db.keys.predictions(modelId).totals, ['served', 'hits']))),
  );
  return modelIds.map((modelId, index) => {
    const [served, hits] = found[index] ?? [];
    return { modelId, served: Number(served ?? 0), hits: Number(hits ?? 0) };
  });
}

/** A version, and how many predictions it has served. */
export interface VersionCount {
  readonly versionId: string;
  readonly count: number;
}

/** @param versionIds such as fraud-detector@2; of others nothing is counted. */
export async function countPredictionsByVersionIds(
  db: Database,
  versionIds: readonly string[],
): Promise<VersionCount[]> {
  const versions = versionIds.flatMap((versionId) => {
    const [, modelId, number] = /^(.+)@(\d+)$/.exec(versionId) ?? [];
    return modelId !== undefined && number !== undefined ? [{ versionId, modelId, number }] : [];
  });
  const counts = await db.run((redis) =>
    Promise.all(
      versions.map(({ modelId, number }) => redis.hGet(db.keys.predictions(modelId).totals, `version ${number}`)),
    ),
  );
  return versions.map(({ versionId }, index) => ({ versionId, count: Number(counts[index] ?? 0) }));
}

/** What was served from `start` on, for the length of a window. */
export interface CountBucket {
  readonly start: Date;
  readonly count: number;
}

/** The last windows of a length, the present one included. */
export interface LastWindows {
  readonly window: CountWindow;
  readonly buckets: number;
}

/** Of each model the last buckets, the oldest first. */
export async function countByWindow(
  db: Database,
  modelIds: readonly string[],
  { window, buckets }: LastWindows,
): Promise<(CountBucket & { modelId: string })[]> {
  const newest = windowOf(window, Math.floor(Date.now() / 60_000));
  const numbers = Array.from({ length: buckets }, (_, index) => newest - buckets + 1 + index);
  const fields = numbers.map((number) => `${window} ${number}`);
  const found = await db.run((redis) =>
    Promise.all(modelIds.map((modelId) => redis.hmGet(db.keys.predictions(modelId).series, fields))),
  );
  return modelIds.flatMap((modelId, index) =>
    numbers.map((number, place) => ({
      modelId,
      start: startOf(window, number),
      count: Number(found[index]?.[place] ?? 0),
    })),
  );
}
