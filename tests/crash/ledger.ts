import type { StoreName } from '@tributary/stores/settings';
import type { Said } from './answer.ts';

/** One kind of write. Each write of a kind has a number, and a caller of its own. */
export interface Kind<Stores> {
  /** Calls the mutation `write`. */
  readonly query: string;
  variables(nth: number): Record<string, unknown>;
  /** Sent again until it is done: with an idempotency key, or since the same again changes nothing. */
  readonly repeats: boolean;
  /** Types of answers that say, as may be, that nothing was done. */
  readonly refusals?: readonly string[];
  /** Hears what a write that was done has answered. */
  answered?(write: unknown): void;
  readonly home: StoreName;
  /** Its name in the audit; none where it is not audited. */
  readonly action?: string;
  /**
   * The numbers of those that are there, one for each time.
   * @param sent those that were sent, for a store that can only be asked for each.
   */
  find(stores: Stores, sent: readonly number[]): Promise<number[]>;
}

/** Who makes a write: by that what was changed tells which write it was. */
export const callerOf = (kind: string, nth: number): string => `${kind}:${nth}`;
export const numberOf = (kind: string, caller: string): number => Number(caller.slice(kind.length + 1));

/** One time that a write was sent. Moments are counted, not timed. */
export interface Attempt {
  readonly began: number;
  readonly ended: number;
  readonly said: Said;
}

/** All that was written, by kind and number, with what each attempt was told, and when stores were killed. */
export class Ledger<Name extends string> {
  readonly writes = new Map<Name, Map<number, Attempt[]>>();
  readonly #kills: { readonly store: StoreName; readonly moment: number }[] = [];
  #moment = 0;

  /** Something happens now: answers its moment. */
  now(): number {
    this.#moment += 1;
    return this.#moment;
  }

  note(name: Name, nth: number, began: number, said: Said): void {
    const ofKind = this.writes.get(name) ?? new Map<number, Attempt[]>();
    this.writes.set(name, ofKind);
    ofKind.set(nth, [...(ofKind.get(nth) ?? []), { began, ended: this.now(), said }]);
  }

  noteKill(store: StoreName): void {
    this.#kills.push({ store, moment: this.now() });
  }

  killsOf(store: StoreName): number[] {
    return this.#kills.flatMap((kill) => (kill.store === store ? [kill.moment] : []));
  }
}
