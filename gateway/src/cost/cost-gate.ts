import { overload } from '@tributary/common/overload';
import { GraphQLError } from 'graphql';

/** How long an operation waits until it may run. */
const WAIT_MS = 5_000;
const MAX_WAITING = 100;
/** Operations under this part of the capacity never wait: theirs is what each page asks. */
const SMALL_PART = 0.02;

interface Waiting {
  readonly cost: number;
  readonly enter: () => void;
}

/**
 * Lets large operations in by their cost, so that a few of them do not take the memory and the event loop of everybody:
 * what runs at one time costs no more than one operation may. They come in the order in which they asked.
 */
export class CostGate {
  readonly #capacity: number;
  readonly #waitMs: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor(capacity: number, waitMs = WAIT_MS) {
    this.#capacity = capacity;
    this.#waitMs = waitMs;
  }

  /**
   * Resolves when the operation may run, with what to call when its answer has been sent.
   * @throws OVERLOADED when it cannot run in time.
   */
  async enter(cost: number): Promise<() => void> {
    if (cost < this.#capacity * SMALL_PART) return () => {};
    if (this.#waiting.length > 0 || !this.#fits(cost)) await this.#wait(cost);
    else this.#running += cost;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#running -= cost;
      this.#letIn();
    };
  }

  #fits(cost: number): boolean {
    return this.#running === 0 || this.#running + cost <= this.#capacity;
  }

  #wait(cost: number): Promise<void> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.reject(tooMany());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(tooMany());
        // The next one may be smaller.
        this.#letIn();
      }, this.#waitMs);
      const waiting: Waiting = {
        cost,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiting.push(waiting);
    });
  }

  #letIn(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.cost); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#running += next.cost;
      next.enter();
    }
  }
}

function tooMany(): GraphQLError {
  const { message, extensions } = overload(
    'Too many large operations run at the moment: ask again later, or for fewer values.',
  );
  return new GraphQLError(message, { extensions });
}
