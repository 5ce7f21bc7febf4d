import type { OfParent } from '@tributary/common/loaders';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../tables.ts';

/** Stands for the parent's key in a query that perParent runs. */
export const parentKey = sql.ref<string>('parent.parentKey');

const KEY_TYPES = { text: sql`text`, uuid: sql`uuid` };

/**
 * Reads rows of many parents in one statement. The query runs once for each parent, so that each has its own page, in
 * its order.
 * @param query compares a column to `parentKey`.
 * @param keyType the type of that column.
 */
export async function perParent<DB, TB extends keyof DB, Row>(
  db: Kysely<Database>,
  keys: readonly string[],
  query: SelectQueryBuilder<DB, TB, Row>,
  keyType: keyof typeof KEY_TYPES = 'text',
): Promise<(Row & OfParent)[]> {
  const { rows } = await sql<Row & OfParent>`
    select page.*, parent.parent_key
    from unnest(${[...keys]}::${KEY_TYPES[keyType]}[]) parent(parent_key)
    cross join lateral ${query} page`.execute(db);
  return rows;
}
