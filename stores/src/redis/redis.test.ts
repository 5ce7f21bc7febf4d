import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { chooseEngine } from '../engines/engine.ts';
import { installPythonServers } from '../engines/python-servers.ts';
import { startStore } from '../start.ts';
import { failureOf, temporaryFolders, testToolsDir, writeProgram } from '../testing.ts';
import { redisSources } from './redis.ts';

const folders = temporaryFolders();
afterAll(folders.remove);

const redisVersion = (version: string) => `echo "Redis server v=${version} sha=00000000:0 malloc=jemalloc bits=64"`;
const valkeyVersion = (version: string) => `echo "Valkey server v=${version} sha=00000000:0 malloc=jemalloc bits=64"`;

async function settingsWith(path: string) {
  return { dataDir: await folders.make(), toolsDir: testToolsDir, path, log: () => undefined };
}

describe('the Redis that is chosen', () => {
  it('is the redis-server on the PATH when that is recent enough', async () => {
    const path = await folders.make();
    await writeProgram(path, 'redis-server', redisVersion('7.4.1'));
    await writeProgram(path, 'valkey-server', valkeyVersion('8.0.1'));
    const { engine } = await chooseEngine('redis', redisSources(await settingsWith(path)), undefined);
    expect(engine).toMatchObject({ engine: 'redis', version: '7.4.1', command: join(path, 'redis-server') });
  });

  it('is the valkey-server on the PATH when the redis-server is too old', async () => {
    const path = await folders.make();
    await writeProgram(path, 'redis-server', redisVersion('7.0.15'));
    await writeProgram(path, 'valkey-server', valkeyVersion('8.0.1'));
    const choice = await chooseEngine('redis', redisSources(await settingsWith(path)), undefined);
    expect(choice.engine).toMatchObject({ engine: 'valkey', version: '8.0.1' });
    expect(choice.passedOver).toEqual([`${path}/redis-server is version 7.0.15, older than 7.2`]);
  });

  it('goes by what the program says it is: a redis-server may be a link to Valkey', async () => {
    const path = await folders.make();
    await writeProgram(path, 'redis-server', valkeyVersion('8.1.0'));
    const sources = redisSources(await settingsWith(path));
    expect((await chooseEngine('redis', sources, undefined)).engine.engine).toBe('valkey');
  });
});

describe('a server that is started', () => {
  it('gets another port when its own was taken in between', async () => {
    const { valkey } = await installPythonServers({ log: () => undefined }, testToolsDir);
    const path = await folders.make();
    const flag = join(path, 'was-here');
    const refuse = `touch "${flag}"; echo "Could not create server TCP listening socket 127.0.0.1: bind: Address already in use"; exit 1`;
    const start = `if [ -e "${flag}" ]; then exec "${valkey}" "$@"; else PATH=/usr/bin:/bin; ${refuse}; fi`;
    await writeProgram(path, 'valkey-server', `case "$1" in --version) ${valkeyVersion('9.1.2')};; *) ${start};; esac`);
    const store = await startStore('redis', await settingsWith(path));
    await store.stop();
    expect(await readFile(flag, 'utf8')).toBe('');
  });

  it('fails with the last lines of its log when it ends', async () => {
    const path = await folders.make();
    const run = 'echo "Fatal config file error"; exit 1';
    await writeProgram(path, 'redis-server', `case "$1" in --version) ${redisVersion('7.4.1')};; *) ${run};; esac`);
    expect(await failureOf(startStore('redis', await settingsWith(path)))).toMatch(
      /^redis: redis 7\.4\.1 did not start: it ended while it started\. Its log \(.*redis\/log\) ends with:\nFatal config file error$/,
    );
  });
});
