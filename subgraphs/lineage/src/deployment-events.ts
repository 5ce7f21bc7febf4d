import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import { paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

export type DeploymentEvent = Selectable<Database['deploymentEvent']>;
export type DeploymentEventRow = DeploymentEvent & { cursor: CursorValue[] };

export const deploymentEventOrder: readonly SortKey[] = [
  { name: 'deploymentEvent.at', kind: 'time', direction: 'desc' },
  { name: 'deploymentEvent.id', kind: 'integer', direction: 'desc' },
];

export function pageEventsByDeploymentIds(
  db: Kysely<Database>,
  deploymentIds: readonly string[],
  { order, page }: List,
): Promise<DeploymentEventRow[]> {
  return db
    .selectFrom(parents(deploymentIds, 'uuid'))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb.selectFrom('deploymentEvent').selectAll().where('deploymentId', '=', sql<string>`parent.parent_id`),
          order,
          page,
        ).as('event'),
      (join) => join.onTrue(),
    )
    .selectAll('event')
    .execute();
}

export function countEventsByDeploymentIds(db: Kysely<Database>, deploymentIds: readonly string[]) {
  return db
    .selectFrom('deploymentEvent')
    .select((eb) => ['deploymentId', eb.fn.countAll<number>().as('count')])
    .where('deploymentId', 'in', deploymentIds)
    .groupBy('deploymentId')
    .execute();
}
