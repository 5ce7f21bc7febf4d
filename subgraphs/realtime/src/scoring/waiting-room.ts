import { ScorersBusy } from './scorers.ts';

const MAX_CALLS = 10_000;
const MAX_BYTES = 134_217_728;

/** Bounds what waits to be scored, and what that takes in memory. */
export class WaitingRoom {
  #calls = 0;
  #bytes = 0;

  /** Runs the work with a place for so many bytes. @throws ScorersBusy where there is none. */
  async during<Value>(bytes: number, work: () => Promise<Value>): Promise<Value> {
    if (this.#calls >= MAX_CALLS || this.#bytes + bytes > MAX_BYTES) {
      throw new ScorersBusy('There is more to predict than can be scored now: try again later.');
    }
    this.#calls += 1;
    this.#bytes += bytes;
    try {
      return await work();
    } finally {
      this.#calls -= 1;
      this.#bytes -= bytes;
    }
  }
}
