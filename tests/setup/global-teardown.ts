import { rm } from 'node:fs/promises';

/** What tests/run.ts hears when nothing is left to do but to end. */
export const TESTED = 'tested';

/** Long enough to end on a busy machine: what keeps the process for longer is named. */
const STILL_OPEN_MS = 10_000;

let stop = async () => {};

/** Jest runs set-up and tear-down in one process, so a variable of this module is what joins them. */
export function stopAfterTests(stores: { stop(): Promise<unknown> }, dataDir: string): void {
  stop = async () => {
    await stores.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  for (const event of ENDS) process.once(event, endEarly);
}

/** Somebody ends the tests before they are through, or has ended the process that started them. */
const ENDS = ['disconnect', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const endEarly = () => stop().finally(() => process.exit(1));

export default async function stopTestStores(): Promise<void> {
  // Whoever listens for the end of a channel keeps the process from ending.
  for (const event of ENDS) process.off(event, endEarly);
  await stop();
  if (process.connected) process.send?.(TESTED);
  setTimeout(() => console.error('Still open:', process.getActiveResourcesInfo()), STILL_OPEN_MS).unref();
}
