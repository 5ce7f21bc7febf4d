import { chmod, chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLineOf, findProcessesIn, identify } from '../identity.ts';
import { keepPassword, withSecretFile } from '../private-files.ts';
import { stopProcess } from '../processes/stop-process.ts';
import { lastLineOf, run } from '../run.ts';
import type { StoreSettings } from '../settings.ts';
import type { StoreFolder } from '../store-folder.ts';
import { openWay, type RunAs } from './postgres-user.ts';

export interface Cluster {
  path: string;
  user: string;
  password: string;
}

const user = 'tributary';

export const passwordFileOf = (folder: StoreFolder) => join(folder.path, 'password');

/** Opens the cluster in a store's folder, or makes it: UTF-8, C collation, checked passwords. */
export async function prepareCluster(
  folder: StoreFolder,
  { initdb, runAs, settings }: { initdb: string; runAs: RunAs; settings: StoreSettings },
): Promise<Cluster> {
  const path = join(folder.path, 'cluster');
  const password = await keepPassword(passwordFileOf(folder));
  await openWay(path, runAs, settings);
  if (!(await stat(path).catch(() => undefined))) {
    await createCluster(path, password, { initdb, runAs, signal: settings.signal });
  }
  return { path, user, password };
}

/** Made aside and moved into place, so that a start that was cut off leaves none that is half made. */
async function createCluster(
  path: string,
  password: string,
  { initdb, runAs, signal }: { initdb: string; runAs: RunAs; signal: AbortSignal | undefined },
): Promise<void> {
  const draft = `${path}-new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(draft, runAs.uid, runAs.gid);
  const secret = `${path}-secret`;
  await withSecretFile(secret, { text: password, ...runAs }, async () => {
    const login = ['--auth=scram-sha-256', `--username=${user}`, `--pwfile=${secret}`];
    const form = ['--encoding=UTF8', '--locale=C', '--no-instructions'];
    const made = await run(initdb, [`--pgdata=${draft}`, ...login, ...form], { ...runAs, cwd: draft, signal });
    if (made.code === 0) return;
    // What was written so far would keep a full disk full.
    await rm(draft, { recursive: true, force: true });
    throw new Error(`postgres: initdb failed: ${reasonIn(made.stderr || made.stdout)}`);
  });
  await chmod(draft, 0o700);
  await rename(draft, path);
}

/** PostgreSQL's programs say why first, then that they clean up. */
export function reasonIn(output: string): string {
  const reason = /\b(?:FATAL|PANIC|error): *(.+)/i.exec(output)?.[1]?.trim();
  const hint = /^.*\bHINT: *(.+)/im.exec(output)?.[1]?.trim();
  return [reason ?? lastLineOf(output) ?? 'it said nothing', ...(hint ? [hint] : [])].join('; ');
}

/**
 * Stops what still runs in the cluster though no pid file of ours tells of it: a server, or the sessions of one that
 * was killed. Only then the server's own note is removed: PostgreSQL would take any process that now has its pid for
 * it, and refuses to start where a full disk has left the note empty.
 */
export async function freeCluster(path: string, log: (line: string) => void): Promise<void> {
  const file = join(path, 'postmaster.pid');
  const note = await readFile(file, 'utf8').catch(() => undefined);
  if (note === undefined) return;
  const pid = Number.parseInt(note, 10);
  const server = pid > 0 ? await identify(pid) : undefined;
  if (server && (await commandLineOf(pid)).includes(path)) {
    log(`postgres: stopping the server with pid ${pid}, which was left running in ${path}`);
    await stopProcess(server, 'SIGINT');
  }
  // The sessions of a server that was killed end by themselves, but not before their statement does.
  await Promise.all((await findProcessesIn(path)).map((session) => stopProcess(session, 'SIGQUIT')));
  await rm(file, { force: true });
}
