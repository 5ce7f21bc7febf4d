import { beforeAll, beforeEach, expect } from '@jest/globals';
import type { TestLineage } from './lineage.ts';

/** What a run is to a filter. */
export interface Sample {
  id: string;
  name: string;
  framework: string | null;
  modelId: string | null;
  groupId: string | null;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  tags: string[];
  createdBy: string;
  createdAt: Date;
  startedAt: Date;
  endedAt: Date | null;
  datasetIds: string[];
  metrics: Record<string, number>;
  parameters: Record<string, string>;
}

export const uuid = (index: number): string => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
export const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);
const pick = <Value>(values: readonly [Value, ...Value[]], index: number): Value =>
  values[index % values.length] ?? values[0];

export const samples: Sample[] = Array.from({ length: 120 }, (_, index) => {
  const status = pick(['COMPLETED', 'RUNNING', 'COMPLETED', 'FAILED'] as const, index);
  return {
    id: uuid(index),
    name: `run-${index}`,
    framework: pick([null, 'PyTorch', 'xgboost', '100%_sure', 'Éclair', 'pytorch-lightning', 'a\\b'], index),
    modelId: pick([null, 'model-0', 'model-1', 'model-2'], Math.floor(index / 2)),
    groupId: pick([null, 'sweep', 'other'], index),
    status,
    tags: pick([[], ['nightly'], ['nightly', 'gpu'], ['%']], index),
    createdBy: pick(['ada', 'Grace', 'alan_t'], index),
    createdAt: at(Math.floor(index / 3)),
    startedAt: at(1_000 + index),
    endedAt: status === 'RUNNING' ? null : at(1_000 + index + (index % 7) / 4),
    datasetIds: pick([[], ['data-0'], ['data-1'], ['data-0', 'data-1']], Math.floor(index / 3)),
    metrics: {
      ...(index % 3 !== 0 && { accuracy: pick([0.5, Number.NaN, 0.75, 0.9, Infinity, -Infinity, 0.125], index) }),
      ...(index % 4 === 0 && { loss: (index % 10) / 8 }),
    },
    parameters: {
      ...(index % 2 === 0 && { rate: pick(['0.1', '1e-3', 'auto', '-2', '1e999', ' 5 ', '.5'], index / 2) }),
      ...(index % 5 === 0 && { optimizer: pick(['adam', 'SGD'], index / 5) }),
    },
  };
});

/** Those that hold, as idsOf answers them. */
export const samplesWhere = (holds: (sample: Sample) => boolean): string[] => samples.filter(holds).map(({ id }) => id);

/** Fills the database with the samples and a few rows of all else that can be filtered. */
export function useSamples(lineage: TestLineage) {
  beforeAll(async () => {
    const { db } = lineage;
    const modelIds = ['model-0', 'model-1', 'model-2', 'model-3'];
    await db
      .insertInto('model')
      .values(modelIds.map((id, index) => ({ id, name: `Model ${index}`, owner: index === 0 ? null : 'ada' })))
      .execute();
    await db
      .insertInto('runGroup')
      .values(['sweep', 'other'].map((id) => ({ id, name: `Group ${id}`, tags: [id] })))
      .execute();
    await db
      .insertInto('dataset')
      .values(['data-0', 'data-1'].map((id) => ({ id, name: id })))
      .execute();
    await db
      .insertInto('datasetVersion')
      .values(
        ['data-0', 'data-1'].map((id) => ({
          id: `${id}@1`,
          datasetId: id,
          number: 1,
          digest: 'sha256:00',
          columns: '[]',
        })),
      )
      .execute();
    await db
      .insertInto('run')
      .values(samples.map(({ datasetIds: _, metrics: __, parameters: ___, ...run }) => run))
      .execute();
    await db
      .insertInto('runInput')
      .values(
        samples.flatMap(({ id, datasetIds }) =>
          datasetIds.map((datasetId, position) => ({
            runId: id,
            datasetVersionId: `${datasetId}@1`,
            role: 'TEST' as const,
            position,
          })),
        ),
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
    await db
      .insertInto('runParameter')
      .values(
        samples.flatMap(({ id, parameters }) =>
          Object.entries(parameters).map(([name, value]) => ({ runId: id, name, value })),
        ),
      )
      .execute();
    await db
      .insertInto('modelVersion')
      .values([
        { id: 'model-1@1', modelId: 'model-1', number: 1, runId: uuid(2), createdBy: 'ada', approval: 'APPROVED' },
        { id: 'model-1@2', modelId: 'model-1', number: 2, createdBy: 'ada' },
        { id: 'model-2@1', modelId: 'model-2', number: 1, runId: uuid(1), createdBy: 'ada' },
      ])
      .execute();
    await db
      .insertInto('modelVersionDataset')
      .values({ modelVersionId: 'model-1@1', datasetVersionId: 'data-0@1' })
      .execute();
    await db
      .insertInto('modelAlias')
      .values({ modelId: 'model-1', name: 'champion', versionId: 'model-1@1', setBy: 'ada' })
      .execute();
    const deployment = { status: 'LIVE' as const, trafficPercent: 100, requestedPercent: 100, deployedBy: 'ada' };
    await db
      .insertInto('deployment')
      .values([
        { id: uuid(1_001), modelId: 'model-1', modelVersionId: 'model-1@1', environment: 'production', ...deployment },
        { id: uuid(1_002), modelId: 'model-1', modelVersionId: 'model-1@2', environment: 'staging', ...deployment },
        { id: uuid(1_003), modelId: 'model-2', modelVersionId: 'model-2@1', environment: 'staging', ...deployment },
      ])
      .execute();
  });
  beforeEach(() => {
    lineage.statements.length = 0;
  });

  async function idsOf(list: string, type: string, where: unknown): Promise<string[]> {
    const query = `query ($where: ${type}) { list: ${list}(where: $where, first: 1000) { nodes { id } totalCount } }`;
    const { data, errors } = await lineage.ask(query, { where });
    expect(errors).toBeUndefined();
    expect(data.list.totalCount).toBe(data.list.nodes.length);
    return data.list.nodes.map(({ id }: { id: string }) => id).sort();
  }
  return { idsOf, runsWhere: (where: unknown) => idsOf('trainingRuns', 'TrainingRunWhere', where) };
}
