import type { Caller } from '@tributary/common/caller';
import type { AuditEntry } from '@tributary/common/mutations/audit';
import type { Database } from '../database.ts';
import type { Locks } from '../locks.ts';

/** What a mutation needs of a request. */
export interface WriteContext {
  readonly db: Database;
  readonly caller: Caller;
  readonly locks: Locks;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A mutation's transaction, and what is written at its end. */
export interface Work {
  /** Whatever is read or written by it is part of the transaction. */
  readonly db: Database;
  /** Who asks. */
  readonly subject: string;
  /**
   * Keeps other mutations of this process away from what has these keys, until the transaction ends. A body calls it
   * once, before it reads: the transaction sees what is there at its first read.
   */
  lock(keys: readonly string[]): Promise<void>;
  /** `audit` adds to them. */
  readonly auditEntries: AuditEntry[];
}
