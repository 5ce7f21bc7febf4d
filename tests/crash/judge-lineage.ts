import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';
import type { Findings } from './findings.ts';

/** Holds against what must be what no single write tells of. */
export async function judgeLineage(db: Kysely<Database>, findings: Findings): Promise<void> {
  for (const name of await findRunsWithoutCopy(db)) findings.add('a run that is half written', name);
  for (const repeated of await findRepeatedAudits(db)) findings.add('an audit that is there twice', repeated);
}

/** What is written about a run is written with it: it is on the list of copies. */
async function findRunsWithoutCopy(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from run where name ~ '^(created|keyed|registered)-'
      and not exists (select from sync_copy where kind = 'experiment' and key = array[run.id::text])`.execute(db);
  return rows.map(({ name }) => name);
}

/** Entries of the audit that say the same of the same change of one write. */
async function findRepeatedAudits(db: Kysely<Database>): Promise<unknown[]> {
  const { rows } = await sql`
    select actor, action, target_id, count(*)::int as count from audit_event
    where actor ~ ':\\d+$' group by actor, action, target_type, target_id, before, after having count(*) > 1`.execute(
    db,
  );
  return rows;
}
