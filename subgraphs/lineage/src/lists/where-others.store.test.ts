import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { at, type Sample, samplesWhere, useSamples, uuid } from '../../../../tests/setup/samples.ts';

const lineage = useLineage();
const { idsOf } = useSamples(lineage);

describe('a filter of the others', () => {
  it('chooses models, groups and datasets by their fields', async () => {
    expect(await idsOf('models', 'ModelWhere', { owner: { ne: 'ada' } })).toEqual(['model-0']);
    expect(await idsOf('models', 'ModelWhere', { name: { in: ['Model 1', 'Model 3'] } })).toEqual([
      'model-1',
      'model-3',
    ]);
    expect(await idsOf('runGroups', 'RunGroupWhere', { tag: 'sweep' })).toEqual(['sweep']);
    expect(await idsOf('runGroups', 'RunGroupWhere', { name: { startsWith: 'group O' } })).toEqual(['other']);
    expect(await idsOf('datasets', 'DatasetWhere', { NOT: { id: ['data-0'] } })).toEqual(['data-1']);
    expect(await idsOf('datasets', 'DatasetWhere', { createdAt: { lt: at(0) } })).toEqual([]);
  });

  it('chooses model versions by alias, approval, model and data', async () => {
    const versions = (where: unknown) => idsOf('modelVersions', 'ModelVersionWhere', where);
    expect(await versions({ alias: 'champion' })).toEqual(['model-1@1']);
    expect(await versions({ approval: ['PENDING'] })).toEqual(['model-1@2', 'model-2@1']);
    expect(await versions({ trainedOnId: 'data-0@1' })).toEqual(['model-1@1']);
    expect(await versions({ modelId: 'model-1', NOT: { alias: 'champion' } })).toEqual(['model-1@2']);
  });

  it("chooses deployments by the metric of their version's run", async () => {
    const deployments = (where: unknown) => idsOf('deployments', 'DeploymentWhere', where);
    expect(await deployments({ metric: { name: 'accuracy', value: { gte: 0.75 } } })).toEqual([uuid(1_001)]);
    expect(await deployments({ NOT: { metric: { name: 'accuracy', value: { gte: 0.75 } } } })).toEqual([
      uuid(1_002),
      uuid(1_003),
    ]);
    expect(await deployments({ environment: ['staging'], status: ['LIVE'], id: [uuid(1_003), 'no-uuid'] })).toEqual([
      uuid(1_003),
    ]);
  });

  it('holds nested lists and their counts to it, each with its own, in one statement a field', async () => {
    const query = `query ($ids: [ID!]) {
      models(where: { id: $ids }) {
        nodes {
          id
          completed: trainingRuns(where: { status: [COMPLETED] }, first: 1000) { nodes { id } totalCount }
          failed: trainingRuns(where: { status: [FAILED] }, first: 1000) { nodes { id } totalCount }
          deployments(where: { environment: ["staging"] }) { nodes { id } totalCount }
        }
      }
      datasets { nodes { id trainingRuns(where: { status: [FAILED] }, first: 1000) { nodes { id } totalCount } } }
      runGroups { nodes { id trainingRuns(where: { modelId: "model-1" }, first: 1000) { nodes { id } totalCount } } }
    }`;
    await lineage.ask(query, { ids: ['model-1'] });
    const few = lineage.statements.splice(0).length;
    const { data } = await lineage.ask(query, { ids: null });
    expect(lineage.statements).toHaveLength(few);
    const list = (ids: string[]) => ({
      totalCount: ids.length,
      nodes: expect.arrayContaining(ids.map((id) => ({ id }))),
    });
    for (const model of data.models.nodes) {
      const inState = (wanted: Sample['status']) =>
        list(samplesWhere(({ modelId, status }) => modelId === model.id && status === wanted));
      expect(model.completed).toEqual(inState('COMPLETED'));
      expect(model.failed).toEqual(inState('FAILED'));
    }
    expect(data.models.nodes.find(({ id }: { id: string }) => id === 'model-1').deployments).toEqual(
      list([uuid(1_002)]),
    );
    for (const { id, trainingRuns } of data.datasets.nodes) {
      expect(trainingRuns).toEqual(list(samplesWhere((run) => run.datasetIds.includes(id) && run.status === 'FAILED')));
    }
    for (const { id, trainingRuns } of data.runGroups.nodes) {
      expect(trainingRuns).toEqual(list(samplesWhere((run) => run.groupId === id && run.modelId === 'model-1')));
    }
  });
});
