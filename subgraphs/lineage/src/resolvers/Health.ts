import { stateOrNull } from '@tributary/common/health';
import { storeFailure } from '../database.ts';
import { readStoreState } from '../health.ts';
import type { HealthResolvers } from '../resolver-types.generated.ts';

export const Health = {
  postgres: async (_, _args, { db, pool }) => {
    const state = await stateOrNull(readStoreState(db), storeFailure);
    return {
      ...state,
      status: state ? 'UP' : 'DOWN',
      pool: { size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, max: pool.options.max },
    };
  },
} satisfies HealthResolvers;
