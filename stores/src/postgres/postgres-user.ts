import { chmod, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { toMessage } from '../errors.ts';
import { lastLineOf, run } from '../run.ts';

/** The user that a program runs as; empty: as we do. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root, so root runs it as the user `postgres`, who is made if need be. */
export async function findPostgresUser(log: (line: string) => void): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  const known = await lookUp('postgres');
  if (known) return known;
  log('postgres: making the user postgres, since PostgreSQL refuses to run as root');
  const made = await makeUser();
  const user = await lookUp('postgres');
  if (user) return user;
  throw new Error(
    `postgres: PostgreSQL refuses to run as root, and the user postgres could not be made (${made}): ` +
      'make it, start as another user, or give DATABASE_URL',
  );
}

async function makeUser(): Promise<string> {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'];
  return run('useradd', args).then(({ stderr }) => lastLineOf(stderr) ?? 'useradd said nothing', toMessage);
}

async function lookUp(name: string): Promise<RunAs | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name])));
  if (uid?.code !== 0 || gid?.code !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

interface Opening {
  dataDir: string;
  log: (line: string) => void;
}

/**
 * Lets the user pass through the folders above a path, each of which root may have closed, as /root is. Only the right
 * to pass is given, not the one to list, and for folders outside of the data it is said in the log.
 */
export async function openWay(path: string, { uid, gid }: RunAs, { dataDir, log }: Opening): Promise<void> {
  if (uid === undefined) return;
  const opened: string[] = [];
  for (const folder of foldersAbove(path)) {
    const { mode, uid: owner, gid: group } = await stat(folder);
    const pass = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if (mode & pass) continue;
    await chmod(folder, (mode & 0o7777) | pass);
    if (relative(dataDir, folder).startsWith('..')) opened.push(folder);
  }
  if (opened.length === 0) return;
  log(
    `postgres: let other users pass through ${opened.join(', ')} (not list what is there), since root runs ` +
      `PostgreSQL as the user postgres, who could not reach ${path}; "chmod o-x ${opened.join(' ')}" undoes it`,
  );
}

const foldersAbove = (path: string): string[] => {
  const parent = dirname(path);
  return parent === path ? [] : [...foldersAbove(parent), parent];
};

/**
 * Lets the user read the programs in a folder, where root installed them under a umask that keeps others out: the
 * others get the rights that root has, but the one to write.
 */
export async function openPrograms(folder: string, program: string, runAs: RunAs, log: Opening['log']): Promise<void> {
  if (runAs.uid === undefined || (await runs(program, runAs))) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isSymbolicLink()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of [folder, ...paths]) {
    const { mode } = await stat(path);
    await chmod(path, (mode & 0o7777) | ((mode & 0o500) >> 6));
  }
  log(`postgres: let other users read ${folder}, since root runs PostgreSQL as the user postgres, who could not`);
}

const runs = (program: string, runAs: RunAs): Promise<boolean> =>
  run(program, ['--version'], { ...runAs, cwd: '/' }).then(
    ({ code }) => code === 0,
    () => false,
  );
