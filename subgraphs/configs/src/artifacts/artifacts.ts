import type { mongo } from 'mongoose';
import type { Database } from '../database.ts';
import { CHUNK_BYTES, chunksIn, filesIn, type StoredFile } from '../gridfs.ts';

/** Bytes that are stored, by their hash. */
export interface Artifact {
  fileId: mongo.ObjectId;
  sha256: string;
  uri: string;
  sizeBytes: number;
  /** That of the first upload. */
  filename: string | null;
  createdAt: Date;
  createdBy: string;
}

export const SHA256 = /^[\da-f]{64}$/;

export async function findArtifact(db: Database, sha256: string): Promise<Artifact | null> {
  const file = await filesIn(db).findOne({ filename: sha256 }, db.limits);
  return file && toArtifact(file);
}

export const toArtifact = ({ _id, filename: sha256, length, uploadDate, metadata }: StoredFile): Artifact => ({
  fileId: _id,
  sha256,
  uri: `gridfs:artifacts/${sha256}`,
  sizeBytes: length,
  filename: metadata.filename,
  createdAt: uploadDate,
  createdBy: metadata.createdBy,
});

/** A part of a stored file is gone. */
export class MissingChunk extends Error {}

/** Places of bytes, both included, from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** The bytes of an artifact, chunk by chunk: no more than one is held at a time. */
export async function* readBytes(
  db: Database,
  { fileId }: Artifact,
  { first, last }: ByteRange,
): AsyncGenerator<Buffer> {
  const end = Math.floor(last / CHUNK_BYTES);
  for (let n = Math.floor(first / CHUNK_BYTES); n <= end; n++) {
    const chunk = await chunksIn(db).findOne({ files_id: fileId, n }, db.limits);
    if (!chunk) throw new MissingChunk(`Chunk ${n} of file ${fileId.toHexString()} in artifacts is missing`);
    const begin = n * CHUNK_BYTES;
    yield Buffer.from(chunk.data.value()).subarray(Math.max(first - begin, 0), last + 1 - begin);
  }
}
