import { sql } from 'kysely';
import type { Work } from './work.ts';

/**
 * Locks that belong to no row, and their numbers in the database. They are held until the transaction ends. Each is
 * taken by a statement of its own: what the next statement reads is then what was there after the wait.
 *
 * Everybody takes locks in one order, so that no two transactions wait for each other:
 *
 * 1. the row of an idempotency key
 * 2. rows of models, run groups and datasets
 * 3. rows of model versions and runs, several of one table by id
 * 4. QUARANTINE
 * 5. rows of dataset versions and of feature views, several views by name
 * 6. GRAPH
 * 7. METRIC_DEFINITIONS; who takes it alone has taken no row's lock before
 * 8. rows of sync_copy, at the end of the transaction
 */
const QUARANTINE = 7_305_001;
const METRIC_DEFINITIONS = 7_305_002;
const GRAPH = 7_305_003;

/**
 * For what builds on dataset versions: waits for a quarantine that is under way, and lets the next one wait. Otherwise
 * what is built on the data in the meantime would get no mark.
 */
export const lockQuarantineForShare = (work: Work): Promise<void> => lockForShare(work, QUARANTINE);

/** The first statement of a quarantine or a release: waits for all who build on data, and lets all others wait. */
export const lockQuarantine = (work: Work): Promise<void> => lock(work, QUARANTINE);

/**
 * For what finds the boards of runs: lets new definitions and goals wait. Otherwise neither would see the other, and a
 * run that ends while its metric is defined would miss its boards.
 */
export const lockMetricDefinitionsForShare = (work: Work): Promise<void> => lockForShare(work, METRIC_DEFINITIONS);

/** Waits for all who find boards, and lets the next of them wait. */
export const lockMetricDefinitions = (work: Work): Promise<void> => lock(work, METRIC_DEFINITIONS);

/**
 * Lets one transaction at a time look for cycles and add what could close one. Two edges that close a cycle only
 * together would each see a graph without the other. Callers' edges need it, and so do new revisions of a view, where
 * callers' edges may end. All other edges lead to a new node, from which no edge leads on yet.
 */
export const lockGraph = (work: Work): Promise<void> => lock(work, GRAPH);

async function lock({ db }: Work, key: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${key})`.execute(db);
}

async function lockForShare({ db }: Work, key: number): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${key})`.execute(db);
}
