import { setTimeout as pause } from 'node:timers/promises';
import { createIndexes, openDatabase as openConfigs } from '@tributary/configs/database';
import { openDatabase as openLineage } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import type { Database } from '@tributary/lineage/tables';
import type { StoreName } from '@tributary/stores/settings';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import type { Kysely } from 'kysely';
import { runTributary, type Started, untilReady } from '../setup/tributary.ts';
import { before } from './deadline.ts';
import { INSTALLATIONS, nameInInstallation, SERVICES, STORES } from './processes.ts';

const KEY_PREFIX = 'tributary:';
const LOOK_MS = 50;
const PATIENCE_MS = 60_000;
const READY_MS = 5_000;
/** Whoever has not ended by then is killed. */
const END_MS = 30_000;

/** Three stores, and two of every service over them, all started again by what starts them in a real one. */
export interface CrashedPlatform {
  readonly gateways: readonly string[];
  readonly at: { databaseUrl: string; mongodbUrl: string; redisUrl: string; keyPrefix: string };
  /** Kills processes in one moment, and answers once all of them serve again. */
  kill(names: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface PlatformOptions {
  dataDir: string;
  /** What services are told beside. */
  settings: Record<string, string>;
  /** Aborted where nobody waits any longer for a start, the first or another. */
  deadline: AbortSignal;
  log(line: string): void;
  /** Hears of a store that is killed now. */
  onStoreKilled(store: StoreName): void;
  /** Makes the database's first rows: where there are some, nothing is seeded. */
  prepare(lineage: Kysely<Database>): Promise<void>;
}

export async function startPlatform(options: PlatformOptions): Promise<CrashedPlatform> {
  const { dataDir, settings, deadline, log } = options;
  await using starting = new AsyncDisposableStack();
  const stores = await startStores({ dataDir, toolsDir: testToolsDir, log, signal: deadline });
  starting.defer(() => stores.stop());
  const at = {
    databaseUrl: stores.postgres.url,
    mongodbUrl: stores.mongodb.url,
    redisUrl: stores.redis.url,
    keyPrefix: KEY_PREFIX,
  };
  await before(deadline, 'the schemas', makeSchemas(at, options.prepare));
  log('the schemas are there');
  const installations: Started[] = [];
  for (let nth = 1; nth <= INSTALLATIONS; nth++) {
    installations.push(
      runTributary(['start', '--services'], {
        DATA_DIR: `${dataDir}/services-${nth}`,
        DATABASE_URL: at.databaseUrl,
        MONGODB_URL: at.mongodbUrl,
        REDIS_URL: at.redisUrl,
        KEY_PREFIX,
        PORT: '0',
        APOLLO_TELEMETRY_DISABLED: '1',
        ...settings,
      }),
    );
  }
  starting.defer(async () => {
    await Promise.all(installations.map(end));
  });
  await before(deadline, 'the start of all services', Promise.all(installations.map(untilReady)));
  log('all services serve');

  const services = () =>
    new Map<string, Place>(
      installations.flatMap((started, index) =>
        SERVICES.flatMap((name) => {
          const place = placeOf(started, name);
          return place ? [[nameInInstallation(name, index + 1), place]] : [];
        }),
      ),
    );
  const storeNamed = (name: string) => STORES.find((store) => store === name);
  const pidOf = (name: string) => {
    const store = storeNamed(name);
    const pid = store ? stores[store].pid : services().get(name)?.pid;
    if (pid === undefined) throw new Error(`${name} is no process of this platform.`);
    return pid;
  };
  const untilBack = async (name: string, killed: number) => {
    while (pidOf(name) === killed || !(await isReady(services().get(name)?.url))) {
      const ended = installations.find(({ child }) => child.exitCode !== null);
      if (ended) throw new Error(`It has ended:\n${ended.output()}`);
      if (deadline.aborted) throw new Error(`It is too late: ${name} was killed and does not serve again.`);
      await pause(LOOK_MS);
    }
  };
  const kill = async (names: readonly string[]) => {
    const killed = names.map((name) => ({ name, pid: pidOf(name) }));
    for (const { name, pid } of killed) {
      const store = storeNamed(name);
      if (store) options.onStoreKilled(store);
      process.kill(pid, 'SIGKILL');
    }
    await Promise.all(killed.map(({ name, pid }) => untilBack(name, pid)));
  };
  const gateways = [...services()].flatMap(([name, { url }]) => (name.startsWith('gateway') ? [url] : []));
  const running = starting.move();
  return { gateways, at, kill, stop: () => running.disposeAsync() };
}

/** As `tributary migrate` does, with the first rows. */
async function makeSchemas(
  { databaseUrl, mongodbUrl }: CrashedPlatform['at'],
  prepare: PlatformOptions['prepare'],
): Promise<void> {
  const lineage = openLineage({ url: databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  const configs = openConfigs({ url: mongodbUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    await migrateUp(lineage.db);
    await prepare(lineage.db);
    await createIndexes(configs.db);
  } finally {
    await lineage.close();
    await configs.close();
  }
}

interface Place {
  readonly url: string;
  readonly pid: number;
}

/** Ends an installation and its services, by force where they do not end by themselves. */
async function end(started: Started): Promise<void> {
  started.child.kill('SIGTERM');
  const tooLate = setTimeout(() => {
    for (const name of SERVICES) {
      const place = placeOf(started, name);
      if (place) killIfThere(place.pid);
    }
    started.child.kill('SIGKILL');
  }, END_MS);
  await started.exited;
  clearTimeout(tooLate);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Where a service listens, as it said last. */
function placeOf(started: Started, name: string): Place | undefined {
  const said = [...started.output().matchAll(new RegExp(`^${name}: listens at (\\S+), pid (\\d+)$`, 'gm'))].at(-1);
  return said?.[1] === undefined ? undefined : { url: said[1], pid: Number(said[2]) };
}

/** A store was asked before it is said to be there again. */
async function isReady(serviceUrl: string | undefined): Promise<boolean> {
  if (serviceUrl === undefined) return true;
  const signal = AbortSignal.timeout(READY_MS);
  const response = await fetch(`${serviceUrl}/readyz`, { signal }).catch(() => undefined);
  return response?.ok ?? false;
}
