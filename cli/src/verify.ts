import { createLogger } from '@tributary/common/log';
import { openStores } from '@tributary/sync/stores';
import { type Verified, verify } from '@tributary/sync/verify/verify';
import { print } from './print.ts';
import { showProgresses } from './progress.ts';
import type { Work } from './with-stores.ts';

/** Every copy is read. */
const PATIENCE_MS = 600_000;

/** What "tributary verify" does, by its arguments. */
export function readVerify(args: readonly string[], repair: boolean): Work {
  if (args.length > 0) throw new Error(`verify takes no "${args.join(' ')}", only --repair.`);
  return async ({ urls, signal }) => {
    await using resources = new AsyncDisposableStack();
    const stores = openStores({ ...urls, timeoutMs: PATIENCE_MS, log: createLogger('verify', 'warn') }, resources);
    const progress = showProgresses(process.stdout);
    resources.defer(() => progress.end());
    const verified = await verify(stores, { repair, signal, report: progress.print, onProgress: progress.update });
    progress.end();
    print(describe(verified, repair));
    if (verified.differences > 0) process.exitCode = 1;
  };
}

function describe({ compared, differences, waiting, leftOut, references }: Verified, repair: boolean): string {
  const beside = [
    ...(waiting > 0 ? [`${count(waiting)} are on their way`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} were left out by a seed`] : []),
    ...(references > 0 ? [`${count(references)} references lead nowhere`] : []),
  ];
  const found =
    differences === 0 ? 'none differs' : `${count(differences)} differ${repair ? ', and are being repaired' : ''}`;
  return `${count(compared)} copies: ${[found, ...beside].join('; ')}.`;
}

const count = (value: number) => value.toLocaleString('en');
