import { stateOrNull } from '@tributary/common/health';
import { storeFailure } from '../database.ts';
import { readStoreState } from '../health.ts';
import type { Replica } from '../replica/open-replica.ts';
import type { HealthResolvers } from '../resolver-types.generated.ts';

export const Health = {
  postgres: async (_, _args, { db, pool, replica }) => {
    const [state, replicaHealth] = await Promise.all([
      stateOrNull(readStoreState(db), storeFailure),
      replica && readReplicaHealth(replica),
    ]);
    const oldest = state?.copies.flatMap(({ oldestSeconds }) => oldestSeconds ?? []) ?? [];
    return {
      ...state,
      syncPending: state?.copies.reduce((sum, { pending }) => sum + pending, 0),
      syncParked: state?.copies.reduce((sum, { parked }) => sum + parked, 0),
      syncOldestSeconds: oldest.length > 0 ? Math.max(...oldest) : null,
      status: state ? 'UP' : 'DOWN',
      replica: replicaHealth,
      pool: { size: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, max: pool.options.max },
    };
  },
} satisfies HealthResolvers;

/** Why it is away stands in the log. */
const readReplicaHealth = (replica: Replica) =>
  replica.readLag().then(
    (lagBytes) => ({ status: 'UP' as const, lagBytes }),
    () => ({ status: 'DOWN' as const, lagBytes: null }),
  );
