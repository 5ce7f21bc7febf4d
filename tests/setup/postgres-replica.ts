import { execFile } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type StoppableStore, startStore } from '@tributary/stores/start';
import { temporaryFolders, testToolsDir } from '@tributary/stores/testing';

/** A PostgreSQL of a test's own, and a replica that streams from it. */
export interface ReplicatedPostgres {
  primary: StoppableStore;
  replica: StoppableStore;
  remove(): Promise<void>;
}

const run = promisify(execFile);

/** The replica begins as a copy of the primary's files, made while that does not run. */
export async function startReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const folders = temporaryFolders();
  const [primaryDir, replicaDir] = [await folders.make(), await folders.make()];
  const start = (dataDir: string) => startStore('postgres', { dataDir, toolsDir: testToolsDir, log: () => undefined });
  await (await start(primaryDir)).stop();
  // With owners: as root, the server runs as another user.
  await run('cp', ['-a', join(primaryDir, 'postgres'), replicaDir]);
  const primary = await start(primaryDir);
  const { hostname: host, port, username: user, password } = new URL(primary.url);
  const cluster = join(replicaDir, 'postgres', 'cluster');
  const connection = `host=${host} port=${port} user=${user} password=${password}`;
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${connection}'\n`);
  await writeFile(join(cluster, 'standby.signal'), '');
  const replica = await start(replicaDir);
  const remove = async () => {
    await Promise.all([primary.stop(), replica.stop()]);
    await folders.remove();
  };
  return { primary, replica, remove };
}
