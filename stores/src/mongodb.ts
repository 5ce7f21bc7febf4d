import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { embedStore } from './embedded.ts';
import { chooseEngine, isAtLeast, keepEngine, readKeptEngine } from './engine.ts';
import { codeOf, toMessage } from './errors.ts';
import { type Inspection, useGivenStore } from './given.ts';
import { mongodbSources, oldestMongodb } from './mongodb-sources.ts';
import { becomePrimary } from './replica-set.ts';
import type { StoppableStore, StoreSettings } from './settings.ts';
import { holdStoreFolder } from './store-folder.ts';

/** Uses the server that MONGODB_URL gives, or runs a mongod, the machine's or a downloaded one, or SecantusDB. */
export async function startMongodb(settings: StoreSettings): Promise<StoppableStore> {
  const { mongodbUrl, log } = settings;
  if (mongodbUrl) return useGivenStore('mongodb', 'MONGODB_URL', mongodbUrl, inspectMongodb, settings);
  const folder = await holdStoreFolder('mongodb', settings, 'SIGTERM');
  try {
    const kept = await readKeptEngine(folder.path);
    const { engine, passedOver } = await chooseEngine('mongodb', mongodbSources(settings), kept);
    const reasons = kept ? ['the data was made by it'] : ['no MONGODB_URL is given', ...passedOver];
    const warning =
      engine.engine === 'secantusdb' ? '; it is for trying out and tests, several times slower than mongod' : '';
    log(`mongodb: ${engine.engine} ${engine.version} ${engine.origin}, since ${reasons.join('; ')}${warning}`);
    await keepEngine(folder.path, engine);
    const data = join(folder.path, 'data');
    await mkdir(data, { recursive: true, mode: 0o700 });
    const isMongod = engine.engine === 'mongod';
    return await embedStore(
      {
        name: 'mongodb',
        engine,
        folder,
        urlFor: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=${isMongod ? 'rs0' : 'secantus'}`,
        commandFor: (port) => ({
          command: engine.command,
          args: [...engine.args, ...(isMongod ? mongodArgs(port, data) : secantusArgs(port, data))],
          cwd: folder.path,
          stopSignal: 'SIGTERM',
        }),
        probe: (port) =>
          withClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, (client) =>
            becomePrimary((command) => client.db('admin').command(command), `127.0.0.1:${port}`),
          ),
      },
      settings,
    );
  } catch (error) {
    await folder.release();
    throw error;
  }
}

const mongodArgs = (port: number, data: string) => [
  ...['--bind_ip', '127.0.0.1', '--port', String(port)],
  ...['--dbpath', data, '--replSet', 'rs0', '--nounixsocket'],
];

const secantusArgs = (port: number, data: string) => [
  ...['--host', '127.0.0.1', '--port', String(port)],
  // Without it, acknowledged writes are lost when the server is killed.
  ...['--storage-path', data, '--sync-on-commit'],
];

/** Authentication, and rights, will not get right by waiting. */
const lasting = new Set(['18', '13']);

async function inspectMongodb(url: string): Promise<Inspection> {
  try {
    return await withClient(url, async (client) => {
      const admin = client.db('admin');
      const [hello, build] = await Promise.all([admin.command({ hello: 1 }), admin.command({ buildInfo: 1 })]);
      return judgeMongodb(hello, String(build.version));
    });
  } catch (error) {
    if (lasting.has(codeOf(error) ?? '')) return { server: 'MongoDB', unusable: toMessage(error) };
    throw error;
  }
}

/** A router of a sharded cluster has no set of its own, but stands before some. */
export function judgeMongodb(hello: { setName?: unknown; msg?: unknown }, version: string): Inspection {
  const server = `MongoDB ${version}`;
  if (!isAtLeast(version, oldestMongodb)) {
    return { server, unusable: `${server} is too old, ${oldestMongodb} or later is needed` };
  }
  if (hello.setName || hello.msg === 'isdbgrid') return { server };
  const unusable =
    'the server is not in a replica set, which transactions and change streams need: ' +
    'start it with --replSet and run rs.initiate()';
  return { server, unusable };
}

async function withClient<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
