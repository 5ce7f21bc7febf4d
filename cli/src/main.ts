import { parseArgs } from 'node:util';
import { SEED_SIZES } from '@tributary/seed/load-state';
import { readConfig } from './config.ts';
import { readEnvFile } from './env-file.ts';
import { print } from './print.ts';
import type { Work } from './with-stores.ts';

// What a command needs is loaded when it is asked for: all of it takes seconds.

const USAGE = `tributary start [--fresh] [--services]   the stores, the graph and the first query
tributary migrate [up|down|status]       brings the schemas up to this version, takes PostgreSQL's newest migration back
                                         with the data in its tables, or lists them
tributary seed [small|medium|large]      loads a data set; --seed N makes another one
tributary features load VIEW FILE        stores the rows of a CSV, JSON Lines or Parquet file, or of standard input (-)
tributary sync [status|parked]           how far the copies in MongoDB and Redis are behind, and which are given up
tributary sync retry|drop KIND           tries those again, or forgets them
tributary sync rebuild KIND|counts|all   makes all copies of a kind anew, or the counts of predictions
tributary verify [--repair]              compares every copy with its home, and follows what refers to another store
tributary export DIR                     writes the whole platform to a folder: rows, documents, features, artifacts
tributary import DIR                     fills empty stores with it, of whatever engine
tributary artifacts prune [--yes]        marks artifacts that nothing names, and removes those marked 24 hours ago
tributary card export MODEL [FILE]       writes a model's card as a README of Hugging Face, to FILE or standard output
tributary card import FILE [--model ID]  reads one; without --model it is the card of the model that its model-index names

All of them take the stores from DATABASE_URL, MONGODB_URL and REDIS_URL; what is not given is that of a
Tributary which runs on the same DATA_DIR, or is started as by start.`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      fresh: { type: 'boolean', default: false },
      services: { type: 'boolean', default: false },
      seed: { type: 'string' },
      model: { type: 'string' },
      yes: { type: 'boolean', default: false },
      repair: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help || command === undefined) {
    print(USAGE);
    return;
  }
  const work = await readWork(command, rest, values);
  // The services that are started read the environment, too.
  Object.assign(process.env, readEnvFile('.env', process.env));
  const config = readConfig(process.env);
  if (work === 'start') return (await import('./start.ts')).start(config, values);
  const log = command === 'card' ? console.error : print;
  const { withStores } = await import('./with-stores.ts');
  const close = await withStores(config, { attach: true, log }, (opened) => work(opened, config));
  await close();
}

interface Options {
  seed?: string;
  model?: string;
  repair: boolean;
  yes: boolean;
}

/** What a command does with the stores, before they are looked for; start stays. */
async function readWork(command: string, args: readonly string[], options: Options): Promise<Work | 'start'> {
  if (command === 'card') return (await import('./card.ts')).readCard(args, options.model);
  if (command === 'sync') return (await import('./sync.ts')).readSync(args);
  if (command === 'export' || command === 'import') return (await import('./move.ts')).readMove(command, args);
  if (command === 'artifacts') return (await import('./artifacts.ts')).readArtifacts(args, options.yes);
  if (command === 'verify') return (await import('./verify.ts')).readVerify(args, options.repair);
  if (command === 'features') return (await import('./features.ts')).readFeatures(args);
  const [name, ...rest] = args;
  if (rest.length > 0) throw new Error(`${command} takes no "${rest.join(' ')}".\n\n${USAGE}`);
  if (command === 'migrate') return readMigration(name ?? 'up');
  if (command === 'seed') return readSeed(name ?? 'small', options.seed);
  if (command !== 'start') throw new Error(`There is no command "${command}".\n\n${USAGE}`);
  if (name !== undefined) throw new Error(`start takes no "${name}".\n\n${USAGE}`);
  return 'start';
}

function readMigration(way: string): Work {
  if (way !== 'up' && way !== 'down' && way !== 'status') {
    throw new Error(`migrate takes one of up, down, status, not "${way}".`);
  }
  return async ({ urls }, config) => {
    const { migrate, migrateBack, showMigrations } = await import('./migrate.ts');
    if (way === 'up') return migrate(urls, config.CONFIG_INDEXED_PATHS);
    return way === 'down' ? migrateBack(urls) : showMigrations(urls);
  };
}

function readSeed(name: string, integer?: string): Work {
  const size = SEED_SIZES.find((known) => known === name);
  if (!size) throw new Error(`seed takes one of ${SEED_SIZES.join(', ')}, not "${name}".`);
  if (integer !== undefined && !/^-?\d{1,15}$/.test(integer)) {
    throw new Error(`--seed takes an integer of at most 15 digits, not "${integer}".`);
  }
  return async ({ urls, signal }, config) => {
    const [{ migrate }, { seed }] = await Promise.all([import('./migrate.ts'), import('./seed.ts')]);
    await migrate(urls, config.CONFIG_INDEXED_PATHS);
    await seed(urls, { size, signal, ...(integer !== undefined && { integer: Number(integer) }) });
  };
}

// A terminal that was closed takes no more words; what was begun must end in order all the same.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
