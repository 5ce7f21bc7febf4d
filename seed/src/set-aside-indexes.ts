import { z } from 'zod';
import type { Query } from './load-state.ts';

/** Of these a bulk seed writes rows by the hundred thousand. */
const TABLES = ['run', 'run_input', 'run_metric', 'run_parameter', 'metric_point', 'search_document'];

const indexes = z.array(z.object({ name: z.string(), definition: z.string() }));

/**
 * Drops what no constraint needs of the large tables' indexes and keeps their definitions in `seed.index`: rows cost
 * minutes in indexes that grow with them, and seconds in indexes made afterwards. Within a transaction. A platform that
 * has runs already keeps its indexes, since its queries need them meanwhile.
 */
export async function setIndexesAside(query: Query): Promise<void> {
  await query('create table if not exists seed.index (name text primary key, definition text not null)');
  const { rows } = await query(
    `insert into seed.index (name, definition)
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename = any($1) and not exists (select from run)
      and not exists (select from pg_constraint where conname = indexname)
    returning name, definition`,
    [TABLES],
  );
  for (const { name } of indexes.parse(rows)) await query(`drop index "${name}"`);
}

/** Makes again what was set aside. Within a transaction. */
export async function restoreIndexes(query: Query): Promise<void> {
  // A sort in memory instead of on disk.
  await query("set local maintenance_work_mem = '256MB'");
  const { rows } = await query('delete from seed.index returning name, definition');
  for (const { definition } of indexes.parse(rows)) await query(definition);
}
