import type { Combined } from '@tributary/common/lists/filters';
import type { List, Selection } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { Kysely, Selectable } from 'kysely';
import { countRows } from '../lists/counts.ts';
import { createFilter, dateTimeFilter, textEquals } from '../lists/filters.ts';
import { newestFirst, takePage } from '../lists/keyset.ts';
import type { AuditEventWhere } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export type AuditEvent = Selectable<Database['auditEvent']>;
export type AuditEventRow = AuditEvent & { cursor: CursorValue[] };

export const auditEventOrder: readonly SortKey[] = newestFirst('auditEvent', 'uuid', 'at');

export interface AuditFilter extends AuditEventWhere, Combined<AuditFilter> {}

const toCondition = createFilter<AuditFilter>({
  actor: textEquals('auditEvent.actor'),
  action: textEquals('auditEvent.action'),
  targetType: textEquals('auditEvent.targetType'),
  targetId: textEquals('auditEvent.targetId'),
  at: dateTimeFilter('auditEvent.at'),
});

const selectAuditEvents = (db: Kysely<Database>, { where }: Selection<AuditFilter>) =>
  db.selectFrom('auditEvent').where(toCondition(where));

export const pageAuditEvents = (db: Kysely<Database>, list: List<AuditFilter>): Promise<AuditEventRow[]> =>
  takePage(selectAuditEvents(db, list).selectAll(), list).execute();

export const countAuditEvents = (db: Kysely<Database>, selection: Selection<AuditFilter>): Promise<number> =>
  countRows(selectAuditEvents(db, selection));
