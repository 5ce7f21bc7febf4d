import type { AuditEvent } from '@tributary/common/mutations/audit-event';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../tables.ts';

export interface NewAuditEvent extends Omit<AuditEvent, 'at'> {
  /** Null for the time when it is written here. */
  readonly at: Date | null;
}

/**
 * Adds to the audit; an event that is there already stays as it is. Events with the same ids are written in one order,
 * so that two who carry the same do not wait for each other. Passes columns, since archiving a group may audit more runs
 * than a statement takes parameters.
 */
export async function insertAuditEvents(db: Kysely<Database>, events: readonly NewAuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  // Not the start of the transaction, which may have waited since then for others that changed the same.
  await sql`
    insert into audit_event (id, at, actor, action, target_type, target_id, before, after)
    select id, coalesce(at, clock_timestamp()), actor, action, target_type, target_id, before::jsonb, after::jsonb
    from unnest(
      ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ at }) => at)}::timestamptz[],
      ${events.map(({ actor }) => actor)}::text[],
      ${events.map(({ action }) => action)}::text[],
      ${events.map(({ targetType }) => targetType)}::text[],
      ${events.map(({ targetId }) => targetId)}::text[],
      ${events.map(({ before }) => before)}::text[],
      ${events.map(({ after }) => after)}::text[]
    ) event(id, at, actor, action, target_type, target_id, before, after)
    order by id
    on conflict (id) do nothing`.execute(db);
}
