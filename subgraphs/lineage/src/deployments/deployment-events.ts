import type { List } from '@tributary/common/lists/list';
import type { CursorValue, SortKey } from '@tributary/common/lists/page';
import type { OfParent, ParentCount } from '@tributary/common/loaders';
import type { Kysely, Selectable } from 'kysely';
import { countPerParent } from '../lists/counts.ts';
import { takePage } from '../lists/keyset.ts';
import { parentKey, perParent } from '../lists/per-parent.ts';
import type { Database } from '../tables.ts';

export type DeploymentEvent = Selectable<Database['deploymentEvent']>;
export type DeploymentEventRow = DeploymentEvent & { cursor: CursorValue[] };

export const deploymentEventOrder: readonly SortKey[] = [
  { name: 'deploymentEvent.at', kind: 'time', direction: 'desc' },
  { name: 'deploymentEvent.id', kind: 'integer', direction: 'desc' },
];

export function pageEventsByDeploymentIds(
  db: Kysely<Database>,
  deploymentIds: readonly string[],
  list: List,
): Promise<(DeploymentEventRow & OfParent)[]> {
  const ofDeployment = db.selectFrom('deploymentEvent').selectAll().where('deploymentId', '=', parentKey);
  return perParent(db, deploymentIds, takePage(ofDeployment, list), 'uuid');
}

export const countEventsByDeploymentIds = (
  db: Kysely<Database>,
  deploymentIds: readonly string[],
): Promise<ParentCount[]> => countPerParent(db.selectFrom('deploymentEvent'), 'deploymentId', deploymentIds);
