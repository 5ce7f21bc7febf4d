import { type Database, inTransaction } from '../database.ts';
import { CHUNK_BYTES, filesIn, type StoredFile } from '../gridfs.ts';
import { readAll } from '../read-all.ts';
import { type Artifact, findArtifact, toArtifact } from './artifacts.ts';
import { toChunks } from './chunks.ts';
import { Upload } from './upload.ts';

const STEP = 100;

/** An artifact, and since when nothing names it, where that was noted. */
export interface WalkedArtifact extends Artifact {
  unnamedSince: Date | null;
}

/** Every artifact, by its hash. */
export async function* walkArtifacts(db: Database): AsyncGenerator<WalkedArtifact> {
  await db.connection.asPromise();
  let after = '';
  for (;;) {
    const options = { ...db.oneBatch, sort: { filename: 1 as const }, limit: STEP };
    const found = await readAll(filesIn(db).find({ filename: { $gt: after } }, options));
    for (const file of found) yield { ...toArtifact(file), unnamedSince: file.metadata.unnamedSince ?? null };
    const last = found.at(-1);
    if (!last) return;
    after = last.filename;
  }
}

/**
 * Stores bytes as the artifact that they were elsewhere, for whoever loads a whole platform: callers upload theirs.
 * @returns false where it was there already.
 */
export async function restoreArtifact(
  db: Database,
  { sha256, sizeBytes, filename, createdAt, createdBy }: Omit<Artifact, 'fileId' | 'uri'>,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<boolean> {
  if (await findArtifact(db, sha256)) return false;
  const upload = new Upload(db);
  try {
    for await (const chunk of toChunks(bytes)) await upload.write(db, chunk);
  } catch (error) {
    await upload.remove().catch(() => {});
    throw error;
  }
  const file: StoredFile = {
    _id: upload.fileId,
    filename: sha256,
    length: sizeBytes,
    chunkSize: CHUNK_BYTES,
    uploadDate: createdAt,
    metadata: { filename, createdBy },
  };
  try {
    await db.connection.transaction(async (session) => {
      const within = inTransaction(db, session);
      await upload.endMark(within);
      await filesIn(db).insertOne(file, within.limits);
    });
  } finally {
    // Whether it is a file the store knows: where it is none, the sweep sees that.
    upload.stop();
  }
  return true;
}
