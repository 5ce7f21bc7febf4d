import type { Logger } from '@tributary/common/log';

export interface Outages {
  /** Answers how many failures there were in a row; undefined is a success. */
  note(failure: unknown): number;
}

/** Says once that something cannot be done, and once that it can again. */
export function reportOutages(log: Logger, what: object, says: { begun: string; ended: string }): Outages {
  let failures = 0;
  return {
    note: (failure) => {
      if (failure === undefined && failures > 0) log.info(what, says.ended);
      if (failure !== undefined && failures === 0) log.warn({ ...what, err: failure }, says.begun);
      failures = failure === undefined ? 0 : failures + 1;
      return failures;
    },
  };
}

const LONGEST_PAUSE_MS = 2_000;

/** How long to wait after so many failures in a row. */
export const pauseAfter = (failures: number, pollMs: number): number =>
  Math.min(pollMs * 2 ** failures, LONGEST_PAUSE_MS);
