import { stateOrNull } from '@tributary/common/health';
import { readStoreState } from '../health.ts';
import type { HealthResolvers } from '../resolver-types.generated.ts';

export const Health = {
  mongodb: async (_, _args, { db, failureOf }) => {
    const state = await stateOrNull(readStoreState(db), failureOf);
    return state ? { ...state, status: 'UP' } : { status: 'DOWN' };
  },
} satisfies HealthResolvers;
