import { randomBytes } from 'node:crypto';
import type { Logger } from '@tributary/common/log';
import { type Database, type OpenDatabase, openDatabase } from '@tributary/realtime/database';
import { scanKeys } from '@tributary/realtime/scan-keys';
import { PATIENCE_MS, testStores } from './stores.ts';

export interface TestDatabase extends OpenDatabase {
  url: string;
  keyPrefix: string;
  /** The names of the commands that were asked for since the last watch began. */
  commands: readonly string[];
  /** How often each command was asked for, and in how many round trips, while the work was done. */
  watch<Value>(work: () => Promise<Value>): Promise<Watched<Value>>;
  drop(): Promise<void>;
}

export interface Watched<Value> {
  answer: Value;
  roundTrips: number;
  commands: Record<string, number>;
}

export interface TestDatabaseOptions {
  /** Of another server than the shared one. */
  url?: string;
  timeoutMs?: number;
  log?: Logger;
}

/** Keys of its own, on the shared server unless another is named. */
export function createTestDatabase(options: TestDatabaseOptions = {}): TestDatabase {
  const { url = testStores().redisUrl, timeoutMs = PATIENCE_MS, log } = options;
  const keyPrefix = `tributary_test_${randomBytes(6).toString('hex')}:`;
  const commands: string[] = [];
  let roundTrips = 0;
  const onRoundTrip = () => {
    roundTrips += 1;
  };
  const onCommand = (name: string) => commands.push(name);
  const database = openDatabase({ url, timeoutMs, keyPrefix, onCommand, onRoundTrip, ...(log && { log }) });
  const { db, close } = database;
  const watch = async <Value>(work: () => Promise<Value>): Promise<Watched<Value>> => {
    commands.length = 0;
    roundTrips = 0;
    const answer = await work();
    return { answer, roundTrips, commands: countEach(commands) };
  };
  const drop = async () => {
    await emptyRedis(db, keyPrefix);
    await close();
  };
  return { ...database, url, keyPrefix, commands, watch, drop };
}

/** As a Redis that has lost all that is there under the prefix. */
export async function emptyRedis(db: Database, keyPrefix: string): Promise<void> {
  for await (const keys of scanKeys(db, { pattern: `${keyPrefix}*` })) {
    await db.run((redis) => Promise.all(keys.map((key) => redis.del(key))));
  }
}

const countEach = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
