import type { Copy } from '@tributary/lineage/copies/copies';
import type { DeliveredCopy } from '@tributary/lineage/copies/deliveries';
import type { Stores } from './stores.ts';

/** How a store holds a copy. */
export interface Held {
  /** That which was written last, 0 where none was. */
  version: number;
  /** What is not as its home has it, each named in a few words; none where a delivery would change nothing. */
  differences: readonly string[];
}

/** How the copies of one kind are delivered. What is behind, when it is tried and how often is not for a kind to know. */
export interface Kind<Its extends Copy = Copy, State extends DeliveredCopy = DeliveredCopy> {
  readonly name: Its['kind'];
  /** The most copies that are delivered together. */
  readonly batch: number;
  /** Does what must be done before copies are read for a delivery. Fails where PostgreSQL does, and for nothing else. */
  prepare?(stores: Stores, copies: readonly Its[]): Promise<void>;
  /**
   * Reads copies as their home has them, each with its version, in one snapshot. May leave out some, which are read
   * the next time; the first of those that are on the list is never left out.
   */
  read(stores: Stores, copies: readonly Its[]): Promise<State[]>;
  /** Writes each copy whole, only over a lower version. Where it throws, some of them may have been written. */
  write(stores: Stores, states: readonly State[]): Promise<void>;
  /** How the store holds copies that were read, in their order. */
  compare(stores: Stores, states: readonly State[]): Promise<Held[]>;
  /** Every copy that the store holds, some at a time, in any order. */
  walkHeld(stores: Stores): AsyncIterable<readonly Its[]>;
  /** Removes copies that have no home. Left out where what people wrote stands in them. */
  removeHeld?(stores: Stores, copies: readonly Its[]): Promise<void>;
  /** Removes, in small steps, what the store holds and nobody reads any more. Ends at the signal, and may begin anew. */
  tidy?(stores: Stores, signal: AbortSignal): Promise<void>;
  /** The clock that workers leave in the store: it says what the store may have lost. */
  readClock(stores: Stores): Promise<Date | null>;
  /** Begins it in a store that has none. */
  writeClock(stores: Stores, at: Date): Promise<void>;
  /** Moves it on, unless it does not stand any more where it was read. */
  moveClock(stores: Stores, from: Date, to: Date): Promise<boolean>;
  /** Removes what versions without clocks have left in the store under other names. */
  removeRemains?(stores: Stores): Promise<void>;
  /** Why the store takes no copy at all, such as that it does not answer; undefined where the fault is a copy's. */
  storeFailure(error: unknown): unknown;
}
