import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import { paged } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

export type MetricDefinition = Selectable<Database['metricDefinition']>;
export type MetricDefinitionRow = MetricDefinition & { cursor: CursorValue[] };

export const metricDefinitionOrder: readonly SortKey[] = [
  { name: 'metricDefinition.name', kind: 'text', direction: 'asc' },
];

export function pageMetricDefinitions(db: Kysely<Database>, { order, page }: List): Promise<MetricDefinitionRow[]> {
  return paged(db.selectFrom('metricDefinition').selectAll(), order, page).execute();
}

export async function countMetricDefinitions(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('metricDefinition')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const LOCK = 7_305_002;

/**
 * Keeps new definitions and goals waiting until this transaction ends: otherwise neither would see the other, and a
 * run that ends while its metric is defined would miss its boards. A statement of its own, before definitions are read.
 */
export async function holdOffMetricDefinitions(db: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${LOCK})`.execute(db);
}

/** Waits for all who hold definitions off, and keeps the next of them waiting until this transaction ends. */
export async function lockMetricDefinitions(db: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
}
