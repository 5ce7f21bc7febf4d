import { beforeAll, beforeEach } from '@jest/globals';
import { rebuildBestRuns } from '@tributary/lineage/writes/best-runs';
import type { TestLineage } from './lineage.ts';

/** What a run is to a ranking. */
export interface Sample {
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

export const uuid = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
export const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);
/** Well mixed, and the same in every run. */
const mix = (index: number, salt: number) => (Math.imul(index * 64 + salt + 1, 2_654_435_761) >>> 0) >>> 7;
const pick = <Value>(values: readonly Value[], index: number, salt: number): Value | undefined =>
  values[mix(index, salt) % values.length];

export const ARCHIVED_MODEL = 'model-3';

export const samples: Sample[] = Array.from({ length: 240 }, (_, index) => {
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

/** Whether rankings over all models have a run. */
export const isRanked = (run: Sample) =>
  run.status === 'COMPLETED' && run.archivedAt === null && run.modelId !== ARCHIVED_MODEL;

export type Goal = 'MAXIMIZE' | 'MINIMIZE';

/** The ranking as a plain sort has it. */
export function rank(runs: readonly Sample[], metric: string, goal: Goal) {
  return runs
    .flatMap((run) => {
      const value = run.metrics[metric];
      return value !== undefined && Number.isFinite(value) ? [{ run, value }] : [];
    })
    .sort((a, b) => (goal === 'MAXIMIZE' ? b.value - a.value : a.value - b.value) || (a.run.id < b.run.id ? 1 : -1));
}

/** The first of each model; equal ones by the model's id in the direction of the values. */
export function onePerModel(ranked: ReturnType<typeof rank>, goal: Goal) {
  const seen = new Set<string>();
  const firsts = ranked.flatMap(({ run, value }) =>
    run.modelId !== null && !seen.has(run.modelId) && seen.add(run.modelId) ? [{ run, value, id: run.modelId }] : [],
  );
  const sign = goal === 'MINIMIZE' ? 1 : -1;
  return firsts.sort((a, b) => sign * (a.value - b.value || (a.id < b.id ? -1 : 1)));
}

/** Fills the database with the samples, versions of three models and their deployments. */
export function useRankedRuns(lineage: TestLineage): void {
  beforeAll(async () => {
    const { db } = lineage;
    const modelIds = ['model-0', 'model-1', 'model-2', 'model-3', 'model-4', 'model-5'];
    const datasetIds = ['data-0', 'data-1', 'data-2', 'data-3'];
    await db
      .insertInto('model')
      .values(
        modelIds.map((id) => ({
          id,
          name: id,
          framework: 'onnx',
          archivedAt: id === ARCHIVED_MODEL ? at(9_000) : null,
        })),
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
          [1, 2].map((number) => ({
            id: `${id}@${number}`,
            datasetId: id,
            number,
            digest: 'sha256:00',
            columns: '[]',
          })),
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
  beforeEach(() => {
    lineage.statements.length = 0;
  });
}
