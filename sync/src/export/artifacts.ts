import { createHash } from 'node:crypto';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, readBytes } from '@tributary/configs/artifacts/artifacts';
import { walkArtifacts } from '@tributary/configs/artifacts/restore';
import type { Stores } from '../stores.ts';

/** Writes each artifact as a file named by its hash, unless it is there; then answers a line that says what it is. */
export async function* writeArtifacts({ configs }: Stores, folder: string): AsyncGenerator<string> {
  await mkdir(join(folder, 'artifacts'), { recursive: true });
  for await (const artifact of walkArtifacts(configs)) {
    const { fileId, uri, unnamedSince, ...known } = artifact;
    const path = join(folder, 'artifacts', known.sha256);
    const there = await stat(path).catch(() => undefined);
    if (there?.size !== known.sizeBytes) await writeBytes(configs, artifact, path);
    yield JSON.stringify(known);
  }
}

async function writeBytes(configs: Stores['configs'], artifact: Artifact, path: string): Promise<void> {
  const hash = createHash('sha256');
  const part = await open(`${path}.part`, 'w');
  try {
    for await (const chunk of readBytes(configs, artifact, { first: 0, last: artifact.sizeBytes - 1 })) {
      hash.update(chunk);
      for (let written = 0; written < chunk.length; ) written += (await part.write(chunk, written)).bytesWritten;
    }
    await part.sync();
  } finally {
    await part.close();
  }
  if (hash.digest('hex') !== artifact.sha256) {
    throw new Error(`The bytes of artifact ${artifact.sha256} in MongoDB have another hash: restore it from a backup.`);
  }
  await rename(`${path}.part`, path);
}
