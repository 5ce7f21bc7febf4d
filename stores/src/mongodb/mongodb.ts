import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { embedStore } from '../embedded.ts';
import { chooseEngine, keepEngine, readKeptEngine } from '../engines/engine.ts';
import { codeOf } from '../errors.ts';
import { useGivenStore } from '../given.ts';
import { writePrivateFile, wrongPassword } from '../private-files.ts';
import type { StoppableStore, StoreSettings } from '../settings.ts';
import { holdStoreFolder } from '../store-folder.ts';
import { withMongoClient } from './mongodb-client.ts';
import { MONGODB_USER, type MongodbData, passwordFileOf, prepareData } from './mongodb-data.ts';
import { inspectMongodb } from './mongodb-given.ts';
import { mongodbSources } from './mongodb-sources.ts';
import { becomePrimary } from './replica-set.ts';

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
    const isMongod = engine.engine === 'mongod';
    const commandOf = (args: readonly string[]) => ({
      command: engine.command,
      args: [...engine.args, ...args],
      cwd: folder.path,
      stopSignal: 'SIGTERM' as const,
      endSignal: 'SIGKILL' as const,
    });
    const open = (port: number, data: string) =>
      commandOf(isMongod ? mongodArgs(port, data) : secantusArgs(port, data));
    const data = await prepareData(folder, { name: 'mongodb', engine, commandFor: open }, settings);
    const keyFile = join(folder.path, 'key');
    const checkPasswords = isMongod ? ['--keyFile', keyFile] : ['--auth'];
    return await embedStore(
      {
        name: 'mongodb',
        engine,
        folder,
        urlFor: (port) => toUrl(data, port, { replicaSet: isMongod ? 'rs0' : 'secantus' }),
        commandFor: async (port) => {
          // What members of a set know each other by. The only one may have another at each start.
          if (isMongod) await writePrivateFile(keyFile, randomBytes(48).toString('base64'));
          const { command, args, ...rest } = open(port, data.path);
          const set = isMongod ? ['--replSet', 'rs0'] : [];
          return { command, args: [...args, ...set, ...(data.password ? checkPasswords : [])], ...rest };
        },
        probe: async (port) => {
          try {
            await withMongoClient(toUrl(data, port, { directConnection: 'true' }), (client) =>
              becomePrimary((command) => client.db('admin').command(command), `127.0.0.1:${port}`),
            );
          } catch (error) {
            if (codeOf(error) !== authenticationFailed) throw error;
            const reason = wrongPassword(passwordFileOf(folder), error);
            // A mongod that is still on its way up may not find its user yet.
            throw isMongod ? new Error(reason.message, { cause: error }) : reason;
          }
        },
      },
      settings,
    );
  } catch (error) {
    await folder.release();
    throw error;
  }
}

const authenticationFailed = '18';

function toUrl({ password }: MongodbData, port: number, parameters: Record<string, string>): string {
  const login = password ? `${MONGODB_USER}:${password}@` : '';
  const query = new URLSearchParams({ ...parameters, ...(password && { authSource: 'admin' }) });
  return `mongodb://${login}127.0.0.1:${port}/?${query}`;
}

/** What a process that was killed has begun to change is locked so long. No transaction of ours takes half of it. */
const TRANSACTION_SECONDS = 20;

const mongodArgs = (port: number, data: string) => [
  ...['--bind_ip', '127.0.0.1', '--port', String(port)],
  ...['--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_SECONDS}`],
  ...['--dbpath', data, '--nounixsocket'],
];

const secantusArgs = (port: number, data: string) => [
  ...['--host', '127.0.0.1', '--port', String(port)],
  // Without it, acknowledged writes are lost when the server is killed.
  ...['--storage-path', data, '--sync-on-commit'],
];
