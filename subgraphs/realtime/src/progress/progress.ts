import { z } from 'zod';
import type { Database } from '../database.ts';
import { noteEnd } from './scripts.ts';

/** A run is known here by its id alone. */
export interface TrainingRun {
  id: string;
}

export interface RunProgress {
  epoch: number | null;
  epochs: number | null;
  step: number | null;
  percent: number | null;
  metrics: Record<string, number>;
  message: string | null;
  updatedAt: Date;
}

/** What is known of a run here. */
export interface RunState {
  runId: string;
  /** Null where it reported nothing for a day. */
  progress: RunProgress | null;
  /** Whether it has ended lately. */
  ended: boolean;
}

export async function findStatesOfRuns(db: Database, runIds: readonly string[]): Promise<RunState[]> {
  const rows = await db.run((redis) =>
    Promise.all(
      runIds.map((runId) => {
        const { values, metrics } = db.keys.progress(runId);
        return Promise.all([redis.hGetAll(values), redis.hGetAll(metrics)]);
      }),
    ),
  );
  return runIds.map((runId, index) => {
    const [values = {}, metrics = {}] = rows[index] ?? [];
    const progress =
      values.updatedAt === undefined ? null : { ...valuesShape.parse(values), metrics: toNumbers(metrics) };
    return { runId, progress, ended: values.ended === '1' };
  });
}

/**
 * Tells those who follow runs which of them have ended, and which go on again. It is kept for as long as the run's
 * progress, or for a minute.
 */
export async function tellEnds(db: Database, runs: readonly { runId: string; ended: boolean }[]): Promise<void> {
  await db.run((redis) =>
    Promise.all(runs.map(({ runId, ended }) => noteEnd(redis, db.keys.progress(runId), ended, ENDED_SECONDS))),
  );
}

const ENDED_SECONDS = 60;

const number = z.coerce.number().nullable().default(null);
const valuesShape = z.object({
  epoch: number,
  epochs: number,
  step: number,
  percent: number,
  message: z.string().nullable().default(null),
  updatedAt: z.iso.datetime().transform((text) => new Date(text)),
});

const toNumbers = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Number(value)]));
