import { stateOrNull } from '@tributary/common/health';
import { storeFailure } from '../database.ts';
import { readStoreState } from '../health.ts';
import type { HealthResolvers } from '../resolver-types.generated.ts';

export const Health = {
  postgres: async (_, _args, { db, pool }) => {
    const state = await stateOrNull(readStoreState(db), storeFailure);
    const oldest = state?.copies.flatMap(({ oldestSeconds }) => oldestSeconds ?? []) ?? [];
    return {
      ...state,
      syncPending: state?.copies.reduce((sum, { pending }) => sum + pending, 0),
      syncParked: state?.copies.reduce((sum, { parked }) => sum + parked, 0),
      syncOldestSeconds: oldest.length > 0 ? Math.max(...oldest) : null,
      status: state ? 'UP' : 'DOWN',
      pool: { size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, max: pool.options.max },
    };
  },
} satisfies HealthResolvers;
