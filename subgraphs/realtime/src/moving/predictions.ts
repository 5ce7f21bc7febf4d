import { z } from 'zod';
import type { Database } from '../database.ts';

const PARTS = ['state', 'open', 'totals', 'series'] as const;
const texts = z.record(z.string(), z.string());

const counts = z.object({ modelId: z.string(), part: z.enum(PARTS), values: texts });
const logged = z.object({ modelId: z.string(), entry: z.string(), message: texts, expiresAt: z.int().nullable() });
const deployment = z.object({ deploymentId: z.string(), modelId: z.string() });
const line = z.union([counts, logged, deployment]);

const STEP = 500;

/** What is counted of predictions, and the log of the last ones, as lines of JSON. */
export async function* writePredictions(db: Database): AsyncGenerator<string> {
  const deployments = await db.run((redis) => redis.hGetAll(db.keys.countedDeployments));
  for (const [deploymentId, modelId] of Object.entries(deployments)) yield JSON.stringify({ deploymentId, modelId });
  for (const modelId of new Set(Object.values(deployments))) {
    const keys = db.keys.predictions(modelId);
    for (const part of PARTS) {
      const values = await db.run((redis) => redis.hGetAll(keys[part]));
      if (Object.keys(values).length > 0) yield JSON.stringify({ modelId, part, values });
    }
    const ends = await db.run((redis) => redis.pExpireTime(keys.log));
    let from = '-';
    for (;;) {
      const entries = (await db.run((redis) => redis.xRange(keys.log, from, '+', { COUNT: STEP }))) ?? [];
      for (const { id, message } of entries) {
        yield JSON.stringify({ modelId, entry: id, message, expiresAt: ends < 0 ? null : ends });
      }
      const last = entries.at(-1);
      if (!last) break;
      from = `(${last.id}`;
    }
  }
}

/** Stores what the lines say. Safe to repeat: what the log has it keeps. */
export async function readPredictions(db: Database, lines: readonly string[]): Promise<void> {
  const parsed = lines.map((text) => line.parse(JSON.parse(text)));
  await db.write((redis) =>
    Promise.all(
      parsed.map(async (one) => {
        if ('deploymentId' in one) return redis.hSet(db.keys.countedDeployments, one.deploymentId, one.modelId);
        const keys = db.keys.predictions(one.modelId);
        if ('part' in one) return redis.hSet(keys[one.part], one.values);
        await redis.xAdd(keys.log, one.entry, one.message).catch((error: unknown) => {
          if (!isThere(error)) throw error;
        });
        return one.expiresAt === null ? undefined : redis.pExpireAt(keys.log, one.expiresAt);
      }),
    ),
  );
}

/** An entry goes behind all others: one that cannot has come before. */
const isThere = (error: unknown) =>
  error instanceof Error && error.message.includes('equal or smaller than the target stream top item');
