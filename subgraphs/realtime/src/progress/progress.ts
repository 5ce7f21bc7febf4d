import { z } from 'zod';
import type { Database } from '../database.ts';

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

export async function findProgressOfRuns(
  db: Database,
  runIds: readonly string[],
): Promise<(RunProgress & { runId: string })[]> {
  const rows = await db.run((redis) =>
    Promise.all(
      runIds.map((runId) => {
        const { values, metrics } = db.keys.progress(runId);
        return Promise.all([redis.hGetAll(values), redis.hGetAll(metrics)]);
      }),
    ),
  );
  return runIds.flatMap((runId, index) => {
    const [values = {}, metrics = {}] = rows[index] ?? [];
    if (values.updatedAt === undefined) return [];
    return { runId, ...valuesShape.parse(values), metrics: toNumbers(metrics) };
  });
}

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
