import { z } from 'zod';
import { AS_BUFFERS } from '../connection.ts';
import type { Database } from '../database.ts';
import { scanKeys } from '../scan-keys.ts';

/** Without the prefix. */
const key = z.string().regex(/^\{\d+\}:/, 'must begin with the tag of a row');

/** A row or a count of what is stored for a view, with the millisecond at which it ends; null where it never does. */
const value = z.object({ key, value: z.base64(), expiresAt: z.int().nullable() });

/** What is known of a view's rows with a tag. */
const state = z.object({
  state: z.string(),
  view: z.string(),
  newest: z.string(),
  written: z.string(),
  sample: key.nullable(),
});

const line = z.union([state, value]);

/** Every row of features as a line of JSON, and what is counted of them. A row that is written meanwhile may come twice. */
export async function* writeFeatures(db: Database): AsyncGenerator<string> {
  const { features } = db.keys;
  for (const tag of features.tags) {
    const known = await db.run((redis) => redis.hGetAll(features.state(tag)));
    for (const [field, newest] of Object.entries(known)) {
      if (!field.endsWith(':newest')) continue;
      const view = field.slice(0, -':newest'.length);
      const { [`${view}:written`]: written = '0', [`${view}:sample`]: row } = known;
      const sample = row === undefined ? null : features.withoutPrefix(row);
      yield JSON.stringify({ state: tag, view, newest, written, sample });
    }
  }
  for await (const keys of scanKeys(db, { pattern: features.pattern('*'), type: 'string' })) {
    yield* await readValues(db, keys);
  }
}

async function readValues(db: Database, keys: readonly string[]): Promise<string[]> {
  const { features } = db.keys;
  const found = await db.run((redis) => {
    const binary = redis.withTypeMapping(AS_BUFFERS);
    return Promise.all(keys.map((key) => Promise.all([binary.get(key), redis.pExpireTime(key)])));
  });
  return keys.flatMap((key, index) => {
    const [bytes, expiresAt = -1] = found[index] ?? [];
    if (!bytes) return [];
    return JSON.stringify({
      key: features.withoutPrefix(key),
      value: bytes.toString('base64'),
      expiresAt: expiresAt < 0 ? null : expiresAt,
    });
  });
}

/** Stores what the lines say; what has ended meanwhile is gone. Safe to repeat. */
export async function readFeatures(db: Database, lines: readonly string[]): Promise<void> {
  const { features } = db.keys;
  const parsed = lines.map((text) => line.parse(JSON.parse(text)));
  await db.write((redis) =>
    Promise.all(
      parsed.map((one) => {
        if ('state' in one) {
          const { state: tag, view, newest, written, sample } = one;
          return redis.hSet(features.state(tag), {
            [`${view}:newest`]: newest,
            [`${view}:written`]: written,
            ...(sample !== null && { [`${view}:sample`]: features.withPrefix(sample) }),
          });
        }
        const { key, value: bytes, expiresAt } = one;
        const expiration = expiresAt === null ? {} : { expiration: { type: 'PXAT' as const, value: expiresAt } };
        return redis.set(features.withPrefix(key), Buffer.from(bytes, 'base64'), expiration);
      }),
    ),
  );
}
