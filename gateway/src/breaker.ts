const OPENS_AFTER = 5;
const OPEN_MS = 1_000;

/**
 * Keeps requests from queueing up for a service that hangs: after five deadlines in a row, fetches fail at once, and
 * one a second goes through to see whether the service is back. A refused connection needs none of this: it costs no
 * time, and the first request after a restart shall find the service.
 */
export class Breaker {
  #timeouts = 0;
  #nextTrial = 0;

  /** Whether a fetch may be sent now. */
  admits(now: number): boolean {
    if (this.#timeouts < OPENS_AFTER) return true;
    if (now < this.#nextTrial) return false;
    this.#nextTrial = now + OPEN_MS;
    return true;
  }

  answered(): void {
    this.#timeouts = 0;
  }

  timedOut(now: number): void {
    this.#timeouts += 1;
    this.#nextTrial = now + OPEN_MS;
  }
}
