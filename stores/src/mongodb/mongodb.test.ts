import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { installPythonServers } from '../engines/python-servers.ts';
import { startStore } from '../start.ts';
import { withMongodb } from '../testing/clients.ts';
import { failureOf, temporaryFolders, testToolsDir, writeProgram } from '../testing.ts';

const folders = temporaryFolders();
const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()));
});
afterAll(folders.remove);

const settingsFor = (dataDir: string, path?: string) => ({
  dataDir,
  ...(path !== undefined && { path }),
  toolsDir: testToolsDir,
  offline: true,
  log: () => undefined,
});

async function start(settings: ReturnType<typeof settingsFor>) {
  const store = await startStore('mongodb', settings);
  stopping.push(store.stop);
  return store;
}

const PORT = 'while [ "$1" != --port ]; do shift; done; port=$2';

/** A mongod in name, which hands what it was asked on to SecantusDB and notes its arguments. */
async function writeMongod(before = ''): Promise<{ path: string; args: string }> {
  const { python, secantus } = await installPythonServers({ log: () => undefined }, testToolsDir);
  const path = await folders.make();
  const args = join(path, 'args');
  const script = `PATH=/usr/bin:/bin
if [ "$1" = --version ]; then echo "db version v8.0.4"; exit 0; fi
echo "$*" >> "${args}"
${before}
auth=
case "$*" in *--keyFile*) auth=--auth;; esac
while [ "$1" != --port ]; do shift; done; port=$2
while [ "$1" != --dbpath ]; do shift; done
exec "${python}" -I "${secantus}" --host 127.0.0.1 --port "$port" --storage-path "$2" --sync-on-commit $auth`;
  await writeProgram(path, 'mongod', script);
  return { path, args };
}

describe('an embedded MongoDB', () => {
  it('asks for a password, and keeps both with the data', async () => {
    const dataDir = await folders.make();
    const settings = settingsFor(dataDir);
    const first = await start(settings);
    await withMongodb(first.url, (client) => client.db('tributary').collection('kept').insertOne({ value: 'yes' }));
    const open = Object.assign(new URL(first.url), { username: '', password: '' }).href.replace(
      '&authSource=admin',
      '',
    );
    expect(await failureOf(withMongodb(open, (client) => client.db('tributary').collection('kept').findOne()))).toMatch(
      /requires authentication/,
    );
    await first.stop();
    const again = await start(settings);
    const found = await withMongodb(again.url, (client) => client.db('tributary').collection('kept').findOne());
    expect(found).toMatchObject({ value: 'yes' });
  });

  it('starts a mongod with a key file and as a set, on data that has a user', async () => {
    const { path, args } = await writeMongod();
    const dataDir = await folders.make();
    await start(settingsFor(dataDir, path));
    const [made, started] = (await readFile(args, 'utf8')).trim().split('\n');
    expect(made).toMatch(/--dbpath \S.*\/mongodb\/data-new --nounixsocket$/);
    expect(started).toContain('--setParameter transactionLifetimeLimitSeconds=20');
    expect(started).toMatch(/--dbpath \S.*\/mongodb\/data --nounixsocket --replSet rs0 --keyFile \S.*\/mongodb\/key$/);
    expect(await readFile(join(dataDir, 'mongodb/key'), 'utf8')).toMatch(/^[A-Za-z0-9+/]{64}$/);
  });

  it('opens data that was made before it had a password, without one', async () => {
    const { path, args } = await writeMongod();
    const dataDir = await folders.make();
    await (await start(settingsFor(dataDir, path))).stop();
    const folder = join(dataDir, 'mongodb');
    await rm(join(folder, 'data'), { recursive: true });
    await rm(join(folder, 'password'));
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data/made'), '');
    await rm(args);
    const { url } = await start(settingsFor(dataDir, path));
    expect(new URL(url).password).toBe('');
    expect(await readFile(args, 'utf8')).not.toContain('--keyFile');
    expect(await readdir(folder)).not.toContain('password');
  });

  it('takes nobody for its own who got the port in between: it takes another port', async () => {
    const { python, secantus } = await installPythonServers({ log: () => undefined }, testToolsDir);
    const foreign = await folders.make();
    const taken = join(foreign, 'port');
    // The stranger comes first, and the server itself stays there without a port.
    const stranger = `if [ ! -e "${taken}" ]; then
  (${PORT}; setsid "${python}" -I "${secantus}" --host 127.0.0.1 --port "$port" --storage-path "${foreign}/data" & echo "$port $!" > "${taken}")
  exec sleep 600
fi`;
    const { path } = await writeMongod(stranger);
    const store = await start(settingsFor(await folders.make(), path));
    const [port, pid] = (await readFile(taken, 'utf8')).trim().split(' ');
    stopping.push(async () => {
      process.kill(Number(pid), 'SIGKILL');
    });
    expect(new URL(store.url).port).not.toBe(port);
  });
});
