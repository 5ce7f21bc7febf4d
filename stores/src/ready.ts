import { setTimeout as pause } from 'node:timers/promises';
import { toMessage } from './errors.ts';

export interface WaitOptions {
  timeoutMs: number;
  /** Is told what is waited for, when that begins and when its reason changes. */
  log?: (line: string) => void;
  signal?: AbortSignal;
  /** The pauses grow from 25 ms to this. Default: 1 s. */
  maxPauseMs?: number;
}

/** What a probe throws that will not get right by waiting. */
export class LastingError extends Error {}

/**
 * Repeats probe with growing pauses until it succeeds. Throws when the time is up, with the last error as the cause,
 * or at once what is lasting, or when the signal is aborted, with its reason. The signal that probe gets ends with the
 * time.
 */
export async function waitUntilReady(
  what: string,
  probe: (signal: AbortSignal) => Promise<unknown>,
  { timeoutMs, log, signal, maxPauseMs = 1_000 }: WaitOptions,
): Promise<void> {
  const outOfTime = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([signal, outOfTime]) : outOfTime;
  let lastError: unknown;
  for (let pauseMs = 25; ; pauseMs = Math.min(pauseMs * 1.5, maxPauseMs)) {
    try {
      await untilAborted(probe(ended), ended);
      return;
    } catch (error) {
      if (error instanceof LastingError) throw error;
      if (!ended.aborted) {
        if (log && toMessage(error) !== toMessage(lastError)) log(`waiting for ${what}: ${toMessage(error)}`);
        lastError = error;
        await pause(pauseMs, undefined, { signal: ended }).catch(() => undefined);
      }
      signal?.throwIfAborted();
      if (outOfTime.aborted) throw tooLate(what, timeoutMs, lastError);
    }
  }
}

function tooLate(what: string, timeoutMs: number, lastError: unknown): Error {
  const reason = lastError === undefined ? 'it did not answer' : toMessage(lastError);
  return new Error(`${what} was not ready within ${timeoutMs / 1_000} s: ${reason}`, { cause: lastError });
}

/** A probe that ignores its signal must not hold up the deadline. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
