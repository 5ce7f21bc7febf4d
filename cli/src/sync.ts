import { createLogger } from '@tributary/common/log';
import { toSettings } from '@tributary/lineage/config';
import { COPY_KINDS, type Copy } from '@tributary/lineage/copies/copies';
import {
  dropParked,
  findCopyLags,
  findParkedCopies,
  rebuildCopies,
  retryParked,
} from '@tributary/lineage/copies/copy-care';
import { countListed } from '@tributary/lineage/copies/listed-copies';
import { deliverAll } from '@tributary/sync/deliver-all';
import { rebuildCounts } from '@tributary/sync/fold-counts';
import { createKinds } from '@tributary/sync/kinds';
import { openStores } from '@tributary/sync/stores';
import type { Config } from './config.ts';
import { onPostgres } from './on-postgres.ts';
import { print } from './print.ts';
import { showProgresses } from './progress.ts';
import type { Opened, Work } from './with-stores.ts';

/** Every copy of a kind may be touched. */
const PATIENCE_MS = 600_000;

const CHANGES = {
  retry: { does: retryParked, says: 'are tried again' },
  drop: { does: dropParked, says: 'are forgotten until what they copy changes' },
};

/** What "tributary sync" does, by its arguments. */
export function readSync([name = 'status', kind, ...rest]: readonly string[]): Work {
  if (name === 'status' || name === 'parked') {
    if (kind !== undefined) throw new Error(`sync ${name} takes no "${kind}".`);
    return name === 'status' ? showStatus : showParked;
  }
  if (name === 'rebuild') return readRebuild(kind, rest);
  if (name !== 'retry' && name !== 'drop') {
    throw new Error(`sync takes one of status, parked, retry, drop, rebuild, not "${name}".`);
  }
  const known = COPY_KINDS.find((one) => one === kind);
  if (!known || rest.length > 0) throw new Error(`sync ${name} takes one of ${COPY_KINDS.join(', ')}.`);
  const { does, says } = CHANGES[name];
  return ({ urls }) =>
    onPostgres(urls, PATIENCE_MS, async (db) => {
      print(`${known}: ${(await does(db, known)).toLocaleString('en')} copies ${says}.`);
    });
}

function readRebuild(name: string | undefined, rest: readonly string[]): Work {
  const chosen = COPY_KINDS.filter((kind) => name === 'all' || kind === name);
  if ((chosen.length === 0 && name !== 'counts') || rest.length > 0) {
    throw new Error(`sync rebuild takes one of ${COPY_KINDS.join(', ')}, counts, all.`);
  }
  return async (opened, config) => {
    if (chosen.length > 0) await rebuild(opened, config, chosen);
    if (name === 'counts' || name === 'all') await rebuildAllCounts(opened);
  };
}

/** Counts are no copies on the list: what Redis says of them is made anew from what was folded. */
async function rebuildAllCounts({ urls, signal }: Opened): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const stores = openStores({ ...urls, timeoutMs: PATIENCE_MS, log: createLogger('rebuild', 'warn') }, resources);
  const models = await rebuildCounts(stores, signal);
  print(`counts: those of ${models.toLocaleString('en')} models are made anew.`);
}

/** Puts all copies down, and brings them itself: whether a platform serves meanwhile is all one. */
async function rebuild({ urls, signal }: Opened, config: Config, chosen: readonly Copy['kind'][]): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const log = createLogger('rebuild', 'warn');
  const stores = openStores({ ...urls, timeoutMs: PATIENCE_MS, log }, resources);
  const progress = showProgresses(process.stdout);
  resources.defer(() => progress.end());
  for (const kind of chosen) {
    const total = await countListed(stores.lineage, kind);
    await rebuildCopies(stores.lineage, kind, signal, (count) =>
      progress.update(`${kind} copies put on the list`, count, Math.max(count, total)),
    );
  }
  const onProgress = (done: number, total: number) => progress.update('copies delivered', done, total);
  const kinds = createKinds(toSettings(config)).filter(({ name }) => chosen.includes(name));
  const left = await deliverAll(stores, { kinds, log, signal, onProgress });
  progress.end();
  const names = chosen.join(', ');
  if (left === 0) {
    print(`${names}: all copies are made anew.`);
    return;
  }
  print(`${names}: ${left.toLocaleString('en')} copies wait; "tributary sync status" says for what.`);
  process.exitCode = 1;
}

const showStatus = ({ urls }: Opened) =>
  onPostgres(urls, PATIENCE_MS, async (db) => {
    for (const { kind, pending, parked, oldestSeconds } of await findCopyLags(db)) {
      const oldest = oldestSeconds === null ? '' : `, the oldest for ${oldestSeconds.toFixed(1)} s`;
      print(`${kind.toLowerCase()}: ${pending.toLocaleString('en')} behind${oldest}; ${parked} of them given up`);
    }
  });

const showParked = ({ urls }: Opened) =>
  onPostgres(urls, PATIENCE_MS, async (db) => {
    const parked = await findParkedCopies(db);
    if (parked.length === 0) print('No copy is given up.');
    for (const { kind, key } of parked) print(`${kind} ${JSON.stringify(key)}`);
  });
