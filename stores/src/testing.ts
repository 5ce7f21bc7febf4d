import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { identify } from './identity.ts';

/** Where test runs keep what they installed, so that it is downloaded once for a checkout. */
export const testToolsDir = fileURLToPath(new URL('../../node_modules/.cache/tributary-tools', import.meta.url));

/** Folders below /tmp with a space in their names; `remove` takes them away. */
export function temporaryFolders() {
  const made: string[] = [];
  return {
    async make(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'tributary stores-'));
      made.push(folder);
      return folder;
    },
    async remove(): Promise<void> {
      await Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

/** A shell script as a program in a folder. */
export async function writeProgram(folder: string, name: string, script: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Those of the processes that still run; what is left of an ended one until its parent asks does not. */
export async function runningOf(pids: readonly number[]): Promise<number[]> {
  const found = await Promise.all(pids.map(identify));
  return pids.filter((_, index) => found[index]);
}

/** The message that a promise fails with. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it was expected to fail, and succeeded');
}
