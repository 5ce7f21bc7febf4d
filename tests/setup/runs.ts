import { beforeAll } from '@jest/globals';
import type { Copy } from '@tributary/lineage/copies/copies';
import { versionOfCopy } from './copies.ts';
import type { TestLineage } from './lineage.ts';

/** What a mutation answers with when it succeeds. */
const success = (field: string) =>
  field === 'registerTrainingRun'
    ? 'RegisterTrainingRunSuccess'
    : field === 'defineMetric'
      ? 'MetricDefinitionSuccess'
      : field.endsWith('RunGroup')
        ? 'RunGroupSuccess'
        : 'TrainingRunSuccess';

/** Two models and an archived one, a dataset with two versions and one without; and the mutations of runs. */
export function useRuns(lineage: TestLineage) {
  beforeAll(async () => {
    const { db } = lineage;
    await db
      .insertInto('model')
      .values(['m', 'm2'].map((id) => ({ id, name: id })))
      .execute();
    await db.insertInto('model').values({ id: 'old', name: 'old', archivedAt: new Date() }).execute();
    await db
      .insertInto('dataset')
      .values([
        { id: 'd', name: 'd' },
        { id: 'empty', name: 'empty' },
      ])
      .execute();
    const versions = [1, 2].map((number) => ({
      id: `d@${number}`,
      datasetId: 'd',
      number,
      digest: `sha256:0${number}`,
      columns: '[]',
    }));
    await db.insertInto('datasetVersion').values(versions).execute();
  });

  const mutate = (field: string, input: object, selection = 'trainingRun { id status }') =>
    lineage.mutate(field, input, `... on ${success(field)} { ${selection} }`);
  return {
    mutate,
    byId: (field: string, id: string, selection = 'trainingRun { id status endedAt }') =>
      lineage.mutateById(field, id, `... on ${success(field)} { ${selection} }`),
    createRun: async (input: object = {}): Promise<string> => (await mutate('createTrainingRun', input)).trainingRun.id,
    finish: (runId: string, status: string, more: object = {}) =>
      mutate(
        'finishTrainingRun',
        { runId, status, ...more },
        'trainingRun { id status endedAt metric(name: "accuracy") }',
      ),
    log: (runId: string, points: object[]) =>
      mutate('logMetrics', { runId, points }, 'trainingRun { metrics { name value nonFinite step } }'),
    countPoints: async (runId: string) =>
      (await lineage.db.selectFrom('metricPoint').select('step').where('runId', '=', runId).execute()).length,
    versionOf: (copy: Copy) => versionOfCopy(lineage.db, copy),
  };
}
