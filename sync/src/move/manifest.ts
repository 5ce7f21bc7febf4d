import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './whole-file.ts';

/** What one file of an export holds. */
const file = z.object({
  /** Under the export's folder. */
  path: z.string().regex(/^[a-z]+\/[\w.]+\.jsonl$/),
  rows: z.int(),
  bytes: z.int(),
  sha256: z.string(),
});
export type ExportedFile = z.output<typeof file>;

const manifest = z.object({
  format: z.literal(1),
  id: z.uuid(),
  /** PostgreSQL's newest migration. */
  schema: z.string(),
  begunAt: z.string(),
  /** Null until everything is there. */
  finishedAt: z.string().nullable(),
  files: z.array(file),
});
export type Manifest = z.output<typeof manifest>;

const NAME = 'manifest.json';

/** @throws Error where there is none, or none of ours. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, NAME);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) throw new Error(`${folder} has no ${NAME}: it is no export of Tributary.`);
    throw error;
  });
  const { data } = manifest.safeParse(readJson(text));
  if (!data) throw new Error(`${path} is no manifest that this version of Tributary reads.`);
  return data;
}

/**
 * The manifest of an export that goes on, or of a new one.
 * @throws Error where the folder holds something else, a finished export, or one of another version.
 */
export async function beginManifest(folder: string, schema: string): Promise<Manifest> {
  await mkdir(folder, { recursive: true });
  const there = await readdir(folder);
  if (there.length === 0) {
    const begun = { format: 1 as const, id: randomUUID(), schema, begunAt: new Date().toISOString() };
    const made: Manifest = { ...begun, finishedAt: null, files: [] };
    await writeManifest(folder, made);
    return made;
  }
  if (!there.includes(NAME)) throw new Error(`${folder} is not empty: choose a folder of its own for the export.`);
  const found = await readManifest(folder);
  if (found.finishedAt !== null) throw new Error(`${folder} holds a whole export already: choose another folder.`);
  if (found.schema !== schema) {
    throw new Error(`${folder} holds a part of an export of another schema, ${found.schema}: choose another folder.`);
  }
  return found;
}

export const writeManifest = (folder: string, written: Manifest): Promise<void> =>
  writeWhole(join(folder, NAME), `${JSON.stringify(written, null, 2)}\n`);

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
