import { rm } from 'node:fs/promises';
import type { RunningStores } from '@tributary/stores/start';

let stop = async () => {};

/** Jest runs set-up and tear-down in one process, so a variable of this module is what joins them. */
export function stopAfterTests(stores: RunningStores, dataDir: string): void {
  stop = async () => {
    await stores.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

export default () => stop();
