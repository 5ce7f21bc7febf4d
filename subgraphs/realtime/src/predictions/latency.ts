/**
 * Latencies as counts in buckets whose bounds grow by a constant factor, as DDSketch has them: sketches are merged by
 * adding, and a percentile lies within one percent of the true one, from a microsecond up.
 */
const ERROR = 0.01;
const FACTOR = (1 + ERROR) / (1 - ERROR);
const LEAST_MS = 0.001;

/** How many latencies lie in each bucket. */
export type LatencySketch = ReadonlyMap<number, number>;

/** @param latencyMs what is under a microsecond counts as one. */
const bucketOfLatency = (latencyMs: number): number =>
  latencyMs > LEAST_MS ? Math.ceil(Math.log(latencyMs / LEAST_MS) / Math.log(FACTOR)) : 0;

/** The value that no latency of the bucket is further from than the error. */
const middleOf = (bucket: number) => (LEAST_MS * 2 * FACTOR ** bucket) / (FACTOR + 1);

export function toSketch(latencies: readonly number[]): LatencySketch {
  const counts = new Map<number, number>();
  for (const latency of latencies) {
    const bucket = bucketOfLatency(latency);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return counts;
}

export function mergeSketches(sketches: readonly LatencySketch[]): LatencySketch {
  const counts = new Map<number, number>();
  for (const sketch of sketches) {
    for (const [bucket, count] of sketch) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  }
  return counts;
}

/** The latency, in milliseconds, that a share of all do not exceed; null where there are none. */
export function percentile(sketch: LatencySketch, share: number): number | null {
  const buckets = [...sketch].toSorted(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(total * share));
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return null;
}
