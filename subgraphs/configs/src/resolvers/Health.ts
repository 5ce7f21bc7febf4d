import { stateOrNull } from '@tributary/common/health';
import { storeFailure } from '../database.ts';
import { readStoreState } from '../health.ts';
import type { HealthResolvers } from '../resolver-types.generated.ts';

export const Health = {
  mongodb: async (_, _args, { db }) => {
    const state = await stateOrNull(readStoreState(db), storeFailure);
    return state ? { ...state, status: 'UP' } : { status: 'DOWN' };
  },
} satisfies HealthResolvers;
