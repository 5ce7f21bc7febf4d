import { perArgs } from '@tributary/common/batch';
import { connectionBy, manyBy, memoizedConnection, oneBy } from '@tributary/common/loaders';
import type { Kysely } from 'kysely';
import { findThinnedPointsByRunIds, type Thinning } from '../runs/metric-histories.ts';
import * as points from '../runs/metric-points.ts';
import * as rankings from '../runs/rankings.ts';
import * as artifacts from '../runs/run-artifacts.ts';
import * as details from '../runs/run-details.ts';
import type { RunList } from '../runs/run-selection.ts';
import * as runs from '../runs/runs.ts';
import type { Database } from '../tables.ts';

export const createRunLoaders = (db: Kysely<Database>) => ({
  run: oneBy(
    (ids) => runs.findRunsByIds(db, ids),
    (row) => row.id,
  ),
  runs: memoizedConnection(
    (list: RunList) => runs.pageRuns(db, list),
    (selection) => runs.countRuns(db, selection),
  ),
  runsOfModel: runsBelongingTo(db, 'modelId'),
  runsOfGroup: runsBelongingTo(db, 'groupId'),
  childrenOfRun: runsBelongingTo(db, 'parentId'),
  runsOnDataset: runsReading(db, 'datasetId'),
  runsOnDatasetVersion: runsReading(db, 'datasetVersionId'),
  bestRunOfModel: bestRunOf(db, 'modelId'),
  bestRunOfDataset: bestRunOf(db, 'datasetId'),
  inputsOfRun: manyBy(
    (ids) => details.findInputsByRunIds(db, ids),
    (row) => row.runId,
  ),
  metricsOfRun: manyBy(
    (ids) => details.findMetricsByRunIds(db, ids),
    (row) => row.runId,
  ),
  parametersOfRun: manyBy(
    (ids) => details.findParametersByRunIds(db, ids),
    (row) => row.runId,
  ),
  historiesOfRun: perArgs((thinning: Thinning) =>
    manyBy(
      (ids) => findThinnedPointsByRunIds(db, ids, thinning),
      (row) => row.runId,
    ),
  ),
  pointsOfRun: connectionBy(
    (ids, list: points.MetricPointList) => points.pagePointsByRunIds(db, ids, list),
    (ids, ofMetric) => points.countPointsByRunIds(db, ids, ofMetric),
  ),
  artifactsOfRun: connectionBy(
    (ids, list: artifacts.ArtifactList) => artifacts.pageArtifactsByRunIds(db, ids, list),
    (ids, selection) => artifacts.countArtifactsByRunIds(db, ids, selection),
  ),
});

const runsBelongingTo = (db: Kysely<Database>, parent: runs.RunParent) =>
  connectionBy(
    (ids, list: RunList) => runs.pageRunsByParentIds(db, parent, ids, list),
    (ids, selection) => runs.countRunsByParentIds(db, parent, ids, selection),
  );

const runsReading = (db: Kysely<Database>, source: runs.RunSource) =>
  connectionBy(
    (ids, list: RunList) => runs.pageRunsBySourceIds(db, source, ids, list),
    (ids, selection) => runs.countRunsBySourceIds(db, source, ids, selection),
  );

const bestRunOf = (db: Kysely<Database>, parent: rankings.RankedParent) =>
  perArgs((criterion: rankings.Criterion) =>
    oneBy(
      (ids) => rankings.findBestRunsByParentIds(db, parent, ids, criterion),
      (row) => row.parentKey,
    ),
  );
