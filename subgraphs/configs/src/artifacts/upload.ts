import { Refusal } from '@tributary/common/http/refusals';
import type { Database } from '../database.ts';
import { chunksIn, newFileId, toBinary, type UploadMark, uploadsIn } from '../gridfs.ts';
import { readAll } from '../read-all.ts';

/** So often a running upload says that it lives. */
const TOUCH_MS = 20_000;
/** Chunks that one command removes. */
const STEP = 64;

/** Others took it for left, and removed what it had: its process had stood still. */
const uploadLost = () =>
  new Refusal(503, 'The upload stood still for too long, and what had come was removed: send it again.', {
    code: 'STORE_UNAVAILABLE',
    retryAfterSeconds: 1,
  });

/** Chunks on their way into the store. Nobody reads them until a file has them, which ends the mark in the same transaction. */
export class Upload {
  readonly fileId = newFileId();
  /** Cleaning up goes on when nobody waits for the request any more. */
  readonly #store: Database;
  #chunks = 0;
  #touching: NodeJS.Timeout | undefined;
  #isLost = false;

  constructor(store: Database) {
    this.#store = store;
  }

  /** @param db the request's. */
  async write(db: Database, bytes: Buffer): Promise<void> {
    if (this.#touching === undefined) await this.#begin(db);
    if (this.#isLost) throw uploadLost();
    await chunksIn(db).insertOne({ files_id: this.fileId, n: this.#chunks, data: toBinary(bytes) }, db.limits);
    this.#chunks += 1;
  }

  async #begin(db: Database): Promise<void> {
    this.#touching = setInterval(() => void this.#touch().catch(() => {}), TOUCH_MS).unref();
    await uploadsIn(db).updateOne({ _id: this.fileId }, touched, { ...db.limits, upsert: true });
  }

  async #touch(): Promise<void> {
    const { limits } = this.#store;
    const { matchedCount } = await uploadsIn(this.#store).updateOne(goesOn(this.fileId), touched, limits);
    this.#isLost = matchedCount === 0;
  }

  /** The chunks are no upload any more: part of the transaction that makes a file of them. */
  async endMark(db: Database): Promise<void> {
    const { deletedCount } = await uploadsIn(db).deleteOne(goesOn(this.fileId), db.limits);
    if (deletedCount === 0) throw uploadLost();
  }

  stop(): void {
    clearInterval(this.#touching);
  }

  async remove(): Promise<void> {
    this.stop();
    if (this.#touching !== undefined) await removeUpload(this.#store, this.fileId);
  }
}

const touched = { $currentDate: { touchedAt: true as const } };
const goesOn = (_id: UploadMark['_id']) => ({ _id, lost: { $exists: false } });

/** Removes chunks in steps that are short each, and then the mark. @returns whether everything is removed. */
export async function removeUpload(db: Database, fileId: UploadMark['_id'], maxSteps = Infinity): Promise<boolean> {
  const chunks = chunksIn(db);
  for (let step = 0; step < maxSteps; step++) {
    const options = { ...db.oneBatch, projection: { _id: 1 }, limit: STEP };
    const some = await readAll(chunks.find({ files_id: fileId }, options));
    if (some.length === 0) {
      await uploadsIn(db).deleteOne({ _id: fileId }, db.limits);
      return true;
    }
    await chunks.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } }, db.limits);
  }
  return false;
}
