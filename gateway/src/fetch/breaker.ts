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

  /** Whether no fetch would be sent now. */
  isOpen(now: number): boolean {
    return this.#timeouts >= OPENS_AFTER && now < this.#nextTrial;
  }

  /** Whether this fetch may be sent now: while the service hangs, it is the trial. */
  admits(now: number): boolean {
    if (this.isOpen(now)) return false;
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
