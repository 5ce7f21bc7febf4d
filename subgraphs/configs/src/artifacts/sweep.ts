import type { Logger } from '@tributary/common/log';
import type { Database } from '../database.ts';
import { uploadsIn } from '../gridfs.ts';
import { readAll } from '../read-all.ts';
import { removeUpload } from './upload.ts';

/** An upload that has not said for this long that it goes on was left: its process was killed, or is cut off. */
const LEFT_AFTER_MS = 600_000;
const SWEEP_EVERY_MS = 300_000;
/** One sweep does no more, so that a store full of halves is not busy with them alone. */
const MAX_UPLOADS = 20;
const MAX_STEPS = 100;

/** Removes now and then what uploads have left that were not ended. Answers what stops it. */
export function startSweeping(db: Database, log: Logger): () => void {
  const sweep = () =>
    sweepUploads(db).catch((err: unknown) =>
      log.warn({ err }, 'half uploads could not be removed; trying again later'),
    );
  const timer = setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/**
 * Removes the chunks of uploads that were left. One that goes on, in whatever process, has said so meanwhile, by the
 * same clock. @returns how many were removed as a whole.
 */
export async function sweepUploads(db: Database, leftAfterMs: number = LEFT_AFTER_MS): Promise<number> {
  const before = new Date((await serverTime(db)) - leftAfterMs);
  const left = { $or: [{ lost: true as const }, { touchedAt: { $lt: before } }] };
  const found = await readAll(uploadsIn(db).find(left, { ...db.oneBatch, limit: MAX_UPLOADS }));
  let removed = 0;
  for (const { _id } of found) {
    // It may go on after all, or have become a file: once it is marked, it cannot.
    const { matchedCount } = await uploadsIn(db).updateOne({ _id, ...left }, { $set: { lost: true } }, db.limits);
    if (matchedCount === 1 && (await removeUpload(db, _id, MAX_STEPS))) removed += 1;
  }
  return removed;
}

async function serverTime(db: Database): Promise<number> {
  const answer = await db.connection.db?.command({ hello: 1, ...db.limits });
  return new Date(answer?.localTime).getTime();
}
