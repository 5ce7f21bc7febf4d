import type { List } from '@tributary/common/lists/list';
import { memoizedConnection, oneBy, valueBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import * as audit from '../audit/audit-events.ts';
import { type Copy, findSyncStates } from '../copies/copies.ts';
import { countMetricDefinitions, pageMetricDefinitions } from '../runs/metric-definitions.ts';
import { countModelPerformance, pageModelPerformance } from '../runs/model-performance.ts';
import * as groups from '../runs/run-groups.ts';
import type { RunList } from '../runs/run-selection.ts';
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
  syncState: valueBy((copies: readonly Copy[]) => findSyncStates(db, copies)),
  auditEvents: memoizedConnection(
    (list: List<audit.AuditFilter>) => audit.pageAuditEvents(db, list),
    (selection) => audit.countAuditEvents(db, selection),
  ),
});
