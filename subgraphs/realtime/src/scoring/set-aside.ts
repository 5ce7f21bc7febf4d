import { ModelFault } from './scorers.ts';

const IN_A_ROW = 3;
const LONGEST_MS = 3_600_000;
/** Whoever failed longest ago is forgotten first. */
const MAX_KNOWN = 1_000;

interface Failures {
  count: number;
  /** Until when it is set aside, by performance.now(). */
  until: number;
  last: string;
}

/**
 * Models, by their keys, that failed three times in a row: for a minute nobody is asked to run them, and twice as long
 * each time.
 */
export class SetAside {
  readonly #failures = new Map<string, Failures>();
  readonly #firstMs: number;

  constructor(firstMs: number) {
    this.#firstMs = firstMs;
  }

  /** @throws ModelFault while the artifact is set aside. */
  check(key: string): void {
    const found = this.#failures.get(key);
    const leftMs = (found?.until ?? 0) - performance.now();
    if (!found || leftMs <= 0) return;
    throw new ModelFault(
      `The model is not run for another ${Math.ceil(leftMs / 1_000)} s, since it failed ${found.count} times in a row, the last time so: ${found.last}`,
    );
  }

  failed(key: string, message: string): void {
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const asideMs = count < IN_A_ROW ? 0 : Math.min(this.#firstMs * 2 ** (count - IN_A_ROW), LONGEST_MS);
    this.#failures.delete(key);
    this.#failures.set(key, { count, until: performance.now() + asideMs, last: message });
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MAX_KNOWN) return;
      this.#failures.delete(oldest);
    }
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }
}
