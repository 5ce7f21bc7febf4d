import type { OperationKind } from '@tributary/common/http/turns';
import { afterTimeToRead } from '@tributary/common/time-to-read';

export interface LimiterOptions {
  /** The most fetches under way. */
  width: number;
  /** So many of the width are never given to mutations, so that one can look while others write. */
  keptForQueries?: number;
  /** The most of each kind that wait for a place. */
  maxWaiting?: number;
  /** How long each kind waits for one. */
  waitMs?: Readonly<Record<OperationKind, number>>;
}

/** There was no place in time, and nothing was begun. */
export class NoPlace extends Error {}

interface Waiter {
  readonly since: number;
  admit(): void;
}

/**
 * Places for what is under way in one service. Whoever finds none waits, first come, first served, for a bounded time;
 * where so many wait already that this time would pass, none begins to wait.
 */
export class Limiter {
  readonly #options: Required<LimiterOptions>;
  readonly #running: Record<OperationKind, number> = { query: 0, mutation: 0 };
  readonly #waiting: Record<OperationKind, Set<Waiter>> = { query: new Set(), mutation: new Set() };
  /** How long one of the kind has kept its place lately, in milliseconds. */
  readonly #held: Record<OperationKind, number> = { query: 0, mutation: 0 };

  constructor(options: LimiterOptions) {
    this.#options = { ...UNBOUNDED, ...options };
  }

  /**
   * Does the work once there is a place for it. The work may leave its place before it ends.
   * @throws NoPlace, or the signal's reason, without having begun.
   */
  async run<T>(kind: OperationKind, signal: AbortSignal, work: (leave: () => void) => Promise<T>): Promise<T> {
    if (this.#hasPlace(kind)) this.#running[kind] += 1;
    else await this.#wait(kind, signal);
    const began = performance.now();
    let hasLeft = false;
    const leave = () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#held[kind] += (performance.now() - began - this.#held[kind]) * LATEST_SHARE;
      this.#running[kind] -= 1;
      this.#admitWaiting();
    };
    try {
      return await work(leave);
    } finally {
      leave();
    }
  }

  #hasPlace(kind: OperationKind): boolean {
    const { query, mutation } = this.#running;
    return query + mutation < this.#options.width && (kind === 'query' || mutation < this.#mostMutations);
  }

  get #mostMutations(): number {
    return this.#options.width - this.#options.keptForQueries;
  }

  #wait(kind: OperationKind, signal: AbortSignal): Promise<void> {
    const { maxWaiting, waitMs } = this.#options;
    const waiting = this.#waiting[kind];
    if (waiting.size >= maxWaiting) return Promise.reject(new NoPlace(`${waiting.size} wait already`));
    const expectedMs = ((waiting.size + 1) * this.#held[kind]) / this.#placesFor(kind);
    if (expectedMs > waitMs[kind]) return Promise.reject(new NoPlace(`the wait would be ${expectedMs} ms`));
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown) => {
        settle();
        reject(reason);
      };
      const late = () => leave(new NoPlace(`no place in ${waitMs[kind]} ms`));
      const cancel = Number.isFinite(waitMs[kind]) ? afterTimeToRead(waitMs[kind], late) : () => {};
      const giveUp = () => leave(signal.reason);
      const settle = () => {
        cancel();
        signal.removeEventListener('abort', giveUp);
        waiting.delete(waiter);
      };
      const waiter: Waiter = {
        since: performance.now(),
        admit: () => {
          settle();
          this.#running[kind] += 1;
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp);
      waiting.add(waiter);
    });
  }

  /** How many of a kind can be under way beside the other as it is now. */
  #placesFor(kind: OperationKind): number {
    const { width, keptForQueries } = this.#options;
    return kind === 'mutation' ? this.#mostMutations : Math.max(width - this.#running.mutation, keptForQueries, 1);
  }

  #admitWaiting(): void {
    for (let next = this.#next(); next; next = this.#next()) next.admit();
  }

  /** Who has waited longest among those for whom there is a place. */
  #next(): Waiter | undefined {
    const query = this.#hasPlace('query') ? first(this.#waiting.query) : undefined;
    const mutation = this.#hasPlace('mutation') ? first(this.#waiting.mutation) : undefined;
    return mutation && (!query || mutation.since < query.since) ? mutation : query;
  }
}

const UNBOUNDED = { keptForQueries: 0, maxWaiting: Infinity, waitMs: { query: Infinity, mutation: Infinity } };

/** Of the mean, the part that the last one makes. */
const LATEST_SHARE = 0.1;

const first = <T>(values: Set<T>): T | undefined => values.values().next().value;
