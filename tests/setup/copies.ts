import type { Copy } from '@tributary/lineage/copies/copies';
import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';

/** How often a copy was put down since it was last forgotten; 0 when it never was. */
export async function versionOfCopy(db: Kysely<Database>, { kind, key }: Copy): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from sync_copy where kind = ${kind} and key = ${[...key]}`.execute(db);
  return rows[0]?.version ?? 0;
}

/** Says that a copy has been delivered as it is. */
export async function noteDelivered(db: Kysely<Database>, { kind, key }: Copy): Promise<void> {
  await sql`update sync_copy set delivered = version where kind = ${kind} and key = ${[...key]}`.execute(db);
}
