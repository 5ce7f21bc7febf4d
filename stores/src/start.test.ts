import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { Client } from 'pg';
import { createClient } from 'redis';
import { inheritedEnv } from './config.ts';
import { HOLD_RESTARTS } from './hold-restarts.ts';
import { commandLineOf } from './identity.ts';
import { run } from './run.ts';
import { type RunningStore, type StoppableStore, type StoreSettings, startStore, startStores } from './start.ts';
import { failureOf, runningOf, temporaryFolders, testToolsDir } from './testing.ts';

const folders = temporaryFolders();
const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()));
});
afterAll(folders.remove);

type Three = Record<'postgres' | 'mongodb' | 'redis', RunningStore>;

function settingsFor(dataDir: string) {
  const lines: string[] = [];
  return { lines, dataDir, toolsDir: testToolsDir, offline: true, log: (line: string) => lines.push(line) };
}

async function start(name: 'postgres' | 'mongodb' | 'redis', settings: StoreSettings): Promise<StoppableStore> {
  const store = await startStore(name, settings);
  stopping.push(store.stop);
  return store;
}

const pidsOf = ({ postgres, mongodb, redis }: Three) => [postgres, mongodb, redis].map(({ pid }) => pid ?? 0);

/** Another Tributary, which holds the stores of a data folder. */
async function startParent(
  dataDir: string,
  env: Record<string, string> = {},
): Promise<{ parent: ChildProcess; stores: Three }> {
  const program = fileURLToPath(new URL('./fixtures/hold-stores.ts', import.meta.url));
  const parent = spawn(process.execPath, [program, dataDir, testToolsDir], {
    env: { ...inheritedEnv(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stopping.push(async () => {
    if (parent.exitCode !== null || parent.signalCode !== null) return;
    parent.kill('SIGTERM');
    await once(parent, 'exit');
  });
  if (!parent.stdout) throw new Error('the parent has an output');
  const [line] = await once(parent.stdout, 'data');
  return { parent, stores: JSON.parse(String(line)) };
}

async function withPostgres<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function withMongodb<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const redisAt = (url: string) => createClient({ url });

async function withRedis<T>(url: string, work: (client: ReturnType<typeof redisAt>) => Promise<T>): Promise<T> {
  const client = redisAt(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

const writeTo = {
  postgres: (url: string) => withPostgres(url, (client) => client.query(`create table kept as select 'yes' as value`)),
  mongodb: (url: string) =>
    withMongodb(url, (client) => client.db('tributary').collection('kept').insertOne({ value: 'yes' })),
  redis: (url: string) =>
    withRedis(url, async (client) => {
      await client.set('kept', 'yes');
      // The log of writes is synced each second.
      await client.sendCommand(['WAITAOF', '1', '0', '3000']);
    }),
};

const readFrom = {
  postgres: (url: string) =>
    withPostgres(url, async (client) => (await client.query('select value from kept')).rows[0]?.value),
  mongodb: (url: string) =>
    withMongodb(url, async (client) => (await client.db('tributary').collection('kept').findOne())?.value),
  redis: (url: string) => withRedis(url, (client) => client.get('kept')),
};

const names = ['postgres', 'mongodb', 'redis'] as const;

const readFromAll = (stores: Three): Promise<unknown[]> =>
  Promise.all(names.map((name) => readFrom[name](stores[name].url)));

describe('startStores', () => {
  it('outlives a killed Tributary: the next one stops what it left, and has its data', async () => {
    const dataDir = await folders.make();
    const { parent, stores } = await startParent(dataDir);
    for (const name of names) await writeTo[name](stores[name].url);

    const held = await failureOf(startStores(settingsFor(dataDir)));
    expect(held).toMatch(
      new RegExp(`is used by the running Tributary with pid ${parent.pid}: stop it, or choose another DATA_DIR$`),
    );

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(await runningOf(pidsOf(stores))).toEqual(pidsOf(stores));

    const settings = settingsFor(dataDir);
    const next = await startStores(settings);
    stopping.push(next.stop);
    expect(await runningOf(pidsOf(stores))).toEqual([]);
    expect(settings.lines.filter((line) => line.includes('outlived the Tributary'))).toHaveLength(3);
    expect(await readFromAll(next)).toEqual(['yes', 'yes', 'yes']);

    await next.stop();
    await next.stop();
    expect(await runningOf(pidsOf(next))).toEqual([]);
  });

  it('ends the servers at once with a process that exits without stopping them, one that is suspended too', async () => {
    const { parent, stores } = await startParent(await folders.make());
    process.kill(stores.postgres.pid ?? 0, 'SIGSTOP');
    parent.kill('SIGUSR2');
    await once(parent, 'exit');
    while ((await runningOf(pidsOf(stores))).length > 0) await pause(20);
  });

  it("is kept from PostgreSQL's client by none of its variables, which were set for another server", async () => {
    const foreign = {
      PGSSLMODE: 'verify-full',
      PGSSLNEGOTIATION: 'direct',
      PGOPTIONS: '-c search_path=nowhere',
      PGHOST: 'elsewhere.example',
      PGPASSWORD: 'wrong',
      PGDATA: '/nowhere',
    };
    const { stores } = await startParent(await folders.make(), foreign);
    expect(await runningOf(pidsOf(stores))).toHaveLength(3);
  });

  it('starts the servers in process groups of their own, out of reach of Ctrl-C', async () => {
    const store = await start('redis', settingsFor(await folders.make()));
    const { stdout } = await run('ps', ['-o', 'pgid=', '-p', String(store.pid)]);
    expect(Number(stdout)).toBe(store.pid);
  });

  it('shows no password in a log or in the arguments of a process', async () => {
    const dataDir = await folders.make();
    const settings = settingsFor(dataDir);
    for (const name of names) {
      const store = await start(name, settings);
      const { password } = new URL(store.url);
      expect(password).toHaveLength(32);
      expect(await commandLineOf(store.pid ?? 0)).not.toContain(password);
      expect(await readFile(join(dataDir, name, 'log'), 'utf8')).not.toContain(password);
      expect((await stat(join(dataDir, name, 'password'))).mode & 0o777).toBe(0o600);
      expect(settings.lines.join('\n')).not.toContain(password);
    }
  });

  it('stops what was begun when it is aborted', async () => {
    const stop = new AbortController();
    const pids: number[] = [];
    const log = (line: string) => {
      const pid = Number(/is ready on port .* pid (\d+)/.exec(line)?.[1]);
      if (pid > 0) {
        pids.push(pid);
        stop.abort(new Error('given up'));
      }
    };
    const settings = { ...settingsFor(await folders.make()), log, signal: stop.signal };
    expect(await failureOf(startStores(settings))).toBe('given up');
    expect(pids).not.toEqual([]);
    expect(await runningOf(pids)).toEqual([]);
  });
});

describe('a running store', () => {
  it.each(['postgres', 'mongodb', 'redis'] as const)(
    'that is killed is reported with the end of its log, and started again at its address with its data: %s',
    async (name) => {
      const settings = settingsFor(await folders.make());
      const { promise: death, resolve: died } = Promise.withResolvers<{ dead: RunningStore; lines: string[] }>();
      const { promise: backAgain, resolve: back } = Promise.withResolvers<string>();
      const log = (line: string) => {
        if (line.includes('is ready again')) back(line);
      };
      const onDied = (dead: RunningStore, lines: string[]) => died({ dead, lines });
      const store = await start(name, { ...settings, log, onDied });
      const { url, pid } = store;
      await writeTo[name](url);
      process.kill(pid ?? 0, 'SIGKILL');
      const { dead, lines } = await death;
      expect(dead).toMatchObject({ name, pid });
      expect(lines.join('\n')).toMatch(/ready to accept connections|listening on/i);
      expect(await backAgain).toContain(` on port ${new URL(url).port}, pid `);
      expect(await readFrom[name](url)).toBe('yes');
      expect(await runningOf([store.pid ?? 0])).toHaveLength(1);
      await store.stop();
      expect(await runningOf([store.pid ?? 0])).toEqual([]);
    },
  );

  it('that is killed stays down while the folder holds restarts back', async () => {
    const dataDir = await folders.make();
    const { promise: held, resolve } = Promise.withResolvers<string>();
    const { promise: backAgain, resolve: back } = Promise.withResolvers<void>();
    const log = (line: string) => {
      if (line.includes('stays down')) resolve(line);
      if (line.includes('is ready again')) back();
    };
    const store = await start('redis', { ...settingsFor(dataDir), log });
    const hold = join(dataDir, HOLD_RESTARTS);
    await writeFile(hold, '');
    process.kill(store.pid ?? 0, 'SIGKILL');
    expect(await held).toBe(`redis: valkey: stays down while ${hold} is there`);
    expect(await runningOf([store.pid ?? 0])).toEqual([]);
    await rm(hold);
    await backAgain;
  });

  it('that is stopped is not reported', async () => {
    let reports = 0;
    const onDied = () => {
      reports += 1;
    };
    const store = await start('redis', { ...settingsFor(await folders.make()), onDied });
    await store.stop();
    expect(reports).toBe(0);
    expect(await runningOf([store.pid ?? 0])).toEqual([]);
  });
});

describe('embedded PostgreSQL', () => {
  it('listens on loopback alone, in UTF-8, C and UTC, and checks passwords', async () => {
    const { url } = await start('postgres', settingsFor(await folders.make()));
    const names = [
      'server_encoding',
      'timezone',
      'fsync',
      'listen_addresses',
      'unix_socket_directories',
      'max_connections',
    ];
    const values = await withPostgres(url, async (client) => {
      const { rows } = await client.query(
        `select name, current_setting(name) as value from unnest($1::text[]) as name
         union all select 'collation', datcollate from pg_database where datname = current_database()`,
        [names],
      );
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    });
    expect(values).toEqual({
      server_encoding: 'UTF8',
      timezone: 'UTC',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '200',
      collation: 'C',
    });
    const wrong = new URL(url);
    wrong.password = 'wrong';
    expect(await failureOf(withPostgres(wrong.href, async () => undefined))).toMatch(/password authentication failed/);
  });

  const itAsRoot = process.getuid?.() === 0 ? it : it.skip;
  itAsRoot('works below a folder that root has closed, and says what it opened', async () => {
    const closed = await folders.make();
    await chmod(closed, 0o700);
    const settings = settingsFor(join(closed, 'data'));
    await start('postgres', settings);
    expect(settings.lines.filter((line) => line.includes('let other users pass'))).toEqual([
      expect.stringContaining(`pass through ${closed} (not list what is there)`),
    ]);
    expect((await stat(closed)).mode & 0o777).toBe(0o701);
  });
});

describe('a data folder', () => {
  it('may have any name, one that would be a pattern too', async () => {
    const stores = await startStores(settingsFor(join(await folders.make(), 'r [x]{y}*?\\z "q" $p')));
    stopping.push(stores.stop);
    for (const name of names) await writeTo[name](stores[name].url);
    expect(await readFromAll(stores)).toEqual(['yes', 'yes', 'yes']);
  });

  it.each(['postgres', 'mongodb'] as const)(
    'whose password file is another is refused with that reason: %s',
    async (name) => {
      const settings = settingsFor(await folders.make());
      await (await start(name, settings)).stop();
      const file = join(settings.dataDir, name, 'password');
      await writeFile(file, 'another');
      expect(await failureOf(startStore(name, settings))).toMatch(
        new RegExp(
          `^${name}: .* did not start: .*/${name}/password has not the password that the data was made with: .*--fresh`,
        ),
      );
    },
  );

  it('starts again where a full disk has left the note of its server empty', async () => {
    const settings = settingsFor(await folders.make());
    await (await start('postgres', settings)).stop();
    await writeFile(join(settings.dataDir, 'postgres/cluster/postmaster.pid'), '');
    expect((await start('postgres', settings)).pid).toBeGreaterThan(0);
  });

  it('is not opened by another version, until --fresh, which leaves tools alone and follows no links', async () => {
    const dataDir = await folders.make();
    const settings = { ...settingsFor(dataDir) };
    const outside = await folders.make();
    await writeFile(join(outside, 'mine'), '');
    await mkdir(join(dataDir, 'tools'));
    await mkdir(join(dataDir, 'redis'));
    await symlink(outside, join(dataDir, 'redis/link'));
    await writeFile(join(dataDir, 'redis/engine.json'), '{"engine":"valkey","version":"8.0.1"}');
    expect(await failureOf(startStore('redis', { ...settings, path: '' }))).toMatch(
      /^redis: the data was made by valkey 8, which is not here .*--fresh/,
    );
    await start('redis', { ...settings, path: '', fresh: true });
    expect(await readdir(outside)).toEqual(['mine']);
    expect(await readdir(join(dataDir, 'redis'))).not.toContain('link');
    expect(await readdir(dataDir)).toContain('tools');
  });

  it('that is not ours is refused, and never cleared', async () => {
    const dataDir = await folders.make();
    await mkdir(join(dataDir, 'redis'));
    await writeFile(join(dataDir, 'redis/mine'), '');
    expect(await failureOf(startStore('redis', { ...settingsFor(dataDir), fresh: true }))).toMatch(
      /was not made by Tributary/,
    );
    expect(await readdir(join(dataDir, 'redis'))).toEqual(['mine']);
  });

  it('that cannot be made is refused with its name', async () => {
    const file = join(await folders.make(), 'file');
    await writeFile(file, '');
    expect(await failureOf(startStore('redis', settingsFor(file)))).toMatch(
      /file cannot be made a folder: choose another DATA_DIR \(.*EEXIST/,
    );
  });
});
