import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import {
  at,
  type Goal,
  isRanked,
  onePerModel,
  rank,
  type Sample,
  samples,
  useRankedRuns,
} from '../../../../tests/setup/ranked-runs.ts';

const lineage = useLineage();
useRankedRuns(lineage);

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
              const { data, errors } = await lineage.ask(TOP, variables);
              expect(errors).toBeUndefined();
              const runs = samples.filter(
                (run) =>
                  isRanked(run) &&
                  (datasetId === null || run.datasetId === datasetId) &&
                  (framework === null || run.framework === framework),
              );
              const direction = goal ?? goals[metric] ?? 'MAXIMIZE';
              const ranked = rank(runs, metric, direction);
              const expected = (perModel ? onePerModel(ranked, direction) : ranked)
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

  it('is empty on a dataset while it is archived', async () => {
    const dataset = lineage.db.updateTable('dataset').where('id', '=', 'data-1');
    await dataset.set({ archivedAt: new Date() }).execute();
    for (const more of [{}, { goal: 'MINIMIZE' }, { perModel: false }, { framework: 'xgboost' }]) {
      const { data } = await lineage.ask(TOP, { metric: 'accuracy', datasetId: 'data-1', ...more });
      expect(data.topModels).toEqual([]);
    }
    await dataset.set({ archivedAt: null }).execute();
    lineage.statements.length = 0;
  });

  it('costs one statement', async () => {
    await lineage.ask('{ topModels(first: 100) { rank value run { id status } } }');
    expect(lineage.statements).toHaveLength(1);
  });

  it('names the remedy where no goal is known', async () => {
    const { data, errors } = await lineage.ask(TOP, { metric: 'speed' });
    expect(data.topModels).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'The metric speed has no definition: define it with defineMetric, or pass goal.',
        extensions: { code: 'BAD_USER_INPUT', service: 'lineage' },
      }),
    ]);
    for (const first of [-1, 1_001]) {
      expect((await lineage.ask(TOP, { first })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('answers nothing for what nobody can have', async () => {
    for (const variables of [
      { metric: 'a\0', goal: 'MAXIMIZE' },
      { datasetId: '\0' },
      { framework: '\0' },
      { first: 0 },
    ]) {
      expect(await lineage.ask(TOP, variables)).toEqual({ data: { topModels: [] } });
    }
  });

  it('follows what becomes of a run', async () => {
    const best = async () => (await lineage.ask(TOP, { first: 1, perModel: false })).data.topModels[0].run.id;
    const id = await best();
    await lineage.db
      .updateTable('run')
      .set({ archivedAt: at(9_000) })
      .where('id', '=', id)
      .execute();
    expect(await best()).not.toBe(id);
    await lineage.db.updateTable('run').set({ archivedAt: null }).where('id', '=', id).execute();
    expect(await best()).toBe(id);
  });

  it('is the SQL function get_top_models with the same arguments', async () => {
    const { rows } = await sql<{ rank: number; runId: string }>`
      select * from get_top_models(first => 3, metric => 'loss', dataset_id => 'data-0', per_model => false)
    `.execute(lineage.db);
    const { data } = await lineage.ask(TOP, { first: 3, metric: 'loss', datasetId: 'data-0', perModel: false });
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
    const { data, errors } = await lineage.ask(query);
    expect(errors).toBeUndefined();
    expect(lineage.statements).toHaveLength(7);
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

  it('is nothing on a dataset while it is archived, whichever the goal', async () => {
    const dataset = lineage.db.updateTable('dataset').where('id', '=', 'data-1');
    const read = async () => {
      const query = '{ dataset(id: "data-1") { highest: bestRun { id } lowest: bestRun(goal: MINIMIZE) { id } } }';
      return (await lineage.ask(query)).data.dataset;
    };
    const before = await read();
    expect(before).toEqual({ highest: { id: expect.any(String) }, lowest: { id: expect.any(String) } });
    await dataset.set({ archivedAt: new Date() }).execute();
    expect(await read()).toEqual({ highest: null, lowest: null });
    await dataset.set({ archivedAt: null }).execute();
    expect(await read()).toEqual(before);
  });

  it('needs a goal for a metric without a definition', async () => {
    const { data, errors } = await lineage.ask('{ model(id: "model-1") { id bestRun(metric: "speed") { id } } }');
    expect(data.model).toEqual({ id: 'model-1', bestRun: null });
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('metricDefinitions', () => {
  it('has the metrics that are defined from the start, by name', async () => {
    const { data } = await lineage.ask('{ metricDefinitions(first: 3) { nodes { id name goal } totalCount } }');
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
