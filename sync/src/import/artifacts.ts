import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { SHA256 } from '@tributary/configs/artifacts/artifacts';
import { restoreArtifact } from '@tributary/configs/artifacts/restore';
import { CHUNK_BYTES } from '@tributary/configs/gridfs';
import { z } from 'zod';
import { isMissing } from '../move/manifest.ts';
import type { Stores } from '../stores.ts';

const artifact = z.object({
  sha256: z.string().regex(SHA256),
  sizeBytes: z.int(),
  filename: z.string().nullable(),
  createdAt: z.iso.datetime().transform((text) => new Date(text)),
  createdBy: z.string(),
});

/** Stores artifacts whose bytes have the hash that names them. */
export async function readArtifacts({ configs }: Stores, folder: string, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const known = artifact.parse(JSON.parse(line));
    const path = join(folder, 'artifacts', known.sha256);
    if ((await hashOf(path)) !== known.sha256) {
      throw new Error(
        `artifacts/${known.sha256} of the export is missing or not as it was exported: copy it again, then run the command again.`,
      );
    }
    await restoreArtifact(configs, known, createReadStream(path, { highWaterMark: CHUNK_BYTES }));
  }
}

async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return hash.digest('hex');
}
