import type { CursorValue, SortKey } from '@tributary/common/page';
import type { Kysely, Selectable } from 'kysely';
import { type Combined, createFilter, textIs, time } from './filters.ts';
import { newestFirst, paged } from './keyset.ts';
import type { List } from './list.ts';
import type { AuditEventWhere } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export type AuditEvent = Selectable<Database['auditEvent']>;
export type AuditEventRow = AuditEvent & { cursor: CursorValue[] };

export const auditEventOrder: readonly SortKey[] = newestFirst('auditEvent', 'uuid', 'at');

export interface AuditFilter extends AuditEventWhere, Combined<AuditFilter> {}

const holds = createFilter<AuditFilter>({
  actor: textIs('auditEvent.actor'),
  action: textIs('auditEvent.action'),
  targetType: textIs('auditEvent.targetType'),
  targetId: textIs('auditEvent.targetId'),
  at: time('auditEvent.at'),
});

export function pageAuditEvents(
  db: Kysely<Database>,
  { where, order, page }: List<AuditFilter>,
): Promise<AuditEventRow[]> {
  return paged(db.selectFrom('auditEvent').where(holds(where)).selectAll(), order, page).execute();
}

export async function countAuditEvents(db: Kysely<Database>, { where }: List<AuditFilter>): Promise<number> {
  const { count } = await db
    .selectFrom('auditEvent')
    .where(holds(where))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
