import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from './free-port.ts';
import { hideSecrets, withoutSecretsOf } from './given.ts';
import { judgeMongodb } from './mongodb-given.ts';
import { judgePostgres } from './postgres-given.ts';
import { installPythonServers } from './python-servers.ts';
import { judgeRedis } from './redis-given.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { startStore } from './start.ts';
import { failureOf, temporaryFolders, testToolsDir } from './testing.ts';

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

  it.each([
    ['postgres', 'databaseUrl', 'postgresql', 'DATABASE_URL'],
    ['mongodb', 'mongodbUrl', 'mongodb', 'MONGODB_URL'],
    ['redis', 'redisUrl', 'redis', 'REDIS_URL'],
  ] as const)(
    'is refused when %s does not answer, in one sentence without the password',
    async (name, key, scheme, variable) => {
      const url = `${scheme}://me:s3cret@127.0.0.1:${await findFreePort()}/x?password=s3cret`;
      const given = { ...(await settings()), connectTimeoutMs: 300, [key]: url };
      const message = await failureOf(startStore(name, given));
      expect(message).toMatch(
        new RegExp(`^${name}: the server of ${variable} \\(.*\\) was not ready within 0\\.3 s: .+`),
      );
      expect(message).not.toContain('s3cret');
    },
  );

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
  it('decides whether it will do', () => {
    expect(judgePostgres('14.11 (Debian 14.11-1)').unusable).toMatch(/too old, 15 or later/);
    expect(judgePostgres('15.2').unusable).toBeUndefined();
    expect(judgeMongodb({ setName: 'rs0' }, '6.0.9').unusable).toMatch(/too old, 7 or later/);
    expect(judgeMongodb({ setName: 'rs0' }, '7.0.1').unusable).toBeUndefined();
    expect(judgeMongodb({ msg: 'isdbgrid' }, '8.0.0').unusable).toBeUndefined();
    expect(judgeRedis('redis_version:7.2.4\r\nvalkey_version:7.2.5\r\n').unusable).toMatch(/Valkey 7\.2\.5 is too old/);
    expect(judgeRedis('redis_version:7.2.4\r\nvalkey_version:8.1.0\r\n').unusable).toBeUndefined();
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
});
