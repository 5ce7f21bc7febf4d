import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { codeOf } from './errors.ts';
import { LastingError } from './ready.ts';

/** Replaces a file as a whole, so that a reader or a crash never meets a half of it. Only we may read it. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
}

/** The password kept in a file; made up the first time. Throws when there is none in it. */
export async function keepPassword(file: string): Promise<string> {
  try {
    const kept = (await readFile(file, 'utf8')).trim();
    if (/^[\w-]+$/.test(kept)) return kept;
    throw wrongPassword(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const password = randomBytes(24).toString('base64url');
  await writePrivateFile(file, `${password}\n`);
  return password;
}

/** What a server's data was made with and what the file beside it says are not the same. */
export const wrongPassword = (file: string, cause?: unknown) =>
  new LastingError(
    `${file} has not the password that the data was made with: bring the file back, or start with --fresh, ` +
      'which clears the data',
    { cause },
  );

/** Runs work with a file that only one user of the machine may read, and removes it. */
export async function withSecretFile<T>(
  file: string,
  { text, uid, gid }: { text: string; uid?: number | undefined; gid?: number | undefined },
  work: () => Promise<T>,
): Promise<T> {
  await writePrivateFile(file, text);
  try {
    if (uid !== undefined && gid !== undefined) await chown(file, uid, gid);
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
