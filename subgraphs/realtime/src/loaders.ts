import { perArgs } from '@tributary/common/batch';
import type { List } from '@tributary/common/lists/list';
import { countBy, manyBy, memoizedConnection, oneBy, valueBy } from '@tributary/common/loaders';
import type { Database } from './database.ts';
import {
  type CountedView,
  countEntities,
  type FeatureView,
  readNewestEventTimes,
  sampleRowBytes,
} from './features/online-status.ts';
import type { Registries } from './features/registries.ts';
import * as leaderboards from './leaderboards/boards.ts';
import { findAskedDeployments, findStatsOfDeployments } from './predictions/deployment-stats.ts';
import {
  countByWindow,
  countPredictionsByVersionIds,
  findTotalsByModelIds,
  type LastWindows,
} from './predictions/totals.ts';
import { findStatesOfRuns } from './progress/progress.ts';

/** Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. */
export const createLoaders = (db: Database, registries: Registries) => ({
  featureRegistry: oneBy(
    async (views) => (await Promise.all(views.map((view) => registries.find(db, view)))).flatMap((one) => one ?? []),
    ({ view }) => view,
  ),
  entitiesOfView: valueBy((views: readonly CountedView[]) => countEntities(db, views)),
  newestEventTimeOfView: valueBy((views: readonly FeatureView[]) => readNewestEventTimes(db, views)),
  rowBytesOfView: valueBy((views: readonly FeatureView[]) => sampleRowBytes(db, views)),
  leaderboard: oneBy(
    (names) => leaderboards.findLeaderboardsByNames(db, names),
    (board) => board.name,
  ),
  leaderboards: memoizedConnection(
    (list: List) => leaderboards.pageLeaderboards(db, list),
    () => leaderboards.countLeaderboards(db),
  ),
  sizeOfLeaderboard: countBy(
    (names) => leaderboards.countEntriesByBoards(db, names),
    (counted) => counted.board,
  ),
  entriesOfLeaderboard: perArgs((range: leaderboards.EntryRange) =>
    manyBy(
      (names) => leaderboards.findEntriesByBoards(db, names, range),
      (entry) => entry.board,
    ),
  ),
  entryOfModel: perArgs((board: string) =>
    oneBy(
      (modelIds) => leaderboards.findEntriesByModelIds(db, board, modelIds),
      (entry) => entry.modelId,
    ),
  ),
  stateOfRun: oneBy(
    (runIds) => findStatesOfRuns(db, runIds),
    (state) => state.runId,
  ),
  predictionsOfModel: oneBy(
    (modelIds) => findTotalsByModelIds(db, modelIds),
    (totals) => totals.modelId,
  ),
  predictionWindowsOfModel: perArgs((last: LastWindows) =>
    manyBy(
      (modelIds) => countByWindow(db, modelIds, last),
      (bucket) => bucket.modelId,
    ),
  ),
  predictionCountOfVersion: countBy(
    (versionIds) => countPredictionsByVersionIds(db, versionIds),
    (counted) => counted.versionId,
  ),
  statsOfDeployment: oneBy(
    (ids) => findStatsOfDeployments(db, ids),
    (stats) => stats.deploymentId,
  ),
  askedDeployment: oneBy(
    (ids) => findAskedDeployments(db, ids),
    (deployment) => deployment.id,
  ),
});

export type Loaders = ReturnType<typeof createLoaders>;
