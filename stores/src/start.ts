import { attachStore } from './attach.ts';
import { startMongodb } from './mongodb/mongodb.ts';
import { startPostgres } from './postgres/postgres.ts';
import { startRedis } from './redis/redis.ts';
import type { RunningStores, StoppableStore, StoreName, StoreSettings } from './settings.ts';

export type { RunningStore, RunningStores, StoppableStore, StoreName, StoreSettings } from './settings.ts';

const starts: Record<StoreName, (settings: StoreSettings) => Promise<StoppableStore>> = {
  postgres: startPostgres,
  mongodb: startMongodb,
  redis: startRedis,
};

/** Finds or starts one store. Throws one sentence that says what to do, and leaves nothing running. */
export async function startStore(name: StoreName, settings: StoreSettings): Promise<StoppableStore> {
  const isGiven = settings[urlSettings[name]] !== undefined;
  const running = settings.attach && !isGiven ? await attachStore(name, settings) : undefined;
  return running ?? starts[name](settings);
}

const urlSettings = { postgres: 'databaseUrl', mongodb: 'mongodbUrl', redis: 'redisUrl' } as const;

/**
 * Finds or starts the three stores at the same time. When one fails the others are given up and stopped, and the first
 * failure is thrown.
 */
export async function startStores(settings: StoreSettings): Promise<RunningStores> {
  const giveUp = new AbortController();
  const signal = settings.signal ? AbortSignal.any([settings.signal, giveUp.signal]) : giveUp.signal;
  const started: StoppableStore[] = [];
  const start = async (name: StoreName) => {
    try {
      const store = await startStore(name, { ...settings, signal });
      started.push(store);
      return store;
    } catch (error) {
      // The first failure is the reason that the others end with.
      giveUp.abort(error);
      throw error;
    }
  };
  const stop = async () => {
    await Promise.all(started.map((store) => store.stop()));
  };
  const starting = [start('postgres'), start('mongodb'), start('redis')] as const;
  await Promise.allSettled(starting);
  if (signal.aborted) {
    await stop();
    signal.throwIfAborted();
  }
  const [postgres, mongodb, redis] = await Promise.all(starting);
  return { postgres, mongodb, redis, stop };
}
