import { randomUUID } from 'node:crypto';
import type { RedisClient } from '../connection.ts';
import type { Keys } from '../keys.ts';
import { toSketch } from './latency.ts';
import type { PredictionLogSettings } from './log-settings.ts';
import { type Asked, recordAsked } from './record-script.ts';

/** What a deployment was asked, and what it answered. */
export interface PredictionRecord {
  readonly deploymentId: string;
  readonly modelId: string;
  readonly versionNumber: number;
  /** Null where only values were given. */
  readonly entity: string | null;
  /** The entity's generation before it was scored: an answer about an entity that was forgotten since is not logged. */
  readonly entityGeneration: number;
  /** What is kept of the answer, as JSON, as the cache has it; null for an error. */
  readonly answer: string | null;
  readonly cached: boolean;
  readonly latencyMs: number;
}

/**
 * Counts and logs what deployments were asked: two commands for each of them, which leave in the pipeline of the work
 * that they are called in.
 */
export function recordPredictions(
  redis: RedisClient,
  keys: Keys,
  settings: PredictionLogSettings,
  records: readonly PredictionRecord[],
): Promise<unknown>[] {
  const minute = Math.floor(Date.now() / 60_000);
  return Array.from(Map.groupBy(records, ({ deploymentId }) => deploymentId)).flatMap(([deploymentId, its]) => {
    const [first] = its;
    if (!first) return [];
    const { modelId, versionNumber } = first;
    // An epoch is drawn anew each time, since a Redis that has lost what it counted is another one.
    const drawn = { epoch: randomUUID(), channel: keys.deploymentChannel(deploymentId) };
    const asked = toAsked(deploymentId, versionNumber, its);
    return [
      redis.hSet(keys.countedDeployments, deploymentId, modelId),
      recordAsked(redis, keys.predictions(modelId), minute, drawn, asked, settings),
    ];
  });
}

function toAsked(deploymentId: string, versionNumber: number, records: readonly PredictionRecord[]): Asked {
  return {
    deploymentId,
    versionNumber,
    requests: records.length,
    errors: records.filter(({ answer }) => answer === null).length,
    hits: records.filter(({ answer, cached }) => answer !== null && cached).length,
    latencies: toSketch(records.map(({ latencyMs }) => latencyMs)),
    rows: records.flatMap(({ answer, entity, entityGeneration: generation, cached, latencyMs }) =>
      answer === null ? [] : { answer, entity, generation, cached, latencyMs },
    ),
  };
}
