import { readStoreState } from '../health.ts';
import type { HealthResolvers } from '../schema.generated.ts';

export const Health = {
  postgres: async (_, _args, { db, pool }) => {
    // A store that is away is an answer here, not an error: that is what is asked.
    const state = await readStoreState(db).catch(() => null);
    return {
      ...state,
      status: state ? 'UP' : 'DOWN',
      pool: { size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, max: pool.options.max },
    };
  },
} satisfies HealthResolvers;
