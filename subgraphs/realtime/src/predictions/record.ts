import { randomUUID } from 'node:crypto';
import type { RedisClient } from '../connection.ts';
import { toSketch } from './latency.ts';
import type { PredictionLogSettings } from './log-settings.ts';
import { type LogRow, recordAsked } from './record-script.ts';
import type { Serving } from './serving.ts';

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

/** What recording needs of what a process keeps. */
interface RecordingServing extends Pick<Serving, 'logPlaces'> {
  readonly db: Pick<Serving['db'], 'keys'>;
}

/**
 * Counts and logs what deployments were asked: two commands for each of them, which leave in the pipeline of the work
 * that they are called in.
 */
export function recordPredictions(
  redis: RedisClient,
  { db: { keys }, logPlaces }: RecordingServing,
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
    const answered = its.flatMap(toRow);
    const rows = answered.slice(0, logPlaces.take(modelId, answered.length, settings));
    const asked = {
      ...{ deploymentId, versionNumber, rows, isSampled: rows.length < answered.length },
      requests: its.length,
      errors: its.length - answered.length,
      hits: answered.filter(({ cached }) => cached).length,
      latencies: toSketch(its.map(({ latencyMs }) => latencyMs)),
    };
    return [
      // What is there already is not written to the append-only log again.
      redis.hSetNX(keys.countedDeployments, deploymentId, modelId),
      recordAsked(redis, keys.predictions(modelId), minute, drawn, asked, settings),
    ];
  });
}

const toRow = ({ answer, entity, entityGeneration: generation, cached, latencyMs }: PredictionRecord): LogRow[] =>
  answer === null ? [] : [{ answer, entity, generation, cached, latencyMs }];
