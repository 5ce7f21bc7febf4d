import { setTimeout as pause } from 'node:timers/promises';
import { toMessage } from '../errors.ts';

/** A process of ours that is to run until we stop it. */
export interface Running {
  /** Settles when it has ended, however that came. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export interface Supervision<Process extends Running> {
  name: string;
  /** Starts it again where it was. Throws when it does not get ready; what was begun is stopped then. */
  startAgain: (signal: AbortSignal) => Promise<Process>;
  /** Hears of each death at once. */
  onDied: (dead: Process) => unknown;
  log: (line: string) => void;
  /** Whether it is to stay down for now, and why: "/data/hold-restarts is there". */
  heldBy?: (() => Promise<string | undefined>) | undefined;
  /** Hears that it is not started again any more. Without it that is only logged. */
  onGivenUp?: ((reason: Error) => void) | undefined;
  /** The pause before the first start, in milliseconds; each further one is four times as long. Default: 200. */
  firstPauseMs?: number;
}

export interface Supervised<Process extends Running> {
  /** The one that runs, or that ran last. */
  current(): Process;
  /** Stops it for good; safe to call twice. */
  stop(): Promise<void>;
}

const DEATHS_MAX = 5;
const WITHIN_MS = 60_000;
/** With 0.2, 0.8, 3.2 and 12.8 s, what passes by itself is waited for, such as a full disk that is cleared. */
const PAUSE_GROWS_BY = 4;
const HELD_POLL_MS = 100;

/** Starts a process again whenever it ends by itself, with growing pauses, until it has died five times in a minute. */
export function supervise<Process extends Running>(
  first: Process,
  supervision: Supervision<Process>,
): Supervised<Process> {
  const { name, startAgain, onDied, log, firstPauseMs = 200 } = supervision;
  const giveUp = supervision.onGivenUp ?? ((reason: Error) => log(reason.message));
  const stopping = new AbortController();
  const { signal } = stopping;
  let current = first;

  let deaths: number[] = [];

  async function watch(): Promise<void> {
    for (;;) {
      await current.ended;
      if (signal.aborted) return;
      onDied(current);
      const again = await restart();
      if (!again) return;
      current = again;
      // Told to stop while it started, it may not have heard.
      if (signal.aborted) await current.stop();
    }
  }

  /** A start that fails counts as a death. */
  async function restart(): Promise<Process | undefined> {
    for (;;) {
      deaths = [...deaths.filter((at) => at > performance.now() - WITHIN_MS), performance.now()];
      if (deaths.length >= DEATHS_MAX) {
        giveUp(new Error(`${name} ended ${deaths.length} times within a minute: it is not started again.`));
        return undefined;
      }
      await pause(firstPauseMs * PAUSE_GROWS_BY ** (deaths.length - 1), undefined, { signal });
      await untilReleased();
      try {
        return await startAgain(signal);
      } catch (error) {
        signal.throwIfAborted();
        log(toMessage(error));
      }
    }
  }

  async function untilReleased(): Promise<void> {
    let said = false;
    for (let why = await supervision.heldBy?.(); why !== undefined; why = await supervision.heldBy?.()) {
      if (!said) log(`${name}: stays down while ${why}`);
      said = true;
      await pause(HELD_POLL_MS, undefined, { signal });
    }
  }

  const watching = watch().catch((error: unknown) => {
    if (!signal.aborted) log(toMessage(error));
  });
  return {
    current: () => current,
    stop: async () => {
      stopping.abort();
      await current.stop();
      await watching;
    },
  };
}
