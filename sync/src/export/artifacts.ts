import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, readBytes } from '@tributary/configs/artifacts/artifacts';
import { walkArtifacts } from '@tributary/configs/artifacts/restore';
import { writeWhole } from '../move/whole-file.ts';
import type { Stores } from '../stores.ts';

/** Writes each artifact as a file named by its hash, unless it is there; then answers a line that says what it is. */
export async function* writeArtifacts({ configs }: Stores, folder: string): AsyncGenerator<string> {
  await mkdir(join(folder, 'artifacts'), { recursive: true });
  for await (const artifact of walkArtifacts(configs)) {
    const { fileId, uri, unnamedSince, ...known } = artifact;
    const path = join(folder, 'artifacts', known.sha256);
    const there = await stat(path).catch(() => undefined);
    if (there?.size !== known.sizeBytes) await writeWhole(path, readChecked(configs, artifact));
    yield JSON.stringify(known);
  }
}

/** @throws Error at the end where the bytes are not those of the hash. */
async function* readChecked(db: Stores['configs'], artifact: Artifact): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of readBytes(db, artifact, { first: 0, last: artifact.sizeBytes - 1 })) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== artifact.sha256) {
    throw new Error(`The bytes of artifact ${artifact.sha256} in MongoDB have another hash: restore it from a backup.`);
  }
}
