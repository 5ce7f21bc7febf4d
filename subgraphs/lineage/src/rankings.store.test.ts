import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { createServer } from './server.ts';
import { rebuildBestRuns } from './writes/best-runs.ts';

let database: TestDatabase;
let lineage: ReturnType<typeof createServer>;

interface Sample {
  id: string;
  modelId: string | null;
  datasetId: string | null;
  framework: string | null;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  createdAt: Date;
  startedAt: Date;
  endedAt: Date | null;
  archivedAt: Date | null;
  metrics: Record<string, number>;
}

const uuid = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);
/** Well mixed, and the same in every run. */
const mix = (index: number, salt: number) => (Math.imul(index * 64 + salt + 1, 2_654_435_761) >>> 0) >>> 7;
const pick = <Value>(values: readonly Value[], index: number, salt: number): Value | undefined =>
  values[mix(index, salt) % values.length];

const ARCHIVED_MODEL = 'model-3';

const samples: Sample[] = Array.from({ length: 240 }, (_, index) => {
  const status = pick(['COMPLETED', 'COMPLETED', 'COMPLETED', 'RUNNING', 'FAILED'] as const, index, 0) ?? 'COMPLETED';
  const accuracy = pick([0.5, undefined, Number.NaN, 0.75, 0.9, Infinity, -Infinity, 0.125], index, 1);
  const loss = pick([0.5, 0.25, Number.NaN, undefined, -Infinity, 1], index, 2);
  const speed = pick([1, 2, undefined, 3], index, 3);
  return {
    id: uuid(index),
    modelId: pick([null, 'model-0', 'model-1', 'model-2', ARCHIVED_MODEL, 'model-5'], index, 4) ?? null,
    datasetId: pick([null, 'data-0', 'data-1', 'data-2'], index, 5) ?? null,
    framework: pick([null, 'pytorch', 'xgboost'], index, 6) ?? null,
    status,
    createdAt: at(Math.floor(index / 2)),
    startedAt: at(1_000),
    endedAt: status === 'RUNNING' ? null : at(1_000 + (index % 13)),
    archivedAt: index % 17 === 0 ? at(9_000) : null,
    metrics: {
      ...(accuracy !== undefined && { accuracy }),
      ...(loss !== undefined && { loss }),
      ...(speed !== undefined && { speed }),
    },
  };
});

const isRanked = (run: Sample) =>
  run.status === 'COMPLETED' && run.archivedAt === null && run.modelId !== ARCHIVED_MODEL;

beforeAll(async () => {
  database = await createTestDatabase();
  lineage = createServer(database, pino({ level: 'silent' }));
  const { db } = database;
  const modelIds = ['model-0', 'model-1', 'model-2', 'model-3', 'model-4', 'model-5'];
  const datasetIds = ['data-0', 'data-1', 'data-2', 'data-3'];
  await db
    .insertInto('model')
    .values(
      modelIds.map((id) => ({ id, name: id, framework: 'onnx', archivedAt: id === ARCHIVED_MODEL ? at(9_000) : null })),
    )
    .execute();
  await db
    .insertInto('dataset')
    .values(datasetIds.map((id) => ({ id, name: id })))
    .execute();
  await db
    .insertInto('datasetVersion')
    .values(
      datasetIds.flatMap((id) =>
        [1, 2].map((number) => ({ id: `${id}@${number}`, datasetId: id, number, digest: 'sha256:00', columns: '[]' })),
      ),
    )
    .execute();
  await db
    .insertInto('run')
    .values(
      samples.map(({ datasetId, metrics: _, ...run }, index) => ({
        ...run,
        datasetVersionId: datasetId && `${datasetId}@${1 + (index % 2)}`,
        createdBy: 'tester',
      })),
    )
    .execute();
  await db
    .insertInto('runMetric')
    .values(
      samples.flatMap(({ id, metrics }) =>
        Object.entries(metrics).map(([name, value]) => ({ runId: id, name, value, step: 0, at: at(0) })),
      ),
    )
    .execute();
  await rebuildBestRuns(db);
  const versions = [
    ['model-1', samples.find(({ metrics }) => metrics.accuracy === 0.75)?.id],
    ['model-2', samples.find(({ metrics }) => Number.isNaN(metrics.accuracy))?.id],
    ['model-5', null],
  ] as const;
  for (const [index, [modelId, runId]] of versions.entries()) {
    await db
      .insertInto('modelVersion')
      .values({ id: `${modelId}@1`, modelId, number: 1, runId: runId ?? null, createdBy: 'tester' })
      .execute();
    await db
      .insertInto('deployment')
      .values({
        id: uuid(5_000 + index),
        modelId,
        modelVersionId: `${modelId}@1`,
        environment: index === 2 ? 'staging' : 'production',
        status: 'LIVE',
        trafficPercent: 100,
        requestedPercent: 100,
        deployedBy: 'tester',
        deployedAt: at(index),
      })
      .execute();
  }
});
afterAll(() => database.drop());
beforeEach(() => {
  database.statements.length = 0;
});

type Goal = 'MAXIMIZE' | 'MINIMIZE';

/** The ranking as a plain sort has it. */
function rank(runs: readonly Sample[], metric: string, goal: Goal) {
  return runs
    .flatMap((run) => {
      const value = run.metrics[metric];
      return value !== undefined && Number.isFinite(value) ? [{ run, value }] : [];
    })
    .sort((a, b) => (goal === 'MAXIMIZE' ? b.value - a.value : a.value - b.value) || (a.run.id < b.run.id ? 1 : -1));
}

const onePerModel = (ranked: ReturnType<typeof rank>) => {
  const seen = new Set<string>();
  return ranked.filter(({ run: { modelId } }) => modelId !== null && !seen.has(modelId) && seen.add(modelId));
};

const TOP = `query ($first: Int, $metric: String, $goal: MetricGoal, $datasetId: ID, $framework: String, $perModel: Boolean) {
  topModels(first: $first, metric: $metric, goal: $goal, datasetId: $datasetId, framework: $framework, perModel: $perModel) {
    rank value run { id }
  }
}`;

describe('topModels', () => {
  it('is the sorted list of completed runs, whatever is asked', async () => {
    const goals: Record<string, Goal> = { accuracy: 'MAXIMIZE', loss: 'MINIMIZE', speed: 'MAXIMIZE' };
    for (const metric of ['accuracy', 'loss', 'speed']) {
      for (const goal of [null, 'MAXIMIZE', 'MINIMIZE'] as const) {
        if (metric === 'speed' && goal === null) continue;
        for (const datasetId of [null, 'data-1']) {
          for (const framework of [null, 'xgboost']) {
            for (const perModel of [true, false]) {
              const variables = { metric, goal, datasetId, framework, perModel, first: 7 };
              const { data, errors } = await ask(lineage, TOP, variables);
              expect(errors).toBeUndefined();
              const runs = samples.filter(
                (run) =>
                  isRanked(run) &&
                  (datasetId === null || run.datasetId === datasetId) &&
                  (framework === null || run.framework === framework),
              );
              const ranked = rank(runs, metric, goal ?? goals[metric] ?? 'MAXIMIZE');
              const expected = (perModel ? onePerModel(ranked) : ranked)
                .slice(0, 7)
                .map(({ run, value }, index) => ({ rank: index + 1, value, run: { id: run.id } }));
              expect(expected.length).toBeGreaterThan(0);
              expect({ variables, ranked: data.topModels }).toEqual({ variables, ranked: expected });
            }
          }
        }
      }
    }
  });

  it('costs one statement', async () => {
    await ask(lineage, '{ topModels(first: 100) { rank value run { id status } } }');
    expect(database.statements).toHaveLength(1);
  });

  it('names the remedy where no goal is known', async () => {
    const { data, errors } = await ask(lineage, TOP, { metric: 'speed' });
    expect(data.topModels).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'The metric speed has no definition: define it with defineMetric, or pass goal.',
        extensions: { code: 'BAD_USER_INPUT', service: 'lineage' },
      }),
    ]);
    for (const first of [-1, 1_001]) {
      expect((await ask(lineage, TOP, { first })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('answers nothing for what nobody can have', async () => {
    for (const variables of [
      { metric: 'a\0', goal: 'MAXIMIZE' },
      { datasetId: '\0' },
      { framework: '\0' },
      { first: 0 },
    ]) {
      expect(await ask(lineage, TOP, variables)).toEqual({ data: { topModels: [] } });
    }
  });

  it('follows what becomes of a run', async () => {
    const best = async () => (await ask(lineage, TOP, { first: 1, perModel: false })).data.topModels[0].run.id;
    const id = await best();
    await database.db
      .updateTable('run')
      .set({ archivedAt: at(9_000) })
      .where('id', '=', id)
      .execute();
    expect(await best()).not.toBe(id);
    await database.db.updateTable('run').set({ archivedAt: null }).where('id', '=', id).execute();
    expect(await best()).toBe(id);
  });

  it('is the SQL function get_top_models with the same arguments', async () => {
    const { rows } = await sql<{ rank: number; runId: string }>`
      select * from get_top_models(first => 3, metric => 'loss', dataset_id => 'data-0', per_model => false)
    `.execute(database.db);
    const { data } = await ask(lineage, TOP, { first: 3, metric: 'loss', datasetId: 'data-0', perModel: false });
    expect(rows.map(({ rank, runId }) => ({ rank, run: { id: runId } }))).toEqual(
      data.topModels.map(({ rank, run }: { rank: number; run: unknown }) => ({ rank, run })),
    );
  });
});

describe('bestRun', () => {
  it('is the first of the ranking, of every parent in one statement', async () => {
    const query = `{
      datasets { nodes { id best: bestRun { id } lowest: bestRun(goal: MINIMIZE) { id } loss: bestRun(metric: "loss") { id } } }
      models(includeArchived: true) { nodes { id best: bestRun { id } loss: bestRun(metric: "loss") { id } } }
    }`;
    const { data, errors } = await ask(lineage, query);
    expect(errors).toBeUndefined();
    expect(database.statements).toHaveLength(7);
    const first = (runs: Sample[], metric: string, goal: Goal) => {
      const [best] = rank(runs, metric, goal);
      return best ? { id: best.run.id } : null;
    };
    for (const dataset of data.datasets.nodes) {
      const runs = samples.filter((run) => isRanked(run) && run.datasetId === dataset.id);
      expect(dataset).toEqual({
        id: dataset.id,
        best: first(runs, 'accuracy', 'MAXIMIZE'),
        lowest: first(runs, 'accuracy', 'MINIMIZE'),
        loss: first(runs, 'loss', 'MINIMIZE'),
      });
    }
    for (const model of data.models.nodes) {
      const runs = samples.filter(
        (run) => run.status === 'COMPLETED' && run.archivedAt === null && run.modelId === model.id,
      );
      expect(model).toEqual({
        id: model.id,
        best: first(runs, 'accuracy', 'MAXIMIZE'),
        loss: first(runs, 'loss', 'MINIMIZE'),
      });
    }
  });

  it('needs a goal for a metric without a definition', async () => {
    const { data, errors } = await ask(lineage, '{ model(id: "model-1") { id bestRun(metric: "speed") { id } } }');
    expect(data.model).toEqual({ id: 'model-1', bestRun: null });
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('metricDefinitions', () => {
  it('has the metrics that are defined from the start, by name', async () => {
    const { data } = await ask(lineage, '{ metricDefinitions(first: 3) { nodes { id name goal } totalCount } }');
    expect(data.metricDefinitions).toEqual({
      nodes: [
        { id: 'accuracy', name: 'accuracy', goal: 'MAXIMIZE' },
        { id: 'auc', name: 'auc', goal: 'MAXIMIZE' },
        { id: 'f1', name: 'f1', goal: 'MAXIMIZE' },
      ],
      totalCount: 7,
    });
  });
});

describe('modelPerformance', () => {
  const QUERY = `query ($where: TrainingRunWhere, $first: Int, $after: String) {
    modelPerformance(where: $where, first: $first, after: $after) {
      nodes { run { id } model { id } dataset { id } framework accuracy durationSeconds rankInDataset movingAverageAccuracy }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }`;
  const rows = samples.filter(isRanked);
  const accuracyOf = ({ metrics }: Sample) => (Number.isFinite(metrics.accuracy) ? (metrics.accuracy ?? null) : null);
  const newestFirst = (a: Sample, b: Sample) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);

  function performanceOf(run: Sample) {
    const peers = rows.filter(({ datasetId }) => datasetId === run.datasetId).sort(newestFirst);
    const accuracy = accuracyOf(run);
    const place = peers.findIndex(({ id }) => id === run.id);
    const window = peers.slice(place, place + 5).flatMap((peer) => accuracyOf(peer) ?? []);
    const mean = window.length === 0 ? null : window.reduce((sum, value) => sum + value, 0) / window.length;
    const better = peers.filter((peer) => (accuracyOf(peer) ?? -Infinity) > (accuracy ?? -Infinity)).length;
    return {
      run: { id: run.id },
      model: run.modelId && { id: run.modelId },
      dataset: run.datasetId && { id: run.datasetId },
      framework: run.framework,
      accuracy,
      durationSeconds: run.endedAt && (run.endedAt.getTime() - run.startedAt.getTime()) / 1_000,
      rankInDataset: accuracy === null || run.datasetId === null ? null : better + 1,
      movingAverageAccuracy: run.datasetId === null ? null : mean && expect.closeTo(mean, 12),
    };
  }

  it('ranks each run inside its dataset, on every page and under every filter', async () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const { data, errors }: { data: { modelPerformance: PerformancePage }; errors?: unknown } = await ask(
        lineage,
        QUERY,
        { first: 7, after },
      );
      expect(errors).toBeUndefined();
      const page: PerformancePage = data.modelPerformance;
      expect(page.totalCount).toBe(rows.length);
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(rows.toSorted(newestFirst).map(performanceOf));

    const where = { framework: { eq: 'xgboost' }, NOT: { modelId: 'model-1' } };
    const { data } = await ask(lineage, QUERY, { where, first: 1_000 });
    const chosen = rows.filter(({ framework, modelId }) => framework === 'xgboost' && modelId !== 'model-1');
    expect(data.modelPerformance.nodes).toEqual(chosen.toSorted(newestFirst).map(performanceOf));
    expect(data.modelPerformance.totalCount).toBe(chosen.length);
  });

  it('is the view of that name', async () => {
    const view = await database.db
      .selectFrom('modelPerformance')
      .selectAll()
      .orderBy('createdAt', 'desc')
      .orderBy('runId', 'desc')
      .execute();
    const { data } = await ask(lineage, QUERY, { first: 1_000 });
    expect(data.modelPerformance.nodes).toHaveLength(rows.length);
    expect(
      view.map(({ runId, modelId, datasetId, createdAt: _, movingAverageAccuracy, ...columns }) => ({
        run: { id: runId },
        model: modelId && { id: modelId },
        dataset: datasetId && { id: datasetId },
        movingAverageAccuracy: movingAverageAccuracy && expect.closeTo(movingAverageAccuracy, 12),
        ...columns,
      })),
    ).toEqual(data.modelPerformance.nodes);
  });

  it('costs one statement for its rows', async () => {
    for (const first of [1, 1_000]) {
      database.statements.length = 0;
      await ask(lineage, `{ modelPerformance(first: ${first}) { nodes { run { id } rankInDataset accuracy } } }`);
      expect(database.statements).toHaveLength(1);
    }
  });
});

interface PerformancePage {
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
  totalCount: number;
}

describe('frameworkComparison', () => {
  it('counts and averages what the runs of each framework came to', async () => {
    for (const datasetId of [null, 'data-1']) {
      database.statements.length = 0;
      const { data } = await ask(
        lineage,
        'query ($datasetId: ID) { frameworkComparison(datasetId: $datasetId) { framework runs completedRuns averageAccuracy bestAccuracy averageTrainingSeconds } }',
        { datasetId },
      );
      expect(database.statements).toHaveLength(1);
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const expected = ['pytorch', 'xgboost', null].map((framework) => {
        const runs = samples.filter(
          (run) =>
            run.archivedAt === null &&
            run.framework === framework &&
            (datasetId === null || run.datasetId === datasetId),
        );
        const completed = runs.filter(({ status }) => status === 'COMPLETED');
        const accuracies = completed.flatMap(({ metrics: { accuracy } }) =>
          accuracy !== undefined && Number.isFinite(accuracy) ? [accuracy] : [],
        );
        return {
          framework,
          runs: runs.length,
          completedRuns: completed.length,
          averageAccuracy: expect.closeTo(mean(accuracies), 12),
          bestAccuracy: Math.max(...accuracies),
          averageTrainingSeconds: expect.closeTo(
            mean(completed.map(({ endedAt }) => ((endedAt?.getTime() ?? 0) - at(1_000).getTime()) / 1_000)),
            9,
          ),
        };
      });
      expect(data.frameworkComparison).toEqual(expected);
    }
    const { data } = await ask(lineage, '{ frameworkComparison(datasetId: "data-3") { runs } }');
    expect(data.frameworkComparison).toEqual([]);
  });
});

describe("accuracy's goal", () => {
  const setGoal = async (goal: Goal) => {
    await database.db.updateTable('metricDefinition').set({ goal }).where('name', '=', 'accuracy').execute();
    await rebuildBestRuns(database.db);
  };
  beforeAll(() => setGoal('MINIMIZE'));
  afterAll(() => setGoal('MAXIMIZE'));

  it('decides which run is the best everywhere', async () => {
    const { data, errors } = await ask(
      lineage,
      `{
        topModels { run { id } }
        datasets { nodes { id bestRun { id } } }
        modelPerformance(first: 1000) { nodes { run { id } dataset { id } accuracy rankInDataset } }
        frameworkComparison { framework bestAccuracy }
      }`,
    );
    expect(errors).toBeUndefined();
    const ranked = rank(samples.filter(isRanked), 'accuracy', 'MINIMIZE');
    expect(data.topModels.map(({ run }: { run: { id: string } }) => run.id)).toEqual(
      onePerModel(ranked).map(({ run }) => run.id),
    );
    const view = await database.db.selectFrom('modelPerformance').select(['runId', 'rankInDataset']).execute();
    const places = new Map(view.map(({ runId, rankInDataset }) => [runId, rankInDataset]));
    for (const row of data.modelPerformance.nodes) {
      const peers = ranked.filter(({ run }) => run.datasetId === row.dataset?.id);
      const place =
        row.dataset && row.accuracy !== null ? 1 + peers.filter(({ value }) => value < row.accuracy).length : null;
      expect([row.rankInDataset, places.get(row.run.id)]).toEqual([place, place]);
    }
    for (const dataset of data.datasets.nodes) {
      const [best] = ranked.filter(({ run }) => run.datasetId === dataset.id);
      expect(dataset.bestRun?.id).toBe(best?.run.id);
    }
    for (const { framework, bestAccuracy } of data.frameworkComparison) {
      const ofFramework = samples.filter(
        (run) => run.framework === framework && run.status === 'COMPLETED' && run.archivedAt === null,
      );
      expect(bestAccuracy).toBe(rank(ofFramework, 'accuracy', 'MINIMIZE')[0]?.value);
    }
  });
});

describe('deploymentSummary', () => {
  it('says of each deployment what it serves and how well that was trained', async () => {
    const query = `query ($where: DeploymentWhere) {
      deploymentSummary(where: $where) {
        nodes { deployment { id } model { id } version environment status dataset { id } framework accuracy }
        totalCount
      }
    }`;
    const { data, errors } = await ask(lineage, query);
    expect(errors).toBeUndefined();
    const summary = (index: number, modelId: string, run?: Sample) => ({
      deployment: { id: uuid(5_000 + index) },
      model: { id: modelId },
      version: 1,
      environment: index === 2 ? 'staging' : 'production',
      status: 'LIVE',
      dataset: run?.datasetId ? { id: run.datasetId } : null,
      framework: run?.framework ?? 'onnx',
      accuracy: Number.isFinite(run?.metrics.accuracy) ? run?.metrics.accuracy : null,
    });
    expect(data.deploymentSummary.nodes).toEqual([
      summary(2, 'model-5'),
      summary(
        1,
        'model-2',
        samples.find(({ metrics }) => Number.isNaN(metrics.accuracy)),
      ),
      summary(
        0,
        'model-1',
        samples.find(({ metrics }) => metrics.accuracy === 0.75),
      ),
    ]);
    expect(data.deploymentSummary.totalCount).toBe(3);
    const filtered = await ask(lineage, query, { where: { environment: ['staging'] } });
    expect(filtered.data.deploymentSummary).toMatchObject({ nodes: [{ version: 1 }], totalCount: 1 });
    database.statements.length = 0;
    await ask(lineage, '{ deploymentSummary { nodes { deployment { id } version framework accuracy } } }');
    expect(database.statements).toHaveLength(1);
  });
});
