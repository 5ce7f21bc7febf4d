import type { Database } from '../database.ts';
import { type Snapshot, snapshotShape } from './snapshot.ts';

/** A model's snapshot with the version of the copy; null where none was ever brought here. */
export async function readSnapshot(
  db: Database,
  modelId: string,
): Promise<{ version: number; snapshot: Snapshot } | null> {
  const [version, snapshot] = await db.run((redis) =>
    redis.hmGet(db.keys.serving.snapshot(modelId), ['version', 'snapshot']),
  );
  if (!version || !snapshot) return null;
  return { version: Number(version), snapshot: snapshotShape.parse(JSON.parse(snapshot)) };
}

/** The models that have a snapshot. */
export const findServedModels = (db: Database): Promise<string[]> =>
  db.run((redis) => redis.sMembers(db.keys.serving.models));

/** Removes the snapshots of models that no home knows. */
export async function removeSnapshots(db: Database, modelIds: readonly string[]): Promise<void> {
  const { serving } = db.keys;
  await db.run((redis) =>
    Promise.all(
      modelIds.flatMap((modelId) => [
        redis.unlink(serving.snapshot(modelId)),
        redis.sRem(serving.models, modelId),
        redis.zRem(serving.incomplete, modelId),
      ]),
    ),
  );
}
