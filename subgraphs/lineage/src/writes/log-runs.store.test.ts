import { describe, expect, it } from '@jest/globals';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';
import { experimentCopy } from '../copies/copies.ts';

const lineage = useLineage();
const { createRun, mutate, versionOf } = useRuns(lineage);

describe('what a run keeps', () => {
  it('holds parameters to their first value', async () => {
    const id = await createRun();
    const set = (parameters: object[]) =>
      mutate('logParameters', { runId: id, parameters }, 'trainingRun { parameters { name value } }');
    await set([{ name: 'lr', value: '0.1' }]);
    expect(
      (
        await set([
          { name: 'lr', value: '0.1' },
          { name: 'depth', value: '1e999' },
        ])
      ).trainingRun.parameters,
    ).toEqual([
      { name: 'depth', value: '1e999' },
      { name: 'lr', value: '0.1' },
    ]);
    expect(
      await set([
        { name: 'lr', value: '0.2' },
        { name: 'new', value: '1' },
      ]),
    ).toMatchObject({ __typename: 'Conflict', reason: 'STATE' });
    const { data } = await lineage.ask(`{ trainingRun(id: "${id}") { parameters { name } } }`);
    expect(data.trainingRun.parameters).toHaveLength(2);
  });

  it('replaces an artifact of the same name and lists folders', async () => {
    const runId = await createRun();
    const selection =
      'trainingRun { artifacts { nodes { name uri } totalCount } model: artifacts(under: "model/") { nodes { name } totalCount } }';
    const put = (artifact: object) =>
      mutate('logArtifact', { runId, artifact: { format: 'OTHER', ...artifact } }, selection);
    await put({ name: 'model/a.bin', uri: 's3://bucket/one' });
    await put({ uri: 's3://bucket/plots/roc.png?v=1' });
    expect((await put({ name: 'model/a.bin', uri: 's3://bucket/two' })).trainingRun).toEqual({
      artifacts: {
        nodes: [
          { name: 'model/a.bin', uri: 's3://bucket/two' },
          { name: 'roc.png', uri: 's3://bucket/plots/roc.png?v=1' },
        ],
        totalCount: 2,
      },
      model: { nodes: [{ name: 'model/a.bin' }], totalCount: 1 },
    });
    expect(await put({ uri: 'javascript:alert(1)' })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['artifact', 'uri'] }],
    });
  });

  it('has its experiment follow the time at which it was changed', async () => {
    const runId = await createRun();
    const version = () => versionOf(experimentCopy(runId));
    const before = await version();
    const artifact = { format: 'OTHER', uri: 's3://bucket/one' };
    await mutate('logArtifact', { runId, artifact }, '__typename');
    expect(await version()).toBe(before + 1);
    await mutate('logArtifact', { runId, artifact }, '__typename');
    expect(await version()).toBe(before + 1);
  });

  it('takes the hash of stored bytes from their URI, and no other', async () => {
    const runId = await createRun();
    const put = (artifact: object) =>
      mutate(
        'logArtifact',
        { runId, artifact: { format: 'ONNX', name: 'model.onnx', ...artifact } },
        'trainingRun { artifacts { nodes { uri sha256 sizeBytes } } }',
      );
    const sha256 = 'ab'.repeat(32);
    const uri = `gridfs:artifacts/${sha256}`;
    for (const given of [
      { uri, sizeBytes: undefined },
      { uri, sha256: sha256.toUpperCase(), sizeBytes: 7 },
    ]) {
      const { trainingRun } = await put(given);
      expect(trainingRun.artifacts.nodes).toEqual([{ uri, sha256, sizeBytes: given.sizeBytes ?? null }]);
    }
    const refused = (field: string) => ({ __typename: 'InvalidInput', issues: [{ path: ['artifact', field] }] });
    expect(await put({ uri, sha256: 'cd'.repeat(32) })).toMatchObject(refused('sha256'));
    for (const other of ['gridfs:abc', uri.toUpperCase().replace('GRIDFS', 'gridfs'), `${uri}0`, `gridfs:${sha256}`]) {
      expect(await put({ uri: other })).toMatchObject(refused('uri'));
    }
  });
});
