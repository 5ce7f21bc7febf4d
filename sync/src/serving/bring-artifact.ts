import { findArtifact, MissingChunk, readBytes } from '@tributary/configs/artifacts/artifacts';
import { storeFailure } from '@tributary/configs/database';
import { claimArtifact, writeArtifact } from '@tributary/realtime/serving/artifacts';
import type { Stores } from '../stores.ts';

/** A file is where it is scored; or it is at fault, for good; or a store is away. All as sentences. */
export type Brought =
  | { readonly sizeBytes: number }
  | { readonly fault: string }
  | { readonly away: string; readonly error: unknown };

/** What is larger is not scored: each scorer would hold several times as much. */
const MOST_MIB = 64;
const MOST_BYTES = MOST_MIB * 1024 * 1024;

/** Brings a file from MongoDB to Redis, and checks its digest. What is there already is not read again. Never rejects. */
export async function bringArtifact({ configs, realtime }: Stores, sha256: string): Promise<Brought> {
  try {
    const sizeBytes = await claimArtifact(realtime, sha256);
    if (sizeBytes !== null) return { sizeBytes };
    const artifact = await findArtifact(configs, sha256);
    if (!artifact) {
      return { fault: `The artifact ${sha256} is not stored: upload the file at /artifacts.` };
    }
    if (artifact.sizeBytes > MOST_BYTES) {
      const size = (artifact.sizeBytes / 1024 / 1024).toFixed(1);
      return { fault: `The artifact has ${size} MiB: only models of up to ${MOST_MIB} MiB are served here.` };
    }
    if (artifact.sizeBytes === 0) return { fault: 'The artifact is empty: register a version with the right file.' };
    const all = { first: 0, last: artifact.sizeBytes - 1 };
    const digest = await writeArtifact(realtime, sha256, readBytes(configs, artifact, all));
    return digest === sha256
      ? { sizeBytes: artifact.sizeBytes }
      : { fault: damaged(sha256, `has the digest ${digest}`) };
  } catch (error) {
    if (error instanceof MissingChunk) return { fault: damaged(sha256, 'lacks a part') };
    const failure = storeFailure(error);
    return { away: typeof failure === 'string' ? failure : 'It could not be brought here yet.', error };
  }
}

const damaged = (sha256: string, how: string) =>
  `What is stored as artifact ${sha256} ${how}: the file is damaged, register a version with another.`;
