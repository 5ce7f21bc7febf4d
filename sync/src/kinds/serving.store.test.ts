import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { restoreArtifact } from '@tributary/configs/artifacts/restore';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import { chunksIn, filesIn } from '@tributary/configs/gridfs';
import { servingCopy } from '@tributary/lineage/copies/copies';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { readArtifact, sweepArtifacts } from '@tributary/realtime/serving/artifacts';
import { readSnapshot } from '@tributary/realtime/serving/held-snapshots';
import { answerTrial, readOpenTrials } from '@tributary/realtime/serving/trials';
import { pino } from 'pino';
import { proxyOf } from '../../../tests/setup/proxy.ts';
import { useSync } from '../../../tests/setup/sync.ts';
import { eventually } from '../../../tests/setup/waiting.ts';
import { startWorker } from '../worker.ts';
import { createServing } from './serving.ts';

const sync = useSync();
const { stores, mutate, createModel } = sync;

const SIGNATURE =
  'signature: { inputs: [{ name: "x", datatype: "FP32", shape: [-1, 2] }], outputs: [{ name: "y", datatype: "FP32", shape: [-1, 1] }] }';
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const keep = async (bytes: Uint8Array, sha256 = sha256Of(bytes)) => {
  const known = { sha256, sizeBytes: bytes.length, filename: null, createdAt: new Date(), createdBy: 'ada' };
  await restoreArtifact(stores.configs, known, [bytes]);
  return sha256;
};
const newFile = () => keep(Buffer.from(`a model ${randomUUID()}`));

async function register(modelId: string, sha256: string): Promise<string> {
  const { modelVersion } = await mutate(
    `registerModelVersion(input: { modelId: "${modelId}", ${SIGNATURE}, artifact: { name: "model.onnx", uri: "gridfs:artifacts/${sha256}", format: ONNX } })`,
    '... on ModelVersionSuccess { modelVersion { id } }',
  );
  return modelVersion.id;
}

async function deploy(versionId: string): Promise<string> {
  const { deployment } = await mutate(
    `deployModelVersion(input: { modelVersionId: "${versionId}", environment: "staging" })`,
    '... on DeploymentSuccess { deployment { id } }',
  );
  return deployment.id;
}

const statusOf = async (id: string) => {
  const { data } = await sync.ask(
    `{ deployment(id: "${id}") { status trafficPercent history(first: 1) { nodes { reason } } } }`,
  );
  return data.deployment;
};

/** As realtime answers what is asked; at the level of the protocol alone. */
async function answerAll(fault: string | null = null): Promise<void> {
  for (const trial of await readOpenTrials(stores.realtime)) await answerTrial(stores.realtime, trial, { fault });
}

const snapshotOf = async (modelId: string) => (await readSnapshot(stores.realtime, modelId))?.snapshot;
const serving = createServing(DEFAULT_SETTINGS);
const deliver = () => sync.deliver([serving]);

/** Delivers and answers until the deployment is settled. */
async function settle(id: string, fault: string | null = null): Promise<void> {
  await eventually(async () => {
    const delivered = deliver();
    await answerAll(fault);
    await delivered;
    if ((await statusOf(id)).status === 'PENDING') throw new Error('It is PENDING');
  });
  await deliver();
}

async function live(modelId: string): Promise<{ id: string; sha256: string }> {
  await createModel(modelId);
  const sha256 = await newFile();
  const id = await deploy(await register(modelId, sha256));
  await settle(id);
  return { id, sha256 };
}

describe('a deployment that the platform serves', () => {
  it('is LIVE once its file is in Redis and was tried, and stands in the snapshot', async () => {
    await createModel('first');
    const sha256 = await newFile();
    const id = await deploy(await register('first', sha256));
    await deliver();
    expect(await statusOf(id)).toMatchObject({ status: 'PENDING' });
    expect(await snapshotOf('first')).toMatchObject({ deployments: [] });
    await settle(id);
    expect(await statusOf(id)).toMatchObject({ status: 'LIVE', trafficPercent: 100 });
    expect((await readArtifact(stores.realtime, sha256))?.toString()).toMatch(/^a model/);
    expect(await snapshotOf('first')).toEqual({
      predictionTtlSeconds: 300,
      deployments: [
        {
          ...{ id, environment: 'staging', versionNumber: 1, trafficPercent: 100, endpointUrl: null },
          ...{ quarantined: false, unavailable: null, sources: [] },
          artifact: { sha256, sizeBytes: 44 },
          signature: expect.objectContaining({ classes: null }),
        },
      ],
    });
    expect(await sync.readBehind()).toEqual([]);
    await mutate('updateModel(input: { id: "first", predictionTtlSeconds: 0 })');
    await deliver();
    expect(await snapshotOf('first')).toMatchObject({ predictionTtlSeconds: 0 });
  });

  it('is FAILED with the reason where its file is wrong, and nothing else changes', async () => {
    const before = await live('faulty');
    const other = Buffer.from('other bytes');
    const damaged = await keep(Buffer.from('these'), sha256Of(Buffer.from('those')));
    const large = await keep(Buffer.alloc(8), sha256Of(Buffer.from('large')));
    await filesIn(stores.configs).updateOne({ filename: large }, { $set: { length: 65 * 1024 * 1024 } });
    const empty = await keep(Buffer.from('empty'));
    await filesIn(stores.configs).updateOne({ filename: empty }, { $set: { length: 0 } });
    const torn = await keep(Buffer.from('torn'));
    const file = await filesIn(stores.configs).findOne({ filename: torn });
    await chunksIn(stores.configs).deleteMany({ ...(file && { files_id: file._id }) });
    for (const [sha256, reason] of [
      [sha256Of(other), /is not stored/],
      [empty, /is empty/],
      [damaged, /has the digest/],
      [large, /65\.0 MiB/],
      [torn, /lacks a part/],
    ] as const) {
      const id = await deploy(await register('faulty', sha256));
      await settle(id);
      expect(await statusOf(id)).toMatchObject({
        status: 'FAILED',
        history: { nodes: [{ reason: expect.stringMatching(reason) }] },
      });
    }
    const removed = await newFile();
    const bare = await deploy(await register('faulty', removed));
    await filesIn(stores.configs).deleteOne({ filename: removed });
    await settle(bare);
    expect(await statusOf(bare)).toMatchObject({
      status: 'FAILED',
      history: { nodes: [{ reason: expect.stringContaining('is not stored') }] },
    });
    const refused = await deploy(await register('faulty', await newFile()));
    await settle(refused, 'It loops.');
    expect(await statusOf(refused)).toMatchObject({ status: 'FAILED', history: { nodes: [{ reason: 'It loops.' }] } });
    expect(await statusOf(before.id)).toMatchObject({ status: 'LIVE', trafficPercent: 100 });
    expect((await snapshotOf('faulty'))?.deployments).toMatchObject([{ id: before.id, unavailable: null }]);
  });

  it('waits while no realtime process is there, and is settled once by whoever delivers', async () => {
    await createModel('alone');
    await createModel('other');
    const id = await deploy(await register('alone', await newFile()));
    const log = pino({ level: 'silent' });
    const workers = [1, 2].map(() => startWorker(stores, { kinds: [createServing(DEFAULT_SETTINGS)], log }));
    try {
      await eventually(async () => expect(await readOpenTrials(stores.realtime)).toMatchObject([{ id }]));
      // Nobody else is held up by it.
      await mutate('updateModel(input: { id: "other", predictionTtlSeconds: 7 })');
      await eventually(async () => expect(await snapshotOf('other')).toMatchObject({ predictionTtlSeconds: 7 }));
      expect(await statusOf(id)).toMatchObject({ status: 'PENDING' });
      await eventually(async () => {
        await answerAll();
        expect((await snapshotOf('alone'))?.deployments).toMatchObject([{ id, unavailable: null }]);
      });
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    const { data } = await sync.ask(`{ deployment(id: "${id}") { history(first: 9) { nodes { status } } } }`);
    expect(data.deployment.history.nodes).toEqual([{ status: 'LIVE' }, { status: 'PENDING' }]);
  });

  it('waits while MongoDB is away, without which a rollback works', async () => {
    const good = await live('outage');
    const bad = await deploy(await register('outage', await newFile()));
    await settle(bad);
    const next = await register('outage', await newFile());
    const proxy = await proxyOf(sync.urls.mongodbUrl);
    const configs = openConfigs({ url: proxy.url, poolMax: 2, timeoutMs: 500 });
    try {
      await proxy.stop();
      const without = { ...stores, lineage: stores.lineage, realtime: stores.realtime, configs: configs.db };
      const copies = [servingCopy('outage')];
      const round = async () => {
        await serving.prepare?.(without, copies);
        await serving.write(without, await serving.read(without, copies));
      };
      const waiting = await deploy(next);
      await round();
      expect(await statusOf(waiting)).toMatchObject({ status: 'PENDING' });
      expect((await snapshotOf('outage'))?.deployments).toMatchObject([{ id: bad, unavailable: null }]);
      const { deployment } = await mutate(
        `rollbackDeployment(input: { id: "${bad}", reason: "bad" })`,
        '... on DeploymentSuccess { deployment { id } }',
      );
      await eventually(async () => {
        const rounds = round();
        await answerAll();
        await rounds;
        expect(await statusOf(deployment.id)).toMatchObject({ status: 'LIVE', trafficPercent: 100 });
      });
      await round();
      const [served] = (await snapshotOf('outage'))?.deployments ?? [];
      expect(served).toMatchObject({ id: deployment.id, artifact: { sha256: good.sha256 } });
      expect(await statusOf(bad)).toMatchObject({ status: 'ROLLED_BACK' });
    } finally {
      await configs.close();
      await proxy.close();
    }
  });

  it('stays LIVE without its file, and the snapshot says why it cannot answer', async () => {
    const { id, sha256 } = await live('bare');
    const { realtime } = stores;
    await realtime.run((redis) => redis.del(realtime.keys.serving.artifact(sha256)));
    await filesIn(stores.configs).deleteOne({ filename: sha256 });
    await mutate('updateModel(input: { id: "bare", predictionTtlSeconds: 1 })');
    await deliver();
    expect(await statusOf(id)).toMatchObject({ status: 'LIVE' });
    expect((await snapshotOf('bare'))?.deployments).toMatchObject([
      { id, unavailable: expect.stringContaining('is not stored'), artifact: null },
    ]);
  });
});

it('a deployment that is served elsewhere is as its home says, whether its file lies here or not', async () => {
  const { id, sha256 } = await live('elsewhere');
  await mutate(`retireDeployment(id: "${id}")`);
  const { deployment } = await mutate(
    'deployModelVersion(input: { modelVersionId: "elsewhere@1", environment: "staging", endpointUrl: "https://models.example" })',
    '... on DeploymentSuccess { deployment { id } }',
  );
  await mutate(`reportDeployment(input: { id: "${deployment.id}", status: LIVE })`);
  await deliver();
  expect(await readArtifact(stores.realtime, sha256)).not.toBeNull();
  expect((await snapshotOf('elsewhere'))?.deployments).toMatchObject([{ id: deployment.id, artifact: null }]);
  const states = await serving.read(stores, [servingCopy('elsewhere')]);
  expect(await serving.compare(stores, states)).toEqual([{ version: states[0]?.version, differences: [] }]);
});

it('comparing changes nothing, not even how long a file stays', async () => {
  const { sha256 } = await live('compared');
  const { realtime } = stores;
  const key = realtime.keys.serving.artifact(sha256);
  await realtime.run((redis) => redis.expire(key, 100));
  await serving.compare(stores, await serving.read(stores, [servingCopy('compared')]));
  expect(await realtime.run((redis) => redis.ttl(key))).toBeLessThanOrEqual(100);
});

it('files stay while they are needed, and go after a while when nothing needs them', async () => {
  const { id, sha256 } = await live('swept');
  const { realtime } = stores;
  const { serving: keys } = realtime.keys;
  const lifeOf = () => realtime.run((redis) => redis.ttl(keys.artifact(sha256)));
  const sweep = async () => {
    await realtime.run((redis) => redis.del(keys.swept));
    await sweepArtifacts(realtime);
  };
  await sweep();
  expect(await lifeOf()).toBe(-1);
  await mutate(`retireDeployment(id: "${id}")`);
  await deliver();
  await sweep();
  expect(await lifeOf()).toBeGreaterThan(3_000);
});
