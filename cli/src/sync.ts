import { DELIVERED_KINDS } from '@tributary/lineage/copies';
import { dropParked, findCopyLags, findParkedCopies, rebuildCopies, retryParked } from '@tributary/lineage/copy-care';
import { openDatabase } from '@tributary/lineage/database';
import { print } from './print.ts';
import type { Opened } from './with-stores.ts';

/** Every copy of a kind may be touched. */
const PATIENCE_MS = 600_000;

const CHANGES = {
  retry: { does: retryParked, says: 'are tried again' },
  drop: { does: dropParked, says: 'are forgotten until what they copy changes' },
  rebuild: { does: rebuildCopies, says: 'are made anew' },
};

/** What "tributary sync" does, by its arguments. */
export function readSync([name = 'status', kind, ...rest]: readonly string[]): (opened: Opened) => Promise<void> {
  if (name === 'status' || name === 'parked') {
    if (kind !== undefined) throw new Error(`sync ${name} takes no "${kind}".`);
    return name === 'status' ? showStatus : showParked;
  }
  if (name !== 'retry' && name !== 'drop' && name !== 'rebuild') {
    throw new Error(`sync takes one of status, parked, retry, drop, rebuild, not "${name}".`);
  }
  const known = DELIVERED_KINDS.find((one) => one === kind);
  if (!known || rest.length > 0) throw new Error(`sync ${name} takes one of ${DELIVERED_KINDS.join(', ')}.`);
  const { does, says } = CHANGES[name];
  return (opened) =>
    withLineage(opened, async (db) => {
      print(`${known}: ${(await does(db, known)).toLocaleString('en')} copies ${says}.`);
    });
}

const showStatus = (opened: Opened) =>
  withLineage(opened, async (db) => {
    for (const { kind, pending, parked, oldestSeconds } of await findCopyLags(db)) {
      const oldest = oldestSeconds === null ? '' : `, the oldest for ${oldestSeconds.toFixed(1)} s`;
      print(`${kind.toLowerCase()}: ${pending.toLocaleString('en')} behind${oldest}; ${parked} of them given up`);
    }
  });

const showParked = (opened: Opened) =>
  withLineage(opened, async (db) => {
    const parked = await findParkedCopies(db);
    if (parked.length === 0) print('No copy is given up.');
    for (const { kind, key } of parked) print(`${kind} ${JSON.stringify(key)}`);
  });

async function withLineage(
  { urls }: Opened,
  work: (db: ReturnType<typeof openDatabase>['db']) => Promise<void>,
): Promise<void> {
  const { db, close } = openDatabase({ url: urls.databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
  try {
    await work(db);
  } finally {
    await close();
  }
}
