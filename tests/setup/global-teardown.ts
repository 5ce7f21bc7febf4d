import { rm } from 'node:fs/promises';
import type { RunningStores } from '@tributary/stores/start';

/** What tests/run.ts hears when nothing is left to do but to end. */
export const TESTED = 'tested';

let stop = async () => {};

/** Jest runs set-up and tear-down in one process, so a variable of this module is what joins them. */
export function stopAfterTests(stores: RunningStores, dataDir: string): void {
  stop = async () => {
    await stores.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export default async function stopTestStores(): Promise<void> {
  await stop();
  process.send?.(TESTED);
}
