import type { Database as Configs } from '@tributary/configs/database';
import {
  moveSyncClock as moveMongoClock,
  readSyncClock as readMongoClock,
  writeSyncClock as writeMongoClock,
} from '@tributary/configs/sync-clock';
import type { Database as Realtime } from '@tributary/realtime/database';
import {
  moveSyncClock as moveRedisClock,
  readSyncClock as readRedisClock,
  writeSyncClock as writeRedisClock,
} from '@tributary/realtime/sync-clock';
import { z } from 'zod';
import type { Query } from './load-state.ts';

interface ClockedStores {
  configs: Configs;
  realtime: Realtime;
}

/**
 * Begins the clocks by which it is told what a store has lost of the copies that were delivered. Before any was, that is
 * nothing; afterwards a store without one stays so, and gets all copies anew.
 */
export async function beginClocks({ configs, realtime }: ClockedStores, query: Query): Promise<void> {
  const { rows } = await query('select from sync_copy where delivered > 0 limit 1');
  if (rows.length > 0) return;
  const now = await readNow(query);
  await writeMongoClock(configs, now);
  // A bulk seed writes no registry: without a clock each is put on the list.
  await writeRedisClock(realtime, 'board', now);
}

/** Moves the clocks of the stores that have kept theirs: what was delivered before is there. */
export async function moveClocks({ configs, realtime }: ClockedStores, query: Query): Promise<void> {
  const now = await readNow(query);
  const [inMongo, inRedis] = await Promise.all([readMongoClock(configs), readRedisClock(realtime, 'board')]);
  if (inMongo) await moveMongoClock(configs, inMongo, now);
  if (inRedis) await moveRedisClock(realtime, 'board', inRedis, now);
}

const nowShape = z.tuple([z.object({ now: z.date() })]);

/** By PostgreSQL's clock, as all times of copies are. */
export async function readNow(query: Query): Promise<Date> {
  const { rows } = await query('select clock_timestamp() as now');
  return nowShape.parse(rows)[0].now;
}
