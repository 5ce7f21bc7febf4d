import type { List } from '@tributary/common/list';
import { memoizedConnection, oneBy, valueBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import { countModelPerformance, pageModelPerformance } from '../analytics.ts';
import * as audit from '../audit-events.ts';
import { type Copy, findSyncStates } from '../copies.ts';
import { storeFailure } from '../database.ts';
import { countMetricDefinitions, pageMetricDefinitions } from '../metric-definitions.ts';
import * as groups from '../run-groups.ts';
import type { RunList } from '../run-selection.ts';
import type { SyncState } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';

export const createCatalogueLoaders = (db: Kysely<Database>) => ({
  runGroup: oneBy(
    (ids) => groups.findRunGroupsByIds(db, ids),
    (row) => row.id,
  ),
  runGroups: memoizedConnection(
    (list: groups.RunGroupList) => groups.pageRunGroups(db, list),
    (selection) => groups.countRunGroups(db, selection),
  ),
  metricDefinitions: memoizedConnection(
    (list: List) => pageMetricDefinitions(db, list),
    () => countMetricDefinitions(db),
  ),
  modelPerformances: memoizedConnection(
    (list: RunList) => pageModelPerformance(db, list),
    (selection) => countModelPerformance(db, selection),
  ),
  syncState: valueBy((copies: readonly Copy[]) =>
    findSyncStates(db, copies).catch((error: unknown) => {
      // Nobody knows more, such as where PostgreSQL has gone since a mutation has committed.
      if (storeFailure(error) === undefined) throw error;
      return copies.map((): SyncState => 'PENDING');
    }),
  ),
  auditEvents: memoizedConnection(
    (list: List<audit.AuditFilter>) => audit.pageAuditEvents(db, list),
    (selection) => audit.countAuditEvents(db, selection),
  ),
});
