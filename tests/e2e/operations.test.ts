import { type ExecFileOptions, execFile } from 'node:child_process';
import { appendFile, chmod, chown, cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import { createServer } from '@tributary/lineage/server';
import { findEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { findProgram, isExecutable } from '@tributary/stores/engines/find-program';
import { findFreePort } from '@tributary/stores/free-port';
import { withPostgresClient } from '@tributary/stores/postgres/postgres-client';
import { findPostgresUser } from '@tributary/stores/postgres/postgres-user';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { temporaryFolders } from '@tributary/stores/testing';
import { startSync } from '@tributary/sync/sync';
import { pino } from 'pino';
import { childEnv } from '../setup/config.ts';
import { createTestDatabase as createInMongodb } from '../setup/mongodb.ts';
import { createTestDatabase as createInRedis } from '../setup/redis.ts';
import { createRedisServer } from '../setup/redis-server.ts';
import { PATIENCE_MS, testStores } from '../setup/stores.ts';
import { ask } from '../setup/subgraph.ts';
import { eventually } from '../setup/waiting.ts';

const guide = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);

/** By what each block is known to the test that runs it. */
const WORDS = [
  'pg_dump',
  'pg_verifybackup',
  '--write-recovery-conf',
  'pg_restore',
  'tributary export',
  'tributary migrate',
  'verify -- --repair',
  'mongodump',
  'mongorestore',
  '--rdb',
  'appendonly yes',
] as const;

function commandsOf(words: (typeof WORDS)[number]): string {
  const block = blocks.find((one) => one.includes(words));
  if (block === undefined) throw new Error(`docs/operations.md has no command "${words}"`);
  return block;
}

const MAIN = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
const log = pino({ level: 'silent' });

const resources = new AsyncDisposableStack();
afterAll(() => resources.disposeAsync());

const folders = temporaryFolders();
resources.defer(folders.remove);

/** Runs what stands in a block of commands, which ends or is ended. */
const runBash = (script: string, options: ExecFileOptions) =>
  promisify(execFile)('bash', ['-ec', script], { timeout: 120_000, ...options, encoding: 'utf8' });

/** PostgreSQL's own programs of one version, the server among them: a wrapper of several versions will not do. */
async function findPostgresPrograms(): Promise<string | undefined> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  const onPath = await findProgram('postgres');
  const folders = [...(onPath ? [join(onPath, '..')] : []), ...versions.map((version) => join(debian, version, 'bin'))];
  const names = ['postgres', 'initdb', 'pg_ctl', 'pg_dump', 'pg_restore', 'pg_basebackup', 'pg_verifybackup'];
  for (const folder of folders) {
    const there = await Promise.all(names.map((name) => isExecutable(join(folder, name))));
    if (there.every(Boolean)) return folder;
  }
  return undefined;
}

const programs = await findPostgresPrograms();
const redisCli = await findProgram('redis-cli');
const mongodump = (await findProgram('mongorestore')) && (await findProgram('mongodump'));

/** The name of a test, which says why it is left out where it is. */
const named = (name: string, there: string | undefined, tools: string) =>
  there === undefined ? `${name} (left out: this machine has no ${tools})` : name;

describe('what docs/operations.md says', () => {
  (programs === undefined ? it.skip : it)(
    named('saves PostgreSQL, brings it back, and makes a replica', programs, 'PostgreSQL server with its tools'),
    async () => {
      const folder = await folders.make();
      const runAs = await findPostgresUser(() => undefined);
      if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(folder, runAs.uid, runAs.gid);
      await chmod(folder, 0o755);
      const port = await findFreePort();
      const url = `postgresql://tributary@127.0.0.1:${port}/tributary`;
      const replicaPort = String(await findFreePort());
      const mongodb = await createInMongodb();
      resources.defer(mongodb.drop);
      const redis = createInRedis({ url: testStores().plainRedisUrl });
      resources.defer(redis.drop);
      const settings = {
        DATABASE_URL: url,
        MONGODB_URL: mongodb.url,
        REDIS_URL: redis.url,
        KEY_PREFIX: redis.keyPrefix,
        REPLICA_PORT: replicaPort,
      };
      const { PATH = '' } = childEnv({});
      const env = childEnv({ ...settings, PATH: `${programs}:${PATH}` });
      /** As the user who may run a server. */
      const run = (script: string) => runBash(script, { cwd: folder, env, ...runAs });
      const tributary = (commands: string) => {
        const own = `'${process.execPath}' '${MAIN}'`;
        // What npm takes for itself is not for us.
        const script = commands.replaceAll('npm run -s tributary', own).replaceAll(' -- ', ' ');
        return runBash(script, { cwd: folder, env });
      };

      await run('initdb --pgdata=cluster --username=tributary --auth=trust --encoding=UTF8 --locale=C');
      const conf = `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`;
      await appendFile(join(folder, 'cluster', 'postgresql.conf'), conf);
      resources.defer(async () => {
        for (const name of ['replica', 'cluster']) {
          await run(`pg_ctl --pgdata=${name} --mode=immediate --wait stop`).catch(() => undefined);
        }
      });
      await run('pg_ctl --pgdata=cluster --log=cluster.log --wait start');
      await withPostgresClient(url.replace(/tributary$/, 'postgres'), (client) =>
        client.query('create database tributary'),
      );
      const database = openDatabase({ url, poolMax: 3, timeoutMs: PATIENCE_MS });
      resources.defer(database.close);
      await migrateUp(database.db);
      const server = createServer(database, log);
      const complete = async (accuracy: number) => {
        const { data } = await ask(
          server,
          'mutation { run: createTrainingRun(input: { modelId: "kept" }) { ... on TrainingRunSuccess { trainingRun { id } } } }',
        );
        const input = {
          runId: data.run.trainingRun.id,
          status: 'COMPLETED',
          metrics: [{ name: 'accuracy', value: accuracy }],
        };
        await ask(
          server,
          'mutation ($input: FinishTrainingRunInput!) { finishTrainingRun(input: $input) { __typename } }',
          { input },
        );
      };
      const sync = startSync({ ...settings, STORE_TIMEOUT_MS: PATIENCE_MS }, log);
      resources.defer(() => sync.close());
      const hasScore = (score: number) =>
        eventually(async () =>
          expect(await findEntriesByBoards(redis.db, ['accuracy'], { first: 10, around: null })).toMatchObject([
            { modelId: 'kept', score },
          ]),
        );

      await ask(server, 'mutation { createModel(input: { id: "kept" }) { __typename } }');
      await complete(0.5);
      await hasScore(0.5);
      await run(commandsOf('pg_dump'));
      await run(commandsOf('pg_verifybackup'));
      await run(commandsOf('--write-recovery-conf'));
      const onReplica = url.replace(`:${port}/`, `:${replicaPort}/`);
      const { rows } = await withPostgresClient(onReplica, (client) =>
        client.query('select id, pg_is_in_recovery() as "isReplica" from model'),
      );
      expect(rows).toEqual([{ id: 'kept', isReplica: true }]);

      await complete(0.9);
      await hasScore(0.9);
      await tributary(commandsOf('tributary export'));
      await run(commandsOf('pg_restore'));
      await tributary(commandsOf('tributary migrate'));
      const { stdout } = await tributary(commandsOf('verify -- --repair'));
      expect(stdout).toMatch(/\d+ copies: \d+ differ, and are being repaired/);
      expect(stdout).toMatch(/\d+ copies: none differs/);
      await hasScore(0.5);
    },
  );

  (redisCli === undefined ? it.skip : it)(named('saves Redis and brings it back', redisCli, 'redis-cli'), async () => {
    const folder = await folders.make();
    const run = (script: string, url: string) => runBash(script, { cwd: folder, env: childEnv({ REDIS_URL: url }) });
    const saved = await createRedisServer();
    resources.defer(saved.remove);
    saved.start();
    await eventually(() => withRedisClient(saved.url, (redis) => redis.set('feature', 'kept')));
    await run(commandsOf('--rdb'), saved.url);
    const restored = await createRedisServer('--appendonly', 'no');
    resources.defer(restored.remove);
    await cp(join(folder, 'redis.rdb'), join(restored.dataDir, 'dump.rdb'));
    restored.start();
    await eventually(() =>
      withRedisClient(restored.url, async (redis) => expect(await redis.get('feature')).toBe('kept')),
    );
    await run(commandsOf('appendonly yes'), restored.url);
    await withRedisClient(restored.url, async (redis) =>
      expect(await redis.configGet('appendonly')).toEqual({ appendonly: 'yes' }),
    );
  });

  (mongodump === undefined ? it.skip : it)(
    named('saves MongoDB and brings it back', mongodump, 'mongodump and mongorestore'),
    async () => {
      const folder = await folders.make();
      const mongodb = await createInMongodb();
      resources.defer(mongodb.drop);
      const run = (script: string) => runBash(script, { cwd: folder, env: childEnv({ MONGODB_URL: mongodb.url }) });
      const notes = mongodb.db.connection.collection<{ _id: string }>('notes');
      await notes.insertOne({ _id: 'kept' });
      await run(commandsOf('mongodump'));
      await notes.deleteMany({});
      await run(commandsOf('mongorestore'));
      expect(await notes.find().toArray()).toEqual([{ _id: 'kept' }]);
    },
  );

  it('is run by one of these tests', () => {
    expect(blocks.filter((block) => !WORDS.some((words) => block.includes(words)))).toEqual([]);
  });

  it('names no command that there is not', async () => {
    const usage = (await readFile(MAIN, 'utf8'))
      .split('\n')
      .filter((line) => /^(const USAGE = `)?tributary /.test(line));
    const named = [...guide.matchAll(/`(?:npm run -s )?tributary ([a-z]+)(?: ([a-z]+))?/g)];
    expect(named.length).toBeGreaterThan(5);
    for (const [written, command = '', argument = ''] of named) {
      const lines = usage.filter((line) => line.includes(`tributary ${command} `));
      expect({ written, isKnown: lines.some((line) => line.includes(argument)) }).toEqual({ written, isKnown: true });
    }
  });
});
