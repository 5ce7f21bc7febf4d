import type { Connection } from 'mongoose';
import mongoose, { type mongo } from 'mongoose';

/** The hash of an artifact's bytes is its name. The form is GridFS's own, so that its tools read what lies here. */
export interface StoredFile {
  _id: mongo.ObjectId;
  /** The SHA-256, in small hexadecimal digits: unique, by an index. */
  filename: string;
  length: number;
  chunkSize: number;
  uploadDate: Date;
  /** unnamedSince: when it was found that nothing names it. */
  metadata: { filename: string | null; createdBy: string; unnamedSince?: Date };
}

export interface Chunk {
  files_id: mongo.ObjectId;
  n: number;
  data: mongo.Binary;
}

/** An upload that is under way, or was given up: it says whose the chunks are that belong to no file. */
export interface UploadMark {
  _id: mongo.ObjectId;
  /** By the server's clock; set again and again while the upload goes on. */
  touchedAt: Date;
  /** Its chunks are being removed: it can be kept no more. */
  lost?: true;
}

type Connected = { readonly connection: Connection };

export const filesIn = ({ connection }: Connected) => connection.collection<StoredFile>('artifacts.files');
export const chunksIn = ({ connection }: Connected) => connection.collection<Chunk>('artifacts.chunks');
export const uploadsIn = ({ connection }: Connected) => connection.collection<UploadMark>('artifacts.uploads');

/** Four times GridFS's default: a quarter of the round trips, and still little to hold in memory. */
export const CHUNK_BYTES = 1024 * 1024;

export const newFileId = (): mongo.ObjectId => new mongoose.mongo.ObjectId();
export const toBinary = (bytes: Buffer): mongo.Binary => new mongoose.mongo.Binary(bytes);

export async function createArtifactIndexes(db: Connected): Promise<void> {
  await filesIn(db).createIndex({ filename: 1 }, { unique: true });
  await chunksIn(db).createIndex({ files_id: 1, n: 1 }, { unique: true });
  await uploadsIn(db).createIndex({ touchedAt: 1 });
}
