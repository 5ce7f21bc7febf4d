import { stateOrNull } from '@tributary/common/health';
import { storeFailure } from '../database.ts';
import { readStoreState, type StoreState } from '../health.ts';
import type { HealthResolvers } from '../resolver-types.generated.ts';

export const Health = {
  redis: async (_, _args, { db }) => {
    const state = await stateOrNull(readStoreState(db), storeFailure);
    if (!state) return { status: 'DOWN' };
    return { ...state, status: isFull(state) ? 'DEGRADED' : 'UP', hitRatio: hitRatio(state) };
  },
} satisfies HealthResolvers;

const isFull = ({ usedMemoryBytes, maxMemoryBytes }: StoreState) =>
  maxMemoryBytes !== null && usedMemoryBytes >= maxMemoryBytes;

const hitRatio = ({ hits, misses }: StoreState) => (hits + misses === 0 ? null : hits / (hits + misses));
