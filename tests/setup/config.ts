/** The stores that one run of the tests shares; each test file takes a database or a key prefix of its own in them. */
export interface TestStores {
  databaseUrl: string;
  mongodbUrl: string;
  /** A cluster of one. */
  redisUrl: string;
  /** A server by itself. */
  plainRedisUrl: string;
}

const NAMES = {
  databaseUrl: 'TEST_DATABASE_URL',
  mongodbUrl: 'TEST_MONGODB_URL',
  redisUrl: 'TEST_REDIS_URL',
  plainRedisUrl: 'TEST_PLAIN_REDIS_URL',
} as const;
const KEYS = ['databaseUrl', 'mongodbUrl', 'redisUrl', 'plainRedisUrl'] as const;

/** Jest's workers inherit the environment of the process that started the stores. */
export function publishStores(stores: TestStores): void {
  for (const key of KEYS) process.env[NAMES[key]] = stores[key];
}

export function readStores(): TestStores {
  const read = (key: keyof TestStores) => {
    const url = process.env[NAMES[key]];
    if (!url) throw new Error(`${NAMES[key]} is not set: tests run by \`npm test\`, which starts the stores.`);
    return url;
  };
  return {
    databaseUrl: read('databaseUrl'),
    mongodbUrl: read('mongodbUrl'),
    redisUrl: read('redisUrl'),
    plainRedisUrl: read('plainRedisUrl'),
  };
}

/** What a process that a test starts inherits: our own environment, with what it is told beside. */
export const childEnv = (settings: Record<string, string>): NodeJS.ProcessEnv => ({ ...process.env, ...settings });

/** What a process has that inherits nothing: the settings, and what was compiled before, so that it is there sooner. */
export const bareEnv = (settings: Record<string, string>): NodeJS.ProcessEnv => ({
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  ...settings,
});

/** How many cases a test draws by lot: the few that find what was ever found so, or TEST_ROUNDS times as many. */
export const rounds = (count: number): number => count * Number(process.env.TEST_ROUNDS || 1);

/** How many processes the crash test kills. */
export const CRASH_KILLS = 5;
/** With it, those are every store, a subgraph and a sync worker. */
export const DEFAULT_CRASH_SEED = 8;
/** What the crash test draws follows from it: who is killed when, and what each client writes. */
export const crashSeed = (): number => Number(process.env.CRASH_SEED || DEFAULT_CRASH_SEED);
