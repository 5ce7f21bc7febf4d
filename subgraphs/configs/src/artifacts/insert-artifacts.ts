import type { Database } from '../database.ts';
import { CHUNK_BYTES, chunksIn, fileIdOf, filesIn, toBinary } from '../gridfs.ts';
import { readAll } from '../read-all.ts';
import type { Artifact } from './artifacts.ts';

export type NewArtifact = Pick<Artifact, 'sha256' | 'filename' | 'createdAt' | 'createdBy'> & { bytes: Uint8Array };

/**
 * Stores artifacts as of the time that they name, for whoever loads a whole platform: callers upload theirs. What was
 * interrupted is done again in the same places. @returns how many were not there yet.
 */
export async function insertArtifacts(db: Database, artifacts: readonly NewArtifact[]): Promise<number> {
  const wanted = artifacts.map(({ sha256 }) => sha256);
  const there = await readAll(
    filesIn(db).find({ filename: { $in: wanted } }, { ...db.oneBatch, projection: { filename: 1 } }),
  );
  const known = new Set(there.map(({ filename }) => filename));
  const missing = artifacts.filter(({ sha256 }) => !known.has(sha256));
  for (const artifact of missing) await insertArtifact(db, artifact);
  return missing.length;
}

/** The chunks first: a file that is there is whole. */
async function insertArtifact(
  db: Database,
  { sha256, filename, createdAt, createdBy, bytes }: NewArtifact,
): Promise<void> {
  const fileId = fileIdOf(sha256);
  for (let n = 0; n * CHUNK_BYTES < bytes.length; n++) {
    const data = toBinary(Buffer.from(bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES)));
    await chunksIn(db).updateOne({ files_id: fileId, n }, { $set: { data } }, { ...db.limits, upsert: true });
  }
  await filesIn(db).insertOne(
    {
      _id: fileId,
      ...{ filename: sha256, length: bytes.length, chunkSize: CHUNK_BYTES, uploadDate: createdAt },
      metadata: { filename, createdBy },
    },
    db.limits,
  );
}
