import type { Database } from '../database.ts';
import { keepArtifacts } from './artifacts.ts';
import { writeSnapshotOver } from './scripts.ts';
import type { Snapshot } from './snapshot.ts';

/** All that answers for a model, at a version of the copy. */
export interface SnapshotState {
  readonly modelId: string;
  readonly version: number;
  readonly snapshot: Snapshot;
  /** The digests of the files that must stay: of what answers, and of what would after a rollback. */
  readonly artifacts: readonly string[];
  /** In how many milliseconds something that is missing is to be looked for again; null where nothing is. */
  readonly retryMs: number | null;
}

/** Writes a model's snapshot, only over a lower version, and tells those who keep it. Safe to repeat, and in any order. */
export async function writeSnapshot(db: Database, state: SnapshotState): Promise<void> {
  const { modelId, version, snapshot, artifacts, retryMs } = state;
  const { serving } = db.keys;
  await keepArtifacts(db, artifacts);
  const texts = { version, snapshot: JSON.stringify(snapshot), artifacts: artifacts.join(' ') };
  await db.run((redis) =>
    Promise.all([
      writeSnapshotOver(redis, serving.snapshot(modelId), texts),
      redis.sAdd(serving.models, modelId),
      retryMs === null
        ? redis.zRem(serving.incomplete, modelId)
        : redis.zAdd(serving.incomplete, { value: modelId, score: Date.now() + retryMs }),
    ]),
  );
  // Even where another worker wrote it: that one may have ended before it said so.
  await db.run((redis) => redis.publish(serving.changed, modelId));
}

const MOST_DUE = 100;

/** Models of which something is missing that is to be looked for now; they come again after a while. */
export async function takeIncomplete(db: Database, againMs: number): Promise<string[]> {
  const { incomplete } = db.keys.serving;
  const now = Date.now();
  const limit = { offset: 0, count: MOST_DUE };
  const due = await db.run((redis) => redis.zRange(incomplete, '-inf', now, { BY: 'SCORE', LIMIT: limit }));
  if (due.length > 0) {
    const later = due.map((value) => ({ value, score: now + againMs }));
    // Whoever has completed one meanwhile has taken it away, and it stays so.
    await db.run((redis) => redis.zAdd(incomplete, later, { condition: 'XX' }));
  }
  return due;
}
