import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { installPythonServers } from './engines/python-servers.ts';
import { findFreePort } from './free-port.ts';
import { hideSecrets, withoutSecretsOf } from './given.ts';
import { explainMongodb, judgeMongodb } from './mongodb/mongodb-given.ts';
import { explainPostgres, judgePostgres } from './postgres/postgres-given.ts';
import { type ServerProcess, startServer } from './processes/server-process.ts';
import { explainRedis, judgeRedis } from './redis/redis-given.ts';
import { startStore } from './start.ts';
import { failureOf, temporaryFolders, testToolsDir } from './testing.ts';
import { plainTextWarning } from './tls-problem.ts';

const folders = temporaryFolders();
const closing: (() => unknown)[] = [];
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await folders.remove();
});

const lines: string[] = [];
const settings = async () => ({
  dataDir: await folders.make(),
  toolsDir: testToolsDir,
  connectTimeoutMs: 120_000,
  log: (line: string) => lines.push(line),
});

/** A Redis of which only the version is there. */
async function serveRedisVersion(version: string): Promise<number> {
  const info = `# Server\r\nredis_version:${version}\r\n`;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        socket.write(name?.toUpperCase() === 'INFO' ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
      }
    });
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return port;
}

describe('a given URL', () => {
  it('is used, and named without its password', async () => {
    const redisUrl = `redis://me:s3cret@127.0.0.1:${await serveRedisVersion('7.4.1')}`;
    const store = await startStore('redis', { ...(await settings()), redisUrl });
    expect(store).toMatchObject({ name: 'redis', engine: 'given', url: redisUrl });
    expect(lines.at(-1)).toMatch(/^redis: Redis 7\.4\.1 at redis:\/\/127\.0\.0\.1:\d+, given by REDIS_URL$/);
  });

  it('is refused when the server is too old', async () => {
    const redisUrl = `redis://me:s3cret@127.0.0.1:${await serveRedisVersion('7.0.15')}`;
    expect(await failureOf(startStore('redis', { ...(await settings()), redisUrl }))).toMatch(
      /^redis: REDIS_URL \(redis:\/\/127[^)]+\) cannot be used: Redis 7\.0\.15 is too old, Redis 7\.2 or Valkey 8 is needed$/,
    );
  });

  it('is refused when its server does not answer, with the reason in one sentence and without the password', async () => {
    const stores = [
      ['postgres', 'databaseUrl', 'postgresql', '/x?password=s3cret', 'DATABASE_URL'],
      ['mongodb', 'mongodbUrl', 'mongodb', '/x', 'MONGODB_URL'],
      ['redis', 'redisUrl', 'redis', '/0', 'REDIS_URL'],
    ] as const;
    // All at once: each waits its five seconds.
    const messages = await Promise.all(
      stores.map(async ([name, key, scheme, path]) => {
        const url = `${scheme}://me:s3cret@127.0.0.1:${await findFreePort()}${path}`;
        return failureOf(startStore(name, { ...(await settings()), connectTimeoutMs: 5_000, [key]: url }));
      }),
    );
    for (const [index, [name, , , , variable]] of stores.entries()) {
      expect(messages[index]).toMatch(
        new RegExp(`^${name}: the server of ${variable} \\(.*\\) was not ready within 5 s: connect ECONNREFUSED`),
      );
      expect(messages[index]).not.toContain('s3cret');
    }
  });

  it('is refused for a MongoDB outside of a replica set, with what to do', async () => {
    const { python, secantus } = await installPythonServers({ log: () => undefined }, testToolsDir);
    const folder = await folders.make();
    const port = await findFreePort();
    const args = ['-I', secantus, '--standalone', '--port', String(port), '--storage-path', `${folder}/data`];
    const server: ServerProcess = await startServer(
      { command: python, args, cwd: folder, stopSignal: 'SIGTERM', endSignal: 'SIGKILL' },
      `${folder}/log`,
    );
    closing.push(() => server.stop());
    const given = { ...(await settings()), mongodbUrl: `mongodb://127.0.0.1:${port}` };
    expect(await failureOf(startStore('mongodb', given))).toMatch(/not in a replica set.*start it with --replSet/);
  });
});

describe('what a server says about itself', () => {
  const database = {
    version: '18.4',
    encoding: 'UTF8',
    isStandby: false,
    isReadOnly: false,
    hasPublic: true,
    schema: 'public',
    isEmpty: true,
    mayCreate: true,
    database: 'ml',
    user: 'app',
    statementTimeout: '5s',
    timezone: 'UTC',
  };

  it('decides whether a PostgreSQL will do', () => {
    expect(judgePostgres(database)).toEqual({ server: 'PostgreSQL 18.4', unusable: undefined, warnings: [] });
    expect(judgePostgres({ ...database, version: '14.11 (Debian 14.11-1)' }).unusable).toMatch(/too old, 15 or later/);
    expect(judgePostgres({ ...database, version: '15.2' }).unusable).toBeUndefined();
    expect(judgePostgres({ ...database, isStandby: true, isReadOnly: true }).unusable).toMatch(/is a standby/);
  });

  it('warns of a user who may not migrate, where that was done by another', () => {
    const { unusable, warnings } = judgePostgres({ ...database, isEmpty: false, mayCreate: false });
    expect(unusable).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringMatching(/^the user app may not create .*"grant create on database ml to app"/),
    ]);
  });

  it('decides whether a MongoDB will do', () => {
    expect(judgeMongodb({ setName: 'rs0' }, '6.0.9').unusable).toMatch(/too old, 7 or later/);
    expect(judgeMongodb({ setName: 'rs0' }, '7.0.1').unusable).toBeUndefined();
    expect(judgeMongodb({ msg: 'isdbgrid' }, '8.0.0').unusable).toBeUndefined();
    expect(judgeMongodb({ setName: 'rs0', isWritablePrimary: false }, '8.0.0').unusable).toMatch(/is a secondary/);
  });

  it('decides whether a Redis will do', () => {
    const valkey = (rest: string) => judgeRedis(`redis_version:7.2.4\r\nvalkey_version:8.1.0\r\n${rest}`);
    expect(judgeRedis('redis_version:7.2.4\r\nvalkey_version:7.2.5\r\n').unusable).toMatch(/Valkey 7\.2\.5 is too old/);
    expect(valkey('')).toEqual({ server: 'Valkey 8.1.0', isCluster: false, unusable: undefined, warnings: [] });
    expect(valkey('role:slave\r\n').unusable).toMatch(/is a replica/);
    const node = { server: 'Valkey 8.1.0 Cluster', isCluster: true, unusable: undefined };
    expect(valkey('cluster_enabled:1\r\nrole:slave\r\n')).toMatchObject(node);
    expect(valkey('maxmemory_policy:noeviction\r\naof_enabled:1\r\n').warnings).toEqual([]);
    expect(valkey('maxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n').warnings).toEqual([
      expect.stringMatching(/maxmemory-policy allkeys-lru.*set maxmemory-policy noeviction$/),
      expect.stringMatching(/set appendonly yes$/),
    ]);
  });

  it('is explained where TLS stands between', () => {
    const selfSigned = new Error('no server answers', { cause: new Error('self-signed certificate') });
    expect(explainPostgres(selfSigned)).toMatch(/sslrootcert=FILE/);
    expect(explainMongodb(selfSigned, 'mongodb://a')).toMatch(/tlsCAFile=FILE/);
    expect(explainRedis(selfSigned)).toMatch(/NODE_EXTRA_CA_CERTS=FILE/);
    expect(explainRedis(new Error('80:error:0A00010B:SSL routines::wrong version number'))).toMatch(/speaks no TLS/);
    expect(explainRedis(new Error('connect ECONNREFUSED 127.0.0.1:1'))).toBeUndefined();
  });

  it.each([
    ['postgresql://me:x@10.1.2.3/db', true],
    ['postgresql://me:x@10.1.2.3/db?sslmode=verify-full', false],
    ['mongodb://me:x@a.example,b.example/?tls=true', false],
    ['mongodb+srv://me:x@a.example', false],
    ['rediss://a.example', false],
    ['redis://a.example', true],
    ['redis://redis:6379', false],
    ['redis://127.0.0.1:6379', false],
  ])('is warned of where it is far away without TLS: %s', (url, isWarned) => {
    expect(plainTextWarning(url) !== undefined).toBe(isWarned);
  });
});

describe('secrets in a URL', () => {
  it.each([
    ['postgresql://me:p@ss/w@host:5432/db?sslpassword=x', 'postgresql://host:5432/db'],
    ['mongodb://me:pass@a:1,b:2/?replicaSet=rs0', 'mongodb://a:1,b:2/'],
    ['redis://:pass@host:6379/0', 'redis://host:6379/0'],
    ['redis://host:6379', 'redis://host:6379'],
    ['me:pass@host', 'host'],
  ])('are not shown of %s', (url, shown) => {
    expect(hideSecrets(url)).toBe(shown);
  });

  it('are blotted out in a message, as they are written and as they are meant', () => {
    const url = 'redis://me:p%40ss@host';
    expect(withoutSecretsOf(url, `p%40ss is p@ss in ${url}`)).toBe('*** is *** in redis://host');
  });

  it('are words: one letter is not cut out of others', () => {
    expect(withoutSecretsOf('redis://:x@host', 'the box says "x" to x')).toBe('the box says "***" to ***');
  });

  it.each([
    ['databaseUrl', 'postgres', 'postgresql://app:Secr3t?Half@127.0.0.1:5432/x'],
    ['databaseUrl', 'postgres', 'postgresql://app:Sec@r3t?Half@127.0.0.1:5432/x'],
    ['mongodbUrl', 'mongodb', 'mongodb://app:Secr3t/Half@127.0.0.1:1/x'],
    ['mongodbUrl', 'mongodb', 'mongodb://app:Secr3t%Half@127.0.0.1:1/x'],
    ['redisUrl', 'redis', 'redis://:Secr3t#Half@127.0.0.1:1'],
  ] as const)('that make the URL another one are not shown in parts: %s of %s', async (key, name, url) => {
    const message = await failureOf(startStore(name, { ...(await settings()), [key]: url }));
    expect(message).toMatch(/^\w+: [A-Z]+_URL cannot be read: .*\? as %3F/);
    expect(message).not.toMatch(/app|Sec|r3t|Half/);
  });
});
