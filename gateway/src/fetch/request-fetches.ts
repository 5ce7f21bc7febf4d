import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../answer.ts';
import { Limiter } from './limiter.ts';

/** What one request may have under way in one service, so that a wide one leaves places to others. */
const MOST_AT_ONCE = 8;

/** What other services are given, in milliseconds, once one has let the request wait in vain. */
const LATE_MS = 300;

interface Running {
  readonly variables: Record<string, unknown>;
  readonly waiting: ((answer: Answer) => void)[];
}

/** What one request knows of its fetches. Nothing of it outlives the request: a mutation may lie before the next one. */
export class RequestFetches {
  readonly #late = new Set<string>();
  readonly #running = new Map<string, Running[]>();
  readonly #limiters = new Map<string, Limiter>();

  /** One request waits in full for one hanging service only, so that its partial answer does not come too late. */
  timeFor(timeoutMs: number): number {
    return this.#late.size > 0 ? Math.min(timeoutMs, LATE_MS) : timeoutMs;
  }

  /** Whether the service has let this request wait in vain. */
  isLate(service: string): boolean {
    return this.#late.has(service);
  }

  timedOut(service: string): void {
    this.#late.add(service);
  }

  /** The request's own places in a service: its fetches wait for each other as long as it takes. */
  limiterFor(service: string): Limiter {
    const limiter = this.#limiters.get(service) ?? new Limiter({ width: MOST_AT_ONCE });
    this.#limiters.set(service, limiter);
    return limiter;
  }

  /** Sends a fetch once, however often the request makes it while it runs. */
  async share(
    service: string,
    query: string,
    variables: Record<string, unknown>,
    send: () => Promise<Answer>,
    copy: (answer: Answer) => Answer,
  ): Promise<Answer> {
    const key = `${service} ${withoutName(query)}`;
    const others = this.#running.get(key) ?? [];
    const same = others.find((running) => isDeepStrictEqual(running.variables, variables));
    if (same) return new Promise((resolve) => same.waiting.push(resolve));
    const running: Running = { variables, waiting: [] };
    others.push(running);
    this.#running.set(key, others);
    const answer = await send();
    others.splice(others.indexOf(running), 1);
    for (const resolve of running.waiting) resolve(copy(answer));
    return answer;
  }
}

/** The planner numbers the fetches of a named operation in their names; they may be the same but for that. */
const withoutName = (query: string) => query.replace(/^query \w+/, 'query');
