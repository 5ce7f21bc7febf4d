import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the workspace, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A file with its path from the workspace's root, in forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const isForeign = (name: string) =>
  name === 'node_modules' || name === 'coverage' || name === '.data' || name === '.git';

/** The files of ours that match a pattern, in the order of their paths. */
export async function readFiles(pattern: string | readonly string[]): Promise<SourceFile[]> {
  const paths = await Array.fromAsync(glob(pattern, { cwd: ROOT, exclude: isForeign }));
  return Promise.all(paths.sort().map(readSource));
}

export const readSource = async (path: string): Promise<SourceFile> => ({
  path,
  text: await readFile(join(ROOT, path), 'utf8'),
});

/** Tests and what only tests use: they may import more than what runs. */
export const isTest = (path: string) => /\.test\.ts$|(^|\/)(testing|fixtures)(\/|\.ts$)/.test(path);
