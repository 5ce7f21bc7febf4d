import { createHash, randomUUID } from 'node:crypto';
import { AS_BUFFERS } from '../connection.ts';
import type { Database } from '../database.ts';

/** A command carries so many bytes: it ends in time, and holds up no other for long. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** For so long a file stays that no live version has. */
const UNNEEDED_SECONDS = 3_600;
/** A piece takes no longer to come. */
const UPLOAD_SECONDS = 60;

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

/** How large the file of a digest is; null where it is not here. */
export async function findArtifactSize(db: Database, sha256: string): Promise<number | null> {
  const size = await db.run((redis) => redis.strLen(db.keys.serving.artifact(sha256)));
  return size === 0 ? null : size;
}

/** As findArtifactSize; where it is here it stays for a while, however long it has been. */
export async function claimArtifact(db: Database, sha256: string): Promise<number | null> {
  const key = db.keys.serving.artifact(sha256);
  // GT: a file that stays for ever goes on to.
  const [size] = await db.run((redis) => Promise.all([redis.strLen(key), redis.expire(key, UNNEEDED_SECONDS, 'GT')]));
  return size === 0 ? null : size;
}

/**
 * Brings a file here, piece by piece; nobody sees it before all of it is here. Without further notice it goes after a
 * while. Answers the digest of what came: where that is another, nothing is kept.
 */
export async function writeArtifact(db: Database, sha256: string, pieces: AsyncIterable<Buffer>): Promise<string> {
  const { serving } = db.keys;
  const upload = serving.upload(sha256, randomUUID());
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
    await db.run((redis) => Promise.all([redis.append(upload, piece), redis.expire(upload, UPLOAD_SECONDS)]));
  }
  const digest = hash.digest('hex');
  await db.run(async (redis) => {
    if (digest !== sha256) return redis.unlink(upload);
    await Promise.all([
      redis.sAdd(serving.artifacts, sha256),
      redis.expire(upload, UNNEEDED_SECONDS),
      // Another may have brought it meanwhile, and it may have been found to be needed.
      redis.renameNX(upload, serving.artifact(sha256)),
      redis.unlink(upload),
    ]);
  });
  return digest;
}

/** Has files stay until nothing needs them. */
export async function keepArtifacts(db: Database, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return;
  const { serving } = db.keys;
  await db.run((redis) =>
    Promise.all([
      redis.sAdd(serving.artifacts, [...digests]),
      ...digests.map((sha256) => redis.persist(serving.artifact(sha256))),
    ]),
  );
}

/** A file that nothing needs any more goes soon after this, at the latest. */
const SWEEP_EVERY_SECONDS = 60;

/**
 * Has the files stay that some model's snapshot needs, and all others go after a while. One process does so at a time.
 * A snapshot that is written meanwhile may need what is found unneeded here: the next sweep has it stay, long before
 * it is gone.
 */
export async function sweepArtifacts(db: Database): Promise<void> {
  const { serving } = db.keys;
  const isMine = await db.run((redis) =>
    redis.set(serving.swept, '', { condition: 'NX', expiration: { type: 'EX', value: SWEEP_EVERY_SECONDS } }),
  );
  if (isMine === null) return;
  const [models, digests] = await db.run((redis) =>
    Promise.all([redis.sMembers(serving.models), redis.sMembers(serving.artifacts)]),
  );
  const lists = await db.run((redis) =>
    Promise.all(models.map((modelId) => redis.hGet(serving.snapshot(modelId), 'artifacts'))),
  );
  const needed = new Set(lists.flatMap((list) => list?.split(' ') ?? []));
  await keepArtifacts(
    db,
    digests.filter((sha256) => needed.has(sha256)),
  );
  await db.run((redis) =>
    Promise.all(
      digests
        .filter((sha256) => !needed.has(sha256))
        .map(async (sha256) => {
          const key = serving.artifact(sha256);
          // NX: one that goes already keeps its time.
          const [isThere] = await Promise.all([redis.exists(key), redis.expire(key, UNNEEDED_SECONDS, 'NX')]);
          if (isThere === 0) await redis.sRem(serving.artifacts, sha256);
        }),
    ),
  );
}
