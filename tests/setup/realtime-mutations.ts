import { auditEvent } from '@tributary/common/mutations/audit-event';
import { findAuditEvents, removeAuditEvents } from '@tributary/realtime/audit-streams';
import { useRealtime } from './realtime.ts';

const FAILURE =
  '__typename ... on UserError { message } ... on Conflict { reason } ... on NotFound { type id } ... on InvalidInput { issues { path message } }';

/** Mutations of the realtime subgraph and what the audit hears of them, for the tests of one file. */
export function useMutations() {
  const realtime = useRealtime();

  /** Its answer, which must be without errors. */
  async function ask(query: string, variables?: Record<string, unknown>) {
    const { data, errors } = await realtime.ask(query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The answer to one mutation. */
  async function change(field: string, success: string, variables: Record<string, unknown> = {}, types = '') {
    const name = /^\w+/.exec(field)?.[0] ?? '';
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Success`.replace('EndSessionSuccess', 'EndSessionsSuccess');
    const data = await ask(`mutation ${types} { ${field} { ${FAILURE} ... on ${type} { ${success} } } }`, variables);
    const { __typename, ...answer } = data[name];
    return __typename === type ? answer : { __typename, ...answer };
  }

  /** What waits for the audit, oldest first, without what every event has. */
  async function takeAudit() {
    const found = await findAuditEvents(realtime.db, 1_000);
    await removeAuditEvents(
      realtime.db,
      found.map(({ place }) => place),
    );
    const events = found.map(({ event }) => auditEvent.parse(event)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return events.map(({ action, actor, targetType, targetId, before, after }) => [
      ...[actor, action, targetType, targetId],
      before && JSON.parse(before),
      after && JSON.parse(after),
    ]);
  }

  return { realtime, ask, change, takeAudit };
}

/** The answer where one input does not fit. */
export const issue = (path: string, message: string) => ({
  __typename: 'InvalidInput',
  message: `${path}: ${message}`,
  issues: [{ path: path.split('.'), message }],
});
