import { readList } from '@tributary/common/lists/list';
import type { Database } from '@tributary/realtime/database';
import { leaderboardOrder } from '@tributary/realtime/leaderboards/boards';
import type { Loaders } from '@tributary/realtime/loaders';
import { createLogPlaces } from '@tributary/realtime/predictions/log-places';
import { DEFAULT_LOG } from '@tributary/realtime/predictions/log-settings';
import { recordPredictions } from '@tributary/realtime/predictions/record';
import { reportProgress } from '@tributary/realtime/progress/writes';
import { countedConnection, type LoaderCase } from './loader-contract.ts';

const COUNTED = [
  { modelId: 'fraud-detector', deploymentId: 'deployment-1', predictions: 3 },
  { modelId: 'iris-classifier', deploymentId: 'deployment-2', predictions: 5 },
];

/** Predictions of the first versions of models, which the seed has none of. */
export async function addPredictionCounts(db: Database): Promise<void> {
  const records = COUNTED.flatMap(({ predictions, ...asked }) =>
    Array.from({ length: predictions }, () => ({
      ...asked,
      ...{ versionNumber: 1, entity: null, entityGeneration: 0, answer: '{}', cached: false, latencyMs: 1 },
    })),
  );
  const recording = { db, logPlaces: createLogPlaces() };
  await db.run((redis) => Promise.all(recordPredictions(redis, recording, DEFAULT_LOG, records)));
}

const RUNS = ['run-1', 'run-2'];

/** Progress of runs, which the seed has none of. */
export async function addProgress(db: Database): Promise<void> {
  const context = { db, caller: { subject: 'tester', scopes: [] } };
  for (const [epoch, runId] of RUNS.entries()) await reportProgress(context, { runId, epoch });
}

const boards = async () => ['accuracy', 'loss'];
const views = async () => ['user_transactions', 'flight_routes'];
const models = async () => COUNTED.map(({ modelId }) => modelId);
const deployments = async () => COUNTED.map(({ deploymentId }) => deploymentId);
const NO_COUNTS = [0, 0];

/** Every loader of realtime, with keys from the seed. */
export const realtimeCases: Record<keyof Loaders, LoaderCase<Loaders>> = {
  leaderboard: { keys: boards, load: (loaders, key) => loaders.leaderboard.load(key) },
  leaderboards: { load: (loaders) => leaderboards(loaders, 2), loadOtherwise: (loaders) => leaderboards(loaders, 0) },
  sizeOfLeaderboard: {
    keys: async () => ['accuracy', 'accuracy:iris'],
    load: (loaders, key) => loaders.sizeOfLeaderboard.load(key),
    nothing: 0,
  },
  entriesOfLeaderboard: {
    keys: boards,
    load: (loaders, key) => loaders.entriesOfLeaderboard({ first: 3, around: null }).load(key),
    loadOtherwise: (loaders, key) => loaders.entriesOfLeaderboard({ first: 1, around: null }).load(key),
    nothing: [],
  },
  entryOfModel: {
    keys: models,
    load: (loaders, key) => loaders.entryOfModel('accuracy').load(key),
    loadOtherwise: (loaders, key) => loaders.entryOfModel('loss').load(key),
  },
  stateOfRun: {
    keys: async () => RUNS,
    load: async (loaders, key) => (await loaders.stateOfRun.load(key))?.progress ?? null,
  },
  featureRegistry: { keys: views, load: (loaders, key) => loaders.featureRegistry.load(key) },
  entitiesOfView: {
    keys: views,
    load: (loaders, key) => loaders.entitiesOfView.load({ view: key, firstRevision: 1, ttls: [86_400] }),
    nothing: 0,
  },
  newestEventTimeOfView: { keys: views, load: (loaders, key) => loaders.newestEventTimeOfView.load({ name: key }) },
  rowBytesOfView: { keys: views, load: (loaders, key) => loaders.rowBytesOfView.load({ name: key }) },
  predictionsOfModel: {
    keys: models,
    load: async (loaders, key) => (await loaders.predictionsOfModel.get(key)).served,
    nothing: 0,
  },
  predictionWindowsOfModel: {
    keys: models,
    load: async (loaders, key) =>
      countsOf(await loaders.predictionWindowsOfModel({ window: 'DAY', buckets: 2 }).load(key)),
    loadOtherwise: async (loaders, key) =>
      countsOf(await loaders.predictionWindowsOfModel({ window: 'DAY', buckets: 3 }).load(key)),
    nothing: NO_COUNTS,
  },
  predictionCountOfVersion: {
    keys: async () => COUNTED.map(({ modelId }) => `${modelId}@1`),
    load: (loaders, key) => loaders.predictionCountOfVersion.load(key),
    nothing: 0,
  },
  statsOfDeployment: {
    keys: deployments,
    load: async (loaders, key) => (await loaders.statsOfDeployment.get(key)).requests,
    nothing: 0,
  },
  askedDeployment: { keys: deployments, load: (loaders, key) => loaders.askedDeployment.load(key) },
};

const leaderboards = (loaders: Loaders, first: number) =>
  countedConnection(loaders.leaderboards.connection(readList({ first }, leaderboardOrder)));

const countsOf = (buckets: readonly { count: number }[]) => buckets.map(({ count }) => count);
