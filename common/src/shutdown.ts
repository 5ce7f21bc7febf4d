/** What must be undone when the process ends. */
export type Close = () => Promise<unknown>;

const GRACE_MS = 10_000;

/**
 * Ends the process in order at SIGTERM, Ctrl-C or when the parent that holds our IPC channel is gone: each step waits
 * for the one before it. A second Ctrl-C, or ten seconds, end it at once.
 * @param steps from the outermost in: first what accepts work, last the stores.
 */
export function closeOnSignal(...steps: readonly Close[]): void {
  let closing = false;
  const close = async (exitCode: number) => {
    if (closing) process.exit(1);
    closing = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    for (const step of steps) await step().catch((error: unknown) => console.error(error));
    process.exit(exitCode);
  };
  process.on('SIGINT', () => close(0));
  process.on('SIGTERM', () => close(0));
  process.on('disconnect', () => close(0));
}
