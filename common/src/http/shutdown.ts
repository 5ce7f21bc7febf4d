import { setTimeout as pause } from 'node:timers/promises';

/** What must be undone when the process ends. */
export type Close = () => Promise<unknown>;

export interface ShutdownOptions {
  /**
   * How long the process still takes requests while it already says that it is not ready, in milliseconds: whoever
   * chooses among several turns away before connections close.
   */
  delayMs?: number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const GRACE_MS = 10_000;
/** One signal may come several times: to each process of a group, and forwarded by those above this one. */
const SAME_SIGNAL_MS = 1_000;

let ending = false;

/** Whether this process was told to end. */
export const isEnding = (): boolean => ending;

/**
 * Ends the process in order at SIGTERM, SIGHUP, SIGQUIT, Ctrl-C or when the parent that holds our IPC channel is gone:
 * after a delay, each step waits for the one before it. A signal that comes more than a second after the
 * first ends it at once, and so do ten seconds.
 * @param steps from the outermost in: first what accepts work, last the stores.
 * @returns what ends the process in the same way, with an exit code.
 */
export function closeOnSignal({ delayMs = 0 }: ShutdownOptions, ...steps: readonly Close[]): (code: number) => void {
  let beganAt = 0;
  const close = async (code: number) => {
    if (ending) return;
    ending = true;
    beganAt = performance.now();
    setTimeout(() => process.exit(1), delayMs + GRACE_MS).unref();
    await pause(delayMs);
    for (const step of steps) await step().catch((error: unknown) => console.error(error));
    process.exit(code);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (ending && performance.now() - beganAt > SAME_SIGNAL_MS) process.exit(1);
      close(0);
    });
  }
  process.on('disconnect', () => close(0));
  // Listening for the parent's end would keep a process that has done its work.
  process.channel?.unref();
  return close;
}
