import { chmod, chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLineOf, identify } from './identity.ts';
import { openWay, type RunAs } from './postgres-user.ts';
import { keepPassword, withSecretFile } from './private-files.ts';
import { lastLineOf, run } from './run.ts';
import type { StoreSettings } from './settings.ts';
import { stopProcess } from './stop-process.ts';
import type { StoreFolder } from './store-folder.ts';

export interface Cluster {
  path: string;
  user: string;
  password: string;
}

const user = 'tributary';

/** Opens the cluster in a store's folder, or makes it: UTF-8, C collation, checked passwords. */
export async function prepareCluster(
  folder: StoreFolder,
  { initdb, runAs, settings }: { initdb: string; runAs: RunAs; settings: StoreSettings },
): Promise<Cluster> {
  const path = join(folder.path, 'cluster');
  const password = await keepPassword(join(folder.path, 'password'));
  await openWay(path, runAs, settings);
  if (await stat(path).catch(() => undefined)) await freeCluster(path, settings.log);
  else await createCluster(path, password, { initdb, runAs, signal: settings.signal });
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
    if (made.code !== 0) throw new Error(`postgres: initdb failed: ${lastLineOf(made.stderr || made.stdout)}`);
  });
  await chmod(draft, 0o700);
  await rename(draft, path);
}

/**
 * Stops a server that still runs in the cluster though no pid file of ours tells of it. Where there is none, removes
 * the note of a dead one: PostgreSQL would take any process that now has its pid for it.
 */
async function freeCluster(path: string, log: (line: string) => void): Promise<void> {
  const file = join(path, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (!(pid > 0)) return;
  const server = await identify(pid);
  if (server && (await commandLineOf(pid)).includes(path)) {
    log(`postgres: stopping the server with pid ${pid}, which was left running in ${path}`);
    await stopProcess(server, 'SIGINT');
  }
  await rm(file, { force: true });
}
