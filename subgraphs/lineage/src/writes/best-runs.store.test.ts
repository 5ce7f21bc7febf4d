import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { waitForBlocked as waitForConnections, whileLocked } from '../../../../tests/setup/waiting.ts';
import { boardCopy, type Copy } from '../copies/copies.ts';
import { rebuildBestRuns } from './best-runs.ts';

const lineage = useLineage();

const DATASETS = ['d0', 'd1'];

beforeAll(async () => {
  const { db } = lineage;
  await db
    .insertInto('dataset')
    .values(DATASETS.map((id) => ({ id, name: id })))
    .execute();
  await db
    .insertInto('datasetVersion')
    .values(DATASETS.map((id) => ({ id: `${id}@1`, datasetId: id, number: 1, digest: 'sha256:00', columns: '[]' })))
    .execute();
});

/** Runs one mutation and answers the name of its outcome. */
async function mutate(field: string, type: string, argument: unknown): Promise<string> {
  const name = type.endsWith('Input!') ? 'input' : type === 'ID!' ? 'id' : 'ids';
  const query = `mutation ($argument: ${type}) { ${field}(${name}: $argument) { __typename } }`;
  const { data, errors } = await lineage.ask(query, { argument });
  expect(errors).toBeUndefined();
  return data[field].__typename;
}

async function createRun(input: object): Promise<string> {
  const query = `mutation ($input: CreateTrainingRunInput!) {
    createTrainingRun(input: $input) { ... on TrainingRunSuccess { trainingRun { id } } ... on UserError { message } }
  }`;
  const { data } = await lineage.ask(query, { input });
  return data.createTrainingRun.trainingRun.id;
}
const finish = (runId: string, metrics: object[] = []) =>
  mutate('finishTrainingRun', 'FinishTrainingRunInput!', { runId, status: 'COMPLETED', metrics });
const define = (name: string, goal: string) => mutate('defineMetric', 'DefineMetricInput!', { name, goal });

/** All best runs, sorted. */
const readBestRuns = () =>
  lineage.db.selectFrom('bestRun').selectAll().orderBy('metric').orderBy('datasetId').orderBy('modelId').execute();

const bestOf = async (metric: string, modelId: string) =>
  (await readBestRuns()).find((row) => row.metric === metric && row.datasetId === '' && row.modelId === modelId)?.runId;

/** The best runs as a loop over all runs finds them. */
async function findBestRuns() {
  const goals = new Map(
    (await lineage.db.selectFrom('metricDefinition').selectAll().execute()).map(({ name, goal }) => [name, goal]),
  );
  const rows = await lineage.db
    .selectFrom('runMetric')
    .innerJoin('run', 'run.id', 'runMetric.runId')
    .where('run.status', '=', 'COMPLETED')
    .where('run.archivedAt', 'is', null)
    .select(['run.id', 'run.modelId', 'run.datasetVersionId', 'runMetric.name', 'runMetric.value'])
    .orderBy('run.id', 'desc')
    .execute();
  const best = new Map<string, { metric: string; datasetId: string; modelId: string; runId: string; value: number }>();
  for (const { id: runId, modelId, datasetVersionId, name: metric, value } of rows) {
    if (modelId === null || !goals.has(metric) || !Number.isFinite(value)) continue;
    for (const datasetId of ['', ...(datasetVersionId ? datasetVersionId.split('@').slice(0, 1) : [])]) {
      const key = [metric, datasetId, modelId].join(':');
      const leader = best.get(key);
      const isBetter = !leader || (goals.get(metric) === 'MAXIMIZE' ? value > leader.value : value < leader.value);
      if (isBetter) best.set(key, { metric, datasetId, modelId, runId, value });
    }
  }
  return [...best].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

const waitForBlocked = (count: number) => waitForConnections(lineage.db, count);

/** Does the work while somebody else holds the row of a copy, and goes on once it is released. */
const whileHeld = <Value>({ kind, key }: Copy, work: () => Promise<Value>) =>
  whileLocked(lineage.db, sql`select from sync_copy where kind = ${kind} and key = ${[...key]} for update`, work);

describe('the best run of a model', () => {
  it('is the better one of two that end at the same time', async () => {
    await mutate('createModel', 'CreateModelInput!', { id: 'raced' });
    const first = await createRun({ modelId: 'raced' });
    await finish(first, [{ name: 'accuracy', value: 0.1 }]);
    for (const values of [
      [0.9, 0.8],
      [0.95, 0.97],
    ]) {
      const ids = await Promise.all(values.map(() => createRun({ modelId: 'raced' })));
      const ends = await whileHeld(boardCopy('accuracy', null, 'raced'), async () => {
        const started: Promise<string>[] = [];
        for (const [index, value] of values.entries()) {
          started.push(finish(ids[index] ?? '', [{ name: 'accuracy', value }]));
          await waitForBlocked(index + 1);
        }
        return started;
      });
      expect(await Promise.all(ends)).toEqual(['TrainingRunSuccess', 'TrainingRunSuccess']);
      expect(await bestOf('accuracy', 'raced')).toBe(ids[values.indexOf(Math.max(...values))]);
    }
  });

  it('is there when its metric is defined while it ends', async () => {
    await mutate('createModel', 'CreateModelInput!', { id: 'late' });
    await finish(await createRun({ modelId: 'late' }), [{ name: 'accuracy', value: 0.1 }]);
    const id = await createRun({ modelId: 'late' });
    const both = await whileHeld(boardCopy('accuracy', null, 'late'), async () => {
      const end = finish(
        id,
        ['accuracy', 'throughput'].map((name) => ({ name, value: 0.9 })),
      );
      await waitForBlocked(1);
      const definition = define('throughput', 'MAXIMIZE');
      await waitForBlocked(2);
      return [end, definition];
    });
    expect(await Promise.all(both)).toEqual(['TrainingRunSuccess', 'MetricDefinitionSuccess']);
    expect(await bestOf('throughput', 'late')).toBe(id);
  });

  it('costs as many statements for a goal that turns many boards as for one', async () => {
    const countStatements = async (goal: string) => {
      lineage.statements.length = 0;
      expect(await define('spread', goal)).toBe('MetricDefinitionSuccess');
      return lineage.statements.length;
    };
    const log = async (modelId: string) => {
      await mutate('createModel', 'CreateModelInput!', { id: modelId });
      await finish(await createRun({ modelId, datasetId: 'd0' }), [{ name: 'spread', value: 1 }]);
    };
    await log('spread-0');
    await define('spread', 'MAXIMIZE');
    const ofOne = await countStatements('MINIMIZE');
    for (let index = 1; index < 20; index++) await log(`spread-${index}`);
    expect(await countStatements('MAXIMIZE')).toBe(ofOne);
  });
});

/** The same sequence in every run. */
function createRandom(seed: number) {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return {
    next,
    pick: <Value>(values: readonly [Value, ...Value[]]): Value => values[next(values.length)] ?? values[0],
  };
}

describe('best runs after any mutations', () => {
  it('are those that a rebuild finds', async () => {
    const random = createRandom(7);
    const { pick, next } = random;
    const models = ['m0', 'm1', 'm2'] as const;
    const groups = ['g0', 'g1'] as const;
    for (const id of models) await mutate('createModel', 'CreateModelInput!', { id });
    for (const id of groups) await mutate('createRunGroup', 'CreateRunGroupInput!', { id });
    const runs: string[] = [];
    for (let index = 0; index < 24; index++) {
      const modelId = pick([...models, null]);
      runs.push(
        await createRun({ modelId, datasetId: pick(['d0', 'd1', null]), groupId: pick([...groups, null, null]) }),
      );
    }
    const run = () => runs[next(runs.length)] ?? '';
    const points = () =>
      (['accuracy', 'loss', 'speed'] as const)
        .filter(() => next(3) > 0)
        .map((name) => (next(8) > 0 ? { name, value: next(6) / 8 - 0.25 } : { name, nonFinite: 'NAN' }));
    const mutations = [
      () => finish(run(), points()),
      () => finish(run(), points()),
      () => finish(run(), points()),
      () => mutate('logMetrics', 'LogMetricsInput!', { runId: run(), points: points() }),
      () => mutate('logMetrics', 'LogMetricsInput!', { runId: run(), points: points() }),
      () => mutate('reopenTrainingRun', 'ID!', run()),
      () => mutate('archiveTrainingRuns', '[ID!]!', [run(), run()]),
      () => mutate('restoreTrainingRuns', '[ID!]!', [run(), run(), run()]),
      () => mutate('archiveRunGroup', 'ID!', pick(groups)),
      () => mutate('restoreRunGroup', 'ID!', pick(groups)),
      () => mutate('archiveModel', 'ID!', pick(models)),
      () => mutate('restoreModel', 'ID!', pick(models)),
      () => mutate('updateTrainingRun', 'UpdateTrainingRunInput!', { id: run(), modelId: pick(models) }),
      () => define(pick(['accuracy', 'loss', 'speed']), pick(['MAXIMIZE', 'MINIMIZE'])),
    ] as const;
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 60; round++) {
      const ends = await Promise.all(Array.from({ length: 1 + next(3) }, () => pick(mutations)()));
      for (const end of ends) outcomes.set(end, (outcomes.get(end) ?? 0) + 1);
      const kept = await readBestRuns();
      expect(kept).toEqual(await findBestRuns());
      if (round % 10 !== 9) continue;
      await rebuildBestRuns(lineage.db);
      expect(await readBestRuns()).toEqual(kept);
    }
    expect(outcomes.get('TrainingRunSuccess')).toBeGreaterThan(20);
    expect((await readBestRuns()).filter(({ modelId }) => modelId.startsWith('m')).length).toBeGreaterThan(5);
  });
});
