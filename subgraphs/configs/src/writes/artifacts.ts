import { createHash } from 'node:crypto';
import { OutcomeUnknown } from '@tributary/common/errors';
import { Refusal } from '@tributary/common/http/refusals';
import { audit } from '@tributary/common/mutations/audit';
import { checkInput } from '@tributary/common/mutations/check-input';
import { name } from '@tributary/common/mutations/inputs';
import type { Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { type Artifact, findArtifact, toArtifact } from '../artifacts/artifacts.ts';
import { toChunks } from '../artifacts/chunks.ts';
import { liftMarks } from '../artifacts/marks.ts';
import { Upload } from '../artifacts/upload.ts';
import type { Database } from '../database.ts';
import { CHUNK_BYTES, filesIn, type StoredFile } from '../gridfs.ts';
import { perform } from './perform.ts';
import type { WriteContext } from './work.ts';

export interface ArtifactContext extends WriteContext {
  /** The database beyond the request: half uploads are removed when nobody waits for it any more. */
  readonly store: Database;
}

export interface Incoming {
  readonly bytes: AsyncIterable<Buffer> | Iterable<Buffer>;
  readonly maxBytes: number;
  /** What their SHA-256 is said to be. */
  readonly sha256: string | undefined;
  readonly filename: string | null;
}

export interface Stored {
  readonly artifact: Artifact;
  /** False where the same bytes were there already. */
  readonly isNew: boolean;
}

/**
 * Takes bytes in as they come, a chunk at a time, and keeps them once.
 * @throws Refusal where there are none, too many, or others than was said; then nothing is kept.
 */
export async function storeArtifact(context: ArtifactContext, incoming: Incoming): Promise<Outcome<Stored>> {
  const { sha256: said } = incoming;
  const known = said === undefined ? null : await takeUp(context.db, said);
  const upload = new Upload(context.store);
  try {
    const read = await readInChunks(incoming, async (chunk) => {
      // What is there already is only read, to see that it is the same.
      if (!known) await upload.write(context.db, chunk);
    });
    if (said !== undefined && said !== read.sha256) throw wrongDigest(said, read.sha256);
    if (known) return { value: { artifact: known, isNew: false } };
    const outcome = await keep(context, upload, { ...read, filename: incoming.filename });
    if ('value' in outcome && outcome.value.isNew) upload.stop();
    else await upload.remove();
    return outcome;
  } catch (error) {
    // It may be a file: where it is none, the sweep sees that.
    if (error instanceof OutcomeUnknown) upload.stop();
    else await upload.remove().catch(() => {});
    throw error;
  }
}

async function readInChunks({ bytes, maxBytes }: Incoming, write: (chunk: Buffer) => Promise<void>) {
  const hash = createHash('sha256');
  let length = 0;
  async function* hashed() {
    for await (const piece of bytes) {
      length += piece.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      hash.update(piece);
      yield piece;
    }
  }
  for await (const chunk of toChunks(hashed())) await write(chunk);
  if (length === 0) throw new Refusal(400, 'The body must be the artifact, with at least one byte.');
  return { sha256: hash.digest('hex'), length };
}

/** The artifact of a hash, which from now on counts as one that is wanted: whoever prunes begins to wait anew. */
async function takeUp(db: Database, sha256: string): Promise<Artifact | null> {
  await liftMarks(db, [sha256]);
  return findArtifact(db, sha256);
}

interface Read {
  sha256: string;
  length: number;
  filename: string | null;
}

/** Makes a file of the chunks, unless another upload of the same bytes was sooner. */
const keep = (context: ArtifactContext, upload: Upload, { sha256, length, filename }: Read): Promise<Outcome<Stored>> =>
  perform(context, z.unknown(), undefined, async (work) => {
    await work.lock([`artifact ${sha256}`]);
    const there = await takeUp(work.db, sha256);
    if (there) return { artifact: there, isNew: false };
    await upload.endMark(work.db);
    const file: StoredFile = {
      _id: upload.fileId,
      filename: sha256,
      length,
      chunkSize: CHUNK_BYTES,
      uploadDate: new Date(),
      metadata: { filename, createdBy: work.subject },
    };
    await filesIn(work.db).insertOne(file, work.db.limits);
    const artifact = toArtifact(file);
    const { uri, sizeBytes } = artifact;
    audit(work, 'uploadArtifact', { type: 'Artifact', id: sha256 }, null, { uri, sizeBytes, filename });
    return { artifact, isNew: true };
  });

export const tooLarge = (maxBytes: number): Refusal =>
  new Refusal(413, `An artifact must have at most ${maxBytes.toLocaleString('en-US')} bytes (ARTIFACT_MAX_BYTES).`);

const wrongDigest = (said: string, is: string) =>
  new Refusal(
    400,
    `Content-Digest says that the SHA-256 is ${said}, but that of the body is ${is}: nothing was stored.`,
  );

const CONTROL_OR_SLASH = /[\p{Cc}/\\]/u;

/** A file's name without a folder. */
export const filename = name().refine(
  (text) => !CONTROL_OR_SLASH.test(text),
  'must not have a slash, a backslash or a control character in it',
);

const MAX_INLINE_BYTES = 1024 * 1024;
const TOO_LARGE_INLINE = 'must be at most 1 MiB: send more to PUT /artifacts';

const inline = z.object({
  base64: z
    .string()
    .max(Math.ceil(MAX_INLINE_BYTES / 3) * 4, TOO_LARGE_INLINE)
    .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'must be base64, with its = at the end')
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(({ length }) => length > 0, 'must have at least one byte')
    .refine(({ length }) => length <= MAX_INLINE_BYTES, TOO_LARGE_INLINE),
  filename: filename.nullish(),
});

/** Bytes that come inside a mutation. */
export async function uploadArtifact(context: ArtifactContext, input: unknown): Promise<Outcome<Artifact>> {
  const checked = checkInput(inline, input);
  if ('failure' in checked) return checked;
  const { base64: bytes, filename = null } = checked.value;
  const incoming = { bytes: [bytes], maxBytes: MAX_INLINE_BYTES, sha256: undefined, filename };
  const outcome = await storeArtifact(context, incoming);
  return 'failure' in outcome ? outcome : { value: outcome.value.artifact };
}
