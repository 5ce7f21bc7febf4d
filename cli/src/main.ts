import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from './config.ts';
import { migrate, SEED_SIZES, type StoreUrls, seed, showMigrations, takeMigrationBack } from './prepare.ts';
import { print } from './print.ts';
import { start } from './start.ts';
import { openStores } from './stores.ts';

const USAGE = `tributary start [--fresh] [--services]   the stores, the graph and the first query
tributary migrate [up|down|status]       brings the schemas of the given stores up to this version; down takes back
                                         PostgreSQL's newest migration, with the data in what it made
tributary seed [small|medium|large]      loads a data set into the given stores; --seed N makes another one

migrate and seed take the stores from DATABASE_URL, MONGODB_URL and REDIS_URL.`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      fresh: { type: 'boolean', default: false },
      services: { type: 'boolean', default: false },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    print(USAGE);
    return;
  }
  // What the environment says already wins.
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  if (command === 'seed') return seedStores(config, rest, values.seed);
  if (command === 'migrate') return migrateStores(config, rest);
  if (rest.length > 0) throw new Error(`${command} takes no "${rest.join(' ')}".\n\n${USAGE}`);
  if (command === 'start') return start(config, values);
  throw new Error(`There is no command "${command}".\n\n${USAGE}`);
}

const MIGRATE: Record<string, (urls: StoreUrls) => Promise<void>> = {
  up: migrate,
  down: takeMigrationBack,
  status: showMigrations,
};

async function migrateStores(config: Config, [way = 'up', ...rest]: readonly string[]): Promise<void> {
  const run = Object.hasOwn(MIGRATE, way) ? MIGRATE[way] : undefined;
  if (!run || rest.length > 0) {
    throw new Error(`migrate takes one of ${Object.keys(MIGRATE).join(', ')}, not "${[way, ...rest].join(' ')}".`);
  }
  await run(await openGivenStores(config));
}

async function seedStores(
  config: Config,
  [name = 'small', ...rest]: readonly string[],
  integer?: string,
): Promise<void> {
  const size = SEED_SIZES.find((known) => known === name);
  if (!size || rest.length > 0) {
    throw new Error(`seed takes one size of ${SEED_SIZES.join(', ')}, not "${[name, ...rest].join(' ')}".`);
  }
  if (integer !== undefined && !/^-?\d{1,15}$/.test(integer)) {
    throw new Error(`--seed takes an integer of at most 15 digits, not "${integer}".`);
  }
  return seed(await openGivenStores(config), size, integer === undefined ? undefined : Number(integer));
}

/** The stores that the settings give, once they answer and will do. */
async function openGivenStores(config: Config): Promise<StoreUrls> {
  const { DATABASE_URL, MONGODB_URL, REDIS_URL, KEY_PREFIX } = config;
  if (!DATABASE_URL || !MONGODB_URL || !REDIS_URL) {
    throw new Error('This command works on given stores: set DATABASE_URL, MONGODB_URL and REDIS_URL.');
  }
  await openStores(config, { fresh: false, signal: new AbortController().signal });
  return { databaseUrl: DATABASE_URL, mongodbUrl: MONGODB_URL, redisUrl: REDIS_URL, keyPrefix: KEY_PREFIX };
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
