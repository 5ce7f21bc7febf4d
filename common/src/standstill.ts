const LOOK_EVERY_MS = 100;
/** On a busy machine timers are late by less than this, though nothing stood still. */
const TOLERATED_MS = 250;
/** What ran into a deadline meanwhile is heard of by then. */
const LATELY_MS = 1_000;

export interface Standstill {
  /** Whether the event loop stood still a moment ago. */
  wasLately(): boolean;
  close(): void;
}

/**
 * Notices when this process computes and reads nothing. A driver's deadlines go on meanwhile, and it takes the store for
 * dead whose answer lies in the socket.
 */
export function noticeStandstill(): Standstill {
  let looked = performance.now();
  let stoodUntil = -Infinity;
  const look = () => {
    const now = performance.now();
    if (now - looked > LOOK_EVERY_MS + TOLERATED_MS) stoodUntil = now;
    looked = now;
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    wasLately: () => {
      // The deadlines of others may come before our own timer.
      look();
      return performance.now() - stoodUntil < LATELY_MS;
    },
    close: () => clearInterval(timer),
  };
}
