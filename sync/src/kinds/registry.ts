import { type CopyOf, registryCopy } from '@tributary/lineage/copies/copies';
import { findRegistries, type ViewRegistry } from '@tributary/lineage/feature-views/view-registries';
import { storeFailure } from '@tributary/realtime/database';
import { removeFormerRows } from '@tributary/realtime/features/former-rows';
import { compareRegistries, findRegisteredViews, removeRegistries } from '@tributary/realtime/features/held-registries';
import { writeRegistries } from '@tributary/realtime/features/write-registries';
import { moveSyncClock, readSyncClock, writeSyncClock } from '@tributary/realtime/sync-clock';
import type { Kind } from '../kind.ts';

/** What may be stored for a feature view, and how what is stored is read. */
export const registry: Kind<CopyOf<'registry'>, ViewRegistry> = {
  name: 'registry',
  batch: 20,
  read: ({ lineage }, copies) => findRegistries(lineage, copies),
  write: ({ realtime }, states) => writeRegistries(realtime, states),
  compare: ({ realtime }, states) => compareRegistries(realtime, states),
  walkHeld: async function* ({ realtime }) {
    yield (await findRegisteredViews(realtime)).map(registryCopy);
  },
  removeHeld: ({ realtime }, copies) =>
    removeRegistries(
      realtime,
      copies.map(({ key: [view] }) => view),
    ),
  tidy: ({ realtime }, signal) => removeFormerRows(realtime, signal),
  readClock: ({ realtime }) => readSyncClock(realtime, 'registry'),
  writeClock: ({ realtime }, at) => writeSyncClock(realtime, 'registry', at),
  moveClock: ({ realtime }, from, to) => moveSyncClock(realtime, 'registry', from, to),
  storeFailure,
};
