import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from './config.ts';
import { migrate, type StoreUrls, seed } from './prepare.ts';
import { print } from './print.ts';
import { start } from './start.ts';

const USAGE = `tributary start [--fresh] [--services]   the stores, the graph and the first query
tributary migrate                        brings the schemas of the given stores up to this version
tributary seed                           loads the small data set into the given stores

migrate and seed take the stores from DATABASE_URL, MONGODB_URL and REDIS_URL.`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      fresh: { type: 'boolean', default: false },
      services: { type: 'boolean', default: false },
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
  if (rest.length > 0) throw new Error(`${command} takes no "${rest.join(' ')}".\n\n${USAGE}`);
  if (command === 'start') return start(config, values);
  if (command === 'migrate') return migrate(givenStores(config));
  if (command === 'seed') return seed(givenStores(config));
  throw new Error(`There is no command "${command}".\n\n${USAGE}`);
}

function givenStores(config: Config): StoreUrls {
  const { DATABASE_URL, MONGODB_URL, REDIS_URL, KEY_PREFIX } = config;
  if (!DATABASE_URL || !MONGODB_URL || !REDIS_URL) {
    throw new Error('This command works on given stores: set DATABASE_URL, MONGODB_URL and REDIS_URL.');
  }
  return { databaseUrl: DATABASE_URL, mongodbUrl: MONGODB_URL, redisUrl: REDIS_URL, keyPrefix: KEY_PREFIX };
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
