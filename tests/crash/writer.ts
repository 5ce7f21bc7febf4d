import { setTimeout as pause } from 'node:timers/promises';
import { type Answered, mayPass, readOutcome } from './answer.ts';
import type { Findings } from './findings.ts';
import { callerOf, type Kind, type Ledger } from './ledger.ts';

const AGAIN_MS = 100;

/** Asks as a caller; undefined where there was no answer. */
export type Ask = (name: string, query: string, variables: object, caller: string) => Promise<Answered | undefined>;

/** Makes writes, and notes what each attempt is told. */
export class Writer<Name extends string, Stores> {
  readonly #kinds: Readonly<Record<Name, Kind<Stores>>>;
  readonly #ledger: Ledger<Name>;
  readonly #findings: Findings;
  readonly #ask: Ask;

  constructor(kinds: Readonly<Record<Name, Kind<Stores>>>, ledger: Ledger<Name>, findings: Findings, ask: Ask) {
    this.#kinds = kinds;
    this.#ledger = ledger;
    this.#findings = findings;
    this.#ask = ask;
  }

  /** Sends one. One that repeats is sent again while nothing but time is missing, until it is enough. */
  async write(name: Name, nth: number, enough?: AbortSignal): Promise<void> {
    while ((await this.attempt(name, nth)) === 'again' && this.#kinds[name].repeats && !enough?.aborted) {
      await pause(AGAIN_MS);
    }
  }

  /** Sends one once. @returns whether it is done, may be done by sending it again, or neither. */
  async attempt(name: Name, nth: number): Promise<'done' | 'again' | 'never'> {
    const kind = this.#kinds[name];
    const began = this.#ledger.now();
    const answer = await this.#ask(name, kind.query, kind.variables(nth), callerOf(name, nth));
    const said = answer ? readOutcome(answer, kind.refusals) : 'unknown';
    if (typeof said !== 'string') this.#findings.add(`${name}: neither done nor an error`, said.surprise);
    this.#ledger.note(name, nth, began, typeof said === 'string' ? said : 'not done');
    if (said === 'done') {
      kind.answered?.(answer?.data?.write);
      return 'done';
    }
    return !answer || mayPass(answer) ? 'again' : 'never';
  }
}
