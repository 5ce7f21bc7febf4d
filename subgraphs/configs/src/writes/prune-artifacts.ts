import { audit } from '@tributary/common/mutations/audit';
import { z } from 'zod';
import { MARK } from '../artifacts/marks.ts';
import { removeUpload } from '../artifacts/upload.ts';
import { filesIn, uploadsIn } from '../gridfs.ts';
import { perform } from './perform.ts';
import type { WriteContext } from './work.ts';

/**
 * Removes an artifact that was marked before a time, unless its mark was lifted meanwhile. The file and the event for the
 * audit go together; its chunks then belong to an upload that was left, and are swept where this process does not come
 * to it. @returns whether it was removed.
 */
export async function removeMarked(context: WriteContext, sha256: string, before: Date): Promise<boolean> {
  const outcome = await perform(context, z.unknown(), undefined, async (work) => {
    await work.lock([`artifact ${sha256}`]);
    const { db } = work;
    const file = await filesIn(db).findOne({ filename: sha256, [MARK]: { $lt: before } }, db.limits);
    if (!file) return null;
    await filesIn(db).deleteOne({ _id: file._id }, db.limits);
    await uploadsIn(db).insertOne({ _id: file._id, touchedAt: before, lost: true }, db.limits);
    const { filename } = file.metadata;
    audit(work, 'pruneArtifact', { type: 'Artifact', id: sha256 }, { sizeBytes: file.length, filename }, null);
    return file._id;
  });
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  if (outcome.value) await removeUpload(context.db, outcome.value);
  return outcome.value !== null;
}
