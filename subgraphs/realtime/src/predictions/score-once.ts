import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RedisClient } from '../connection.ts';
import { answerOf } from '../keys.ts';
import { type CachedAnswer, cacheAnswers, endLock } from './cache-scripts.ts';
import { type Basis, type Repeated, readCached, toCached } from './cached.ts';
import type { Serving } from './serving.ts';
import type { Scored } from './stored.ts';

/** An answer that may be kept, and by what it is found again. */
export interface Keepable {
  readonly modelId: string;
  readonly environment: string;
  readonly version: number;
  readonly entity: string;
  readonly basis: Basis;
  readonly ttlSeconds: number;
}

const LOOK_EVERY_MS = 10;

/**
 * Scores and keeps, unless another process does: then it is waited for. Whoever has waited as long as a lock lives
 * scores, too.
 * @param alongside commands that leave with those that keep the answer.
 */
export async function scoreOnce(
  serving: Serving,
  keepable: Keepable,
  compute: () => Promise<Scored>,
  alongside: (redis: RedisClient, scored: Scored) => Promise<unknown>,
): Promise<Scored | Repeated> {
  const { db, lockMs } = serving;
  const { environment, modelId, version, entity, basis } = keepable;
  const keys = db.keys.entityPredictions(entity);
  const lock = keys.lock(environment, modelId, version, basis.digest);
  const answer = keys.answer(answerOf(environment, modelId, version));
  const token = randomUUID();
  const until = performance.now() + lockMs;
  for (;;) {
    // The lock first: whoever gave it back has kept the answer before.
    const [taken, cached] = await db.run((redis) =>
      Promise.all([
        redis.set(lock, token, { condition: 'NX', expiration: { type: 'PX', value: lockMs } }),
        redis.get(answer),
      ]),
    );
    const repeated = readCached(cached, basis, keepable.ttlSeconds, Date.now());
    if (repeated) {
      if (taken !== null) await db.run((redis) => endLock(redis, lock, token));
      return repeated;
    }
    if (taken !== null || performance.now() > until) break;
    await pause(LOOK_EVERY_MS);
  }
  try {
    const scored = await compute();
    await db.write((redis) =>
      Promise.all([
        keep(redis, serving, [{ keepable, scored }]),
        alongside(redis, scored),
        endLock(redis, lock, token),
      ]),
    );
    return scored;
  } catch (error) {
    db.run((redis) => endLock(redis, lock, token)).catch(() => undefined);
    throw error;
  }
}

/** The commands that keep answers, one for each slot. */
export function keep(
  redis: RedisClient,
  { db: { keys } }: Serving,
  answers: readonly { readonly keepable: Keepable; readonly scored: Scored }[],
): Promise<unknown> {
  const byTag = Map.groupBy(answers, ({ keepable }) => keys.features.tag(keepable.entity));
  return Promise.all(
    Array.from(byTag.values(), ([first, ...others]) => {
      if (!first) return undefined;
      const ttlMs = first.keepable.ttlSeconds * 1_000;
      const toAnswer = ({ keepable, scored: { prediction, text } }: typeof first): CachedAnswer => ({
        keys: keys.entityPredictions(keepable.entity),
        of: answerOf(keepable.environment, keepable.modelId, keepable.version),
        generation: keepable.basis.entityGeneration,
        text: toCached(keepable.basis, prediction.computedAt + ttlMs, text),
      });
      return cacheAnswers(redis, [toAnswer(first), ...others.map(toAnswer)], ttlMs);
    }),
  );
}
