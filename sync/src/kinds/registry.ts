import type { CopyOf } from '@tributary/lineage/copies';
import { findRegistries, type ViewRegistry } from '@tributary/lineage/registries';
import { storeFailure } from '@tributary/realtime/database';
import { removeFormerRows } from '@tributary/realtime/features/former-rows';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { moveSyncClock, readSyncClock, writeSyncClock } from '@tributary/realtime/sync-clock';
import type { Kind } from '../kind.ts';

/** What may be stored for a feature view, and how what is stored is read. */
export const registry: Kind<CopyOf<'registry'>, ViewRegistry> = {
  name: 'registry',
  batch: 20,
  read: ({ lineage }, copies) => findRegistries(lineage, copies),
  write: ({ realtime }, states) => writeRegistries(realtime, states),
  tidy: ({ realtime }, signal) => removeFormerRows(realtime, signal),
  readClock: ({ realtime }) => readSyncClock(realtime, 'registry'),
  writeClock: ({ realtime }, at) => writeSyncClock(realtime, 'registry', at),
  moveClock: ({ realtime }, from, to) => moveSyncClock(realtime, 'registry', from, to),
  storeFailure,
};
