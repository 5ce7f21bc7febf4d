import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import {
  datasetVersion,
  deployment,
  LIVE,
  modelVersion,
  run,
  TRAINER,
  useLineageEdges,
  uuid,
} from '../../../../tests/setup/lineage-edges.ts';

const lineage = useLineage();
const { add, remove, edges, audit } = useLineageEdges(lineage);
const SUCCESS = { __typename: 'LineageEdgeSuccess' };

describe("a caller's edge", () => {
  it('joins nodes of any type, each way that closes no cycle, and shows in the graph and in impact', async () => {
    const told = { from: 'raw@1', fromType: 'DATASET_VERSION', to: 'm@2', toType: 'MODEL_VERSION', type: 'told' };
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'))).toEqual({ ...SUCCESS, edge: told });
    expect(await add(deployment(LIVE), datasetVersion('s1@1'), 'logged')).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('s1@1'), modelVersion('m@2'))).toMatchObject(SUCCESS);
    const { data } = await lineage.ask(
      `{ lineage(root: { type: DATASET_VERSION, id: "raw@1" }) { edges { from fromType to toType type } }
        datasetVersion(id: "raw@1") { impact { modelVersions { nodes { id } } } } }`,
    );
    expect(data.lineage.edges).toContainEqual(told);
    expect(data.datasetVersion.impact.modelVersions.nodes).toEqual([{ id: 'm@2' }]);
  });

  it('names UUIDs in any case and keeps them in one', async () => {
    const shouted = run(TRAINER.toUpperCase());
    const edge = { from: TRAINER, to: 'm@2' };
    expect(await add(shouted, modelVersion('m@2'))).toMatchObject({ ...SUCCESS, edge });
    expect(await add(run(TRAINER), modelVersion('m@2'))).toMatchObject({ ...SUCCESS, edge });
    expect(await edges()).toHaveLength(1);
    expect(await remove(shouted, modelVersion('m@2'))).toMatchObject({ ...SUCCESS, edge });
  });

  it('may be added again, which changes nothing', async () => {
    const first = await add(datasetVersion('raw@1'), modelVersion('m@2'));
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'))).toEqual(first);
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'), 'other')).toMatchObject(SUCCESS);
    expect(await edges()).toHaveLength(2);
    expect(await audit()).toHaveLength(2);
  });

  it('is audited when it is added and when it is deleted', async () => {
    const edge = { from: 'raw@1', fromType: 'DATASET_VERSION', to: 'm@2', toType: 'MODEL_VERSION', type: 'told' };
    await add(datasetVersion('raw@1'), modelVersion('m@2'));
    expect(await remove(datasetVersion('raw@1'), modelVersion('m@2'))).toEqual({ ...SUCCESS, edge });
    const target = { targetType: 'LineageEdge', targetId: 'DATASET_VERSION raw@1 told MODEL_VERSION m@2' };
    expect(await audit()).toEqual([
      { action: 'addLineageEdge', ...target, before: null, after: edge },
      { action: 'deleteLineageEdge', ...target, before: edge, after: null },
    ]);
    expect(await edges()).toEqual([]);
  });

  it('is not added where an end is not there', async () => {
    const missing = [
      [datasetVersion('raw@9'), 'DatasetVersion'],
      [run(uuid(99)), 'TrainingRun'],
      [run('nobody'), 'TrainingRun'],
      [modelVersion('raw@1'), 'ModelVersion'],
      [deployment(TRAINER), 'Deployment'],
    ] as const;
    for (const [ref, type] of missing) {
      const notFound = { __typename: 'NotFound', type, id: ref.id };
      const message = `There is no ${type} ${ref.id}.`;
      expect(await add(ref, modelVersion('m@2'))).toEqual({ ...notFound, message: `from: ${message}` });
      expect(await add(datasetVersion('raw@1'), ref)).toEqual({ ...notFound, message: `to: ${message}` });
    }
    expect(await edges()).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  it('has a type of its own, in lower case', async () => {
    for (const type of ['READ', 'Told', '', '1st', 'a b', `a${'b'.repeat(100)}`]) {
      expect(await add(datasetVersion('raw@1'), modelVersion('m@2'), type)).toMatchObject({
        __typename: 'InvalidInput',
        issues: [{ path: ['type'] }],
      });
    }
    expect(await add(datasetVersion('raw@1'), modelVersion('m@2'), 'b'.repeat(100))).toMatchObject(SUCCESS);
    expect(await add(datasetVersion('ra\0'), modelVersion('m@2'))).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['from', 'id'] }],
    });
  });

  it("is deleted only if a caller added it, not if it is the platform's own", async () => {
    const missing = { __typename: 'NotFound', type: 'LineageEdge' };
    expect(await remove(datasetVersion('raw@1'), datasetVersion('clean@1'), 'DERIVED')).toMatchObject(missing);
    expect(await remove(datasetVersion('raw@1'), modelVersion('m@2'))).toMatchObject(missing);
    await add(datasetVersion('raw@1'), modelVersion('m@2'));
    expect(await remove(modelVersion('m@2'), datasetVersion('raw@1'))).toMatchObject(missing);
    expect(await remove(datasetVersion('raw@1'), modelVersion('m@2'), 'other')).toMatchObject(missing);
    expect(await edges()).toHaveLength(1);
  });
});
