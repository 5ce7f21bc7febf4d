import type { Caller } from '@tributary/common/caller';
import type { Database } from '../database.ts';

/** What a mutation needs of a request. */
export interface WriteContext {
  readonly db: Database;
  readonly caller: Caller;
}

/** What a mutation's body works with. */
export interface Work {
  readonly db: Database;
  /** Who asks. */
  readonly subject: string;
}
