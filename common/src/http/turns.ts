import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';

export type OperationKind = 'query' | 'mutation';

/** A turn of the event loop in which as much was computed had enough to do with what is under way. */
const BUSY_TURN_US = 5_000;
/** Somebody is let in now and then, whatever fills the turns. */
const LONGEST_PAUSE_MS = 100;
/** So many turns may follow each other in which clients connect and nobody is let in: some 20 ms. */
const MOST_WELCOMES = 100;

interface Waiter {
  readonly since: number;
  readonly reply: ServerResponse;
  answer(isLetIn: boolean): void;
}

/**
 * Lets operations begin as the event loop has time for them: one a turn, and none after a turn that was filled by those
 * under way. So what was begun is finished first, what arrives from stores is read between two beginnings, and a rush
 * waits where it costs least. Nor does one begin after a turn in which a client connected: libuv takes one connection a
 * turn, and a crowd would wait unseen in the listening socket, where nobody can refuse it. Queries and mutations wait in
 * two queues, which are served in turn.
 */
export class Turns {
  readonly #waitMs: Readonly<Record<OperationKind, number>>;
  readonly #waiting: Record<OperationKind, Waiter[]> = { query: [], mutation: [] };
  #underWay = 0;
  #served: OperationKind = 'mutation';
  #servedAt = 0;
  #hasConnected = false;
  #welcomes = 0;
  #computedBefore = 0;
  #idleBefore = 0;

  /** @param waitMs how long an operation of each kind waits. */
  constructor(waitMs: Readonly<Record<OperationKind, number>>) {
    this.#waitMs = waitMs;
  }

  /**
   * Whether the operation may begin: false when it has waited too long, or when it would wait in vain. Never settles when
   * its client has left.
   */
  enter(kind: OperationKind, reply: ServerResponse): Promise<boolean> {
    return new Promise((answer) => {
      const waiter = { since: performance.now(), reply, answer };
      if (this.#isHopeless(kind, waiter.since)) {
        answer(false);
        return;
      }
      if (!this.#anyWaits() && this.#hadTime()) {
        this.#letIn(kind, waiter);
        return;
      }
      const isFirst = !this.#anyWaits();
      this.#waiting[kind].push(waiter);
      if (isFirst) this.#nextTurn();
    });
  }

  /** Says that a client has connected: there may be more of them. */
  connected(): void {
    this.#hasConnected = true;
  }

  /** Whether those who come now would mostly wait in vain. */
  #isHopeless(kind: OperationKind, now: number): boolean {
    const [first] = this.#waiting[kind];
    return first !== undefined && now - first.since > this.#waitMs[kind] / 2;
  }

  #anyWaits(): boolean {
    return this.#waiting.query.length + this.#waiting.mutation.length > 0;
  }

  #letIn(kind: OperationKind, { reply, answer }: Waiter): void {
    this.#served = kind;
    this.#welcomes = 0;
    this.#servedAt = performance.now();
    this.#underWay += 1;
    reply.once('close', () => {
      this.#underWay -= 1;
    });
    answer(true);
  }

  /** Whether the loop has waited for something to do since this was asked last. */
  #hadTime(): boolean {
    const { idle } = performance.eventLoopUtilization();
    const had = idle > this.#idleBefore;
    this.#idleBefore = idle;
    return had;
  }

  #nextTurn(): void {
    this.#computedBefore = computed();
    setImmediate(() => this.#takeTurn());
  }

  #takeTurn(): void {
    const now = performance.now();
    for (const kind of KINDS) this.#dismiss(kind, now);
    const isBusy = this.#underWay > 0 && computed() - this.#computedBefore > BUSY_TURN_US;
    const isWelcoming = this.#hasConnected && this.#welcomes < MOST_WELCOMES;
    this.#hasConnected = false;
    if (isWelcoming) this.#welcomes += 1;
    else if (!isBusy || now - this.#servedAt > LONGEST_PAUSE_MS) {
      const other = this.#served === 'query' ? 'mutation' : 'query';
      const kind = this.#waiting[other].length > 0 ? other : this.#served;
      const next = this.#waiting[kind].shift();
      if (next) this.#letIn(kind, next);
    }
    if (this.#anyWaits()) this.#nextTurn();
  }

  /** Who has waited too long is refused; who has left needs no answer. */
  #dismiss(kind: OperationKind, now: number): void {
    const waiting = this.#waiting[kind];
    for (let [first] = waiting; first; [first] = waiting) {
      if (!first.reply.destroyed && now - first.since <= this.#waitMs[kind]) return;
      waiting.shift();
      if (!first.reply.destroyed) first.answer(false);
    }
  }
}

const KINDS = ['query', 'mutation'] as const;

/** What this thread has computed so far, in microseconds: other processes on a busy machine are not in it. */
function computed(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
