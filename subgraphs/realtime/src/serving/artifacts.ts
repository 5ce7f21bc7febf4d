import { RESP_TYPES } from 'redis';
import type { Database } from '../database.ts';

/** A command carries so many bytes: it ends in time, and holds up no other for long. */
const PIECE_BYTES = 4 * 1024 * 1024;
const AS_BUFFERS = { [RESP_TYPES.BLOB_STRING]: Buffer };

/** The file of a digest; null where it is not here. */
export async function readArtifact(db: Database, sha256: string): Promise<Buffer | null> {
  const key = db.keys.serving.artifact(sha256);
  const pieces: Buffer[] = [];
  for (let begin = 0; ; begin += PIECE_BYTES) {
    const piece = await db.run((redis) =>
      redis.withTypeMapping(AS_BUFFERS).getRange(key, begin, begin + PIECE_BYTES - 1),
    );
    if (!piece?.length) break;
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  return bytes.length === 0 ? null : bytes;
}
