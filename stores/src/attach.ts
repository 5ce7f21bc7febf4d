import { join } from 'node:path';
import { readClaim } from './claim.ts';
import { isAlive } from './identity.ts';
import type { StoppableStore, StoreName, StoreSettings } from './settings.ts';

/** The store that a running Tributary has started on this folder, which goes on without us; undefined where none runs. */
export async function attachStore(
  name: StoreName,
  { dataDir, log }: StoreSettings,
): Promise<StoppableStore | undefined> {
  const claim = await readClaim(join(dataDir, name, 'pid.json'));
  if (!claim?.server || claim.url === undefined) return undefined;
  if (!(await isAlive(claim.owner)) || !(await isAlive(claim.server))) return undefined;
  log(`${name}: that of the running Tributary (pid ${claim.owner.pid})`);
  return { name, url: claim.url, engine: 'running', pid: claim.server.pid, stop: async () => {} };
}
