import type { Caller } from '@tributary/common/caller';
import type { AuditEntry } from '@tributary/common/mutations/audit';
import type { Kysely, Transaction } from 'kysely';
import type { Copy } from '../copies/copies.ts';
import type { FollowCopies } from '../copies/follow-copies.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../tables.ts';

/** What a mutation needs of a request. */
export interface WriteContext {
  readonly db: Kysely<Database>;
  readonly caller: Caller;
  readonly settings: Settings;
  readonly workers: Workers;
}

/** Those who bring copies to other stores. */
export interface Workers {
  /** Tells them that copies are behind. */
  wake(): void;
  /** Waits a little for what they deliver. */
  readonly follow: FollowCopies;
}

/** A mutation's transaction, and what is written at its end. */
export interface Work {
  readonly db: Transaction<Database>;
  /** Who asks. */
  readonly subject: string;
  readonly settings: Settings;
  /** `audit` adds to them. */
  readonly auditEntries: AuditEntry[];
  /** `markStale` adds to them. */
  readonly staleCopies: Copy[];
}
