/** What must be undone when the process ends. */
export type Close = () => Promise<unknown>;

const GRACE_MS = 10_000;

/**
 * Ends the process in order at SIGTERM, Ctrl-C or when the parent that holds our IPC channel is gone: each step waits
 * for the one before it. A second Ctrl-C, or ten seconds, end it at once; any other signal comes from somebody who
 * forwards the first.
 * @param steps from the outermost in: first what accepts work, last the stores.
 */
export function closeOnSignal(...steps: readonly Close[]): void {
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.once('SIGINT', () => process.exit(1));
    for (const step of steps) await step().catch((error: unknown) => console.error(error));
    process.exit(0);
  };
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect']) process.on(event, close);
  // Listening for the parent's end would keep a process that has done its work.
  process.channel?.unref();
}
