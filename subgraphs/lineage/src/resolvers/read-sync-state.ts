import type { Context } from '../context.ts';
import type { Copy } from '../copies/copies.ts';
import { storeFailure } from '../database.ts';
import type { SyncState } from '../schema-types.generated.ts';

/** How far a copy is. PENDING where nobody knows, such as where PostgreSQL has gone since a mutation has committed. */
export async function readSyncState({ loaders }: Context, copy: Copy): Promise<SyncState | null> {
  try {
    return await loaders.syncState.load(copy);
  } catch (error) {
    if (storeFailure(error) === undefined) throw error;
    return 'PENDING';
  }
}
