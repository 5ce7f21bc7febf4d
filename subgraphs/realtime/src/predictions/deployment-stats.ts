import type { Database } from '../database.ts';
import { type LatencySketch, mergeSketches, percentile } from './latency.ts';

/** How a deployment answers. Times are milliseconds. */
export interface DeploymentStats {
  readonly deploymentId: string;
  readonly windowSeconds: number;
  readonly requests: number;
  readonly errors: number;
  readonly cacheHits: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly lastRequestAt: Date | null;
}

/** A deployment that was asked, and its model. */
export interface AskedDeployment {
  readonly id: string;
  readonly modelId: string;
}

/** Those of the deployments that were ever asked. */
export async function findAskedDeployments(db: Database, ids: readonly string[]): Promise<AskedDeployment[]> {
  const models = await db.run((redis) => redis.hmGet(db.keys.countedDeployments, [...ids]));
  return ids.flatMap((id, index) => {
    const modelId = models[index];
    return modelId == null ? [] : [{ id, modelId }];
  });
}

/** The present minute and those before it, over which percentiles are taken. */
const WINDOW_MINUTES = 5;

const NOTHING = {
  windowSeconds: WINDOW_MINUTES * 60,
  ...{ requests: 0, errors: 0, cacheHits: 0 },
  ...{ p50Ms: null, p95Ms: null, p99Ms: null, lastRequestAt: null },
};

/** In the order of the deployments; of one that was never asked nothing is counted. Two round trips. */
export async function findStatsOfDeployments(db: Database, ids: readonly string[]): Promise<DeploymentStats[]> {
  const asked = await findAskedDeployments(db, ids);
  const minute = Math.floor(Date.now() / 60_000);
  const minutes = Array.from({ length: WINDOW_MINUTES }, (_, back) => minute - back);
  const found = await db.run((redis) =>
    Promise.all(
      asked.map(({ id, modelId }) => {
        const keys = db.keys.predictions(modelId);
        return Promise.all([
          redis.hmGet(
            keys.totals,
            ['requests', 'errors', 'hits', 'last'].map((what) => `${what} ${id}`),
          ),
          Promise.all(minutes.map((one) => redis.hGetAll(keys.latency(id, one)))),
        ]);
      }),
    ),
  );
  const byId = new Map(
    asked.map(({ id }, index) => {
      const [[requests, errors, hits, last] = [], latencies = []] = found[index] ?? [];
      const counts = { requests: Number(requests ?? 0), errors: Number(errors ?? 0), cacheHits: Number(hits ?? 0) };
      return [
        id,
        { ...NOTHING, ...counts, ...percentilesOf(latencies), lastRequestAt: last ? new Date(Number(last)) : null },
      ];
    }),
  );
  return ids.map((deploymentId) => ({ deploymentId, ...(byId.get(deploymentId) ?? NOTHING) }));
}

function percentilesOf(minutes: readonly Readonly<Record<string, string>>[]) {
  const sketch = mergeSketches(minutes.map(readSketch));
  return { p50Ms: percentile(sketch, 0.5), p95Ms: percentile(sketch, 0.95), p99Ms: percentile(sketch, 0.99) };
}

const readSketch = (counts: Readonly<Record<string, string>>): LatencySketch =>
  new Map(Object.entries(counts).map(([bucket, count]) => [Number(bucket), Number(count)]));
