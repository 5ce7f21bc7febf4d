import { beforeAll, describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const RUN = '00000000-0000-7000-8000-000000000001';

/** Numbers beyond 9, and ids that do not come in the order of their rows. */
const sources = ['b@10', 'a@9', 'b@2', 'a@10'];
const outputs = ['out@1', 'out@2', 'out@3'];
const versions = ['n@2', 'm@10', 'n@10', 'm@9'];

const partsOf = (id: string) => ({
  id,
  name: id.slice(0, id.indexOf('@')),
  number: Number(id.slice(id.indexOf('@') + 1)),
});

beforeAll(async () => {
  const { db } = lineage;
  await db
    .insertInto('dataset')
    .values(['a', 'b', 'out', 'derived'].map((id) => ({ id, name: id })))
    .execute();
  await db
    .insertInto('model')
    .values(['m', 'n'].map((id) => ({ id, name: id })))
    .execute();
  await db
    .insertInto('run')
    .values({ id: RUN, status: 'COMPLETED', startedAt: new Date(0), endedAt: new Date(1), createdBy: 'tester' })
    .execute();
  // The second was learned of last.
  const seconds: Record<string, number> = { 'out@1': 1, 'out@2': 3, 'out@3': 2 };
  const datasetVersions = [...sources, ...outputs, 'derived@1'].map(partsOf);
  await db
    .insertInto('datasetVersion')
    .values(
      datasetVersions.map(({ id, name, number }) => ({
        id,
        datasetId: name,
        number,
        digest: 'sha256:00',
        columns: '[]',
        producedBy: outputs.includes(id) ? RUN : null,
        createdAt: new Date(Date.UTC(2026, 0, 1) + (seconds[id] ?? 0) * 1_000),
      })),
    )
    .execute();
  await db
    .insertInto('datasetDerivation')
    .values(sources.map((sourceId) => ({ derivedId: 'derived@1', sourceId })))
    .execute();
  await db
    .insertInto('modelVersion')
    .values(
      versions
        .map(partsOf)
        .map(({ id, name, number }) => ({ id, modelId: name, number, runId: RUN, createdBy: 'tester' })),
    )
    .execute();
  await db
    .insertInto('modelVersionDataset')
    .values(sources.map((datasetVersionId) => ({ modelVersionId: 'n@2', datasetVersionId })))
    .execute();
});

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('without an order of its own', () => {
  it('what a version was derived from, or learned from, comes by dataset, then number', async () => {
    const { data } = await lineage.ask(
      '{ datasetVersion(id: "derived@1") { derivedFrom { id } } modelVersion(id: "n@2") { trainedOn { id } } }',
    );
    const sorted = ['a@9', 'a@10', 'b@2', 'b@10'];
    expect(ids(data.datasetVersion.derivedFrom)).toEqual(sorted);
    expect(ids(data.modelVersion.trainedOn)).toEqual(sorted);
  });

  it('what a run became comes by model, then number, and what it wrote the newest first', async () => {
    const { data } = await lineage.ask(
      `{ trainingRun(id: "${RUN}") { modelVersions { id } outputs { nodes { id } } } }`,
    );
    expect(ids(data.trainingRun.modelVersions)).toEqual(['m@9', 'm@10', 'n@2', 'n@10']);
    expect(ids(data.trainingRun.outputs.nodes)).toEqual(['out@2', 'out@3', 'out@1']);
  });
});
