import { userInfo } from 'node:os';
import { createLogger } from '@tributary/common/log';
import { pruneArtifacts } from '@tributary/sync/artifacts/prune';
import { openStores } from '@tributary/sync/stores';
import { print } from './print.ts';
import type { Work } from './with-stores.ts';

const PATIENCE_MS = 60_000;

/** What "tributary artifacts" does, by its arguments. */
export function readArtifacts([name, ...rest]: readonly string[], apply: boolean): Work {
  if (name !== 'prune' || rest.length > 0) throw new Error('artifacts takes: prune [--yes].');
  return async ({ urls, signal }) => {
    await using resources = new AsyncDisposableStack();
    const stores = openStores({ ...urls, timeoutMs: PATIENCE_MS, log: createLogger('artifacts', 'warn') }, resources);
    const subject = userInfo().username;
    const { named, marked, removed, bytes } = await pruneArtifacts(stores, { subject, apply, report: print, signal });
    const count = (value: number) => value.toLocaleString('en');
    print(`${count(named)} artifacts are named, ${count(marked)} are kept until nothing has named them for 24 hours.`);
    print(
      `${count(removed)} of ${count(bytes)} bytes ${apply ? 'were removed' : 'would be removed: --yes marks and removes them'}.`,
    );
  };
}
