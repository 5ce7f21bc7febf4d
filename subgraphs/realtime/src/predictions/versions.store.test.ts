import { afterAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { logistic } from '../../../../tests/setup/computing-scorers.ts';
import { deployment, first, second, signatureOf, usePredictions } from '../../../../tests/setup/predictions.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { openScorers } from '../scoring/pool.ts';
import { noScorers } from '../scoring/scorers.ts';
import { doubling } from '../scoring/testing/models.ts';
import { followModels } from '../serving/follow-models.ts';
import { createServedModels } from '../serving/served-models.ts';

const { scorers, realtime, serve, predict } = usePredictions();

describe('predict', () => {
  it('is answered by the version that is asked for, where that is LIVE there, also at 0', async () => {
    await serve([{ ...second, trafficPercent: 0 }, first, deployment({ versionNumber: 3, environment: 'staging' })]);
    expect(await predict({})).toMatchObject({ version: 1 });
    expect(await predict({ versionNumber: 2 })).toMatchObject({ version: 2 });
    expect(await predict({ versionNumber: 3 })).toEqual({
      ...{ __typename: 'NotFound', type: 'Deployment', id: 'm@3' },
      message: 'There is no Deployment m@3: LIVE in production it is 2, 1 that are.',
    });
    expect(await predict({ versionNumber: 3, environment: 'staging' })).toMatchObject({
      version: 3,
      environment: 'staging',
    });
  });

  it.each([
    ['nothing is deployed', [], 'No version of m answers in production: deploy a version there.'],
    [
      'nothing has traffic',
      [{ ...first, trafficPercent: 0 }],
      'No version of m answers in production: give one of its deployments a share of the traffic.',
    ],
    [
      'it is served elsewhere',
      [{ ...first, endpointUrl: 'https://models.example/m' }],
      'm@1 is served elsewhere: ask https://models.example/m.',
    ],
    ['its artifact is missing', [{ ...first, unavailable: 'The artifact is missing.' }], 'The artifact is missing.'],
    [
      'its model is at fault',
      [{ ...first, artifact: { sha256: 'bad', sizeBytes: 1 } }],
      'm@1 cannot answer. The artifact bad is no model.',
    ],
    [
      'its answer has other rows',
      [{ ...first, artifact: { sha256: 'odd', sizeBytes: 1 } }],
      'm@1 cannot answer. Its output label has 3 values for 1 rows.',
    ],
  ])('is unavailable, and says why, where %s', async (_, deployments, message) => {
    scorers.models.set('odd', (inputs) => logistic([1, 1])(inputs, 3));
    await serve(deployments);
    expect(await predict({})).toEqual({ __typename: 'ModelUnavailable', modelId: 'm', message });
    expect(await predict({})).toMatchObject({ message });
  });
});

it('says so where no model can be run, and answers what needs none', async () => {
  await predict({});
  const without = realtime.another({ scorers: noScorers });
  expect(await predict({}, without)).toMatchObject({ version: 1, cached: true });
  expect(await predict({ features: { visits: 9 } }, without)).toEqual({
    ...{ __typename: 'ModelUnavailable', modelId: 'm' },
    message: 'm@1 cannot answer. This process was started without scorers.',
  });
});

describe('a model that changes', () => {
  it('has its new version warmed before that answers', async () => {
    await predict({});
    scorers.warmed.length = 0;
    await serve([second, { ...first, trafficPercent: 0 }]);
    await predict({});
    expect(scorers.warmed).toEqual(['two']);
  });

  it('is loaded before anybody asks', async () => {
    const { db, topics } = realtime;
    const models = createServedModels(db, scorers);
    const following = followModels({ db, topics }, models, pino({ level: 'silent' }));
    try {
      await db.run((redis) => redis.sAdd(db.keys.serving.models, 'm'));
      scorers.warmed.length = 0;
      await serve([second]);
      await eventually(async () => {
        await db.run((redis) => redis.publish(db.keys.serving.changed, 'm'));
        expect(scorers.warmed).toContain('two');
      });
      expect(models.kept('m')?.deployments).toHaveLength(1);
    } finally {
      await following.close();
    }
  });
});

describe('an ONNX model', () => {
  const log = pino({ level: 'silent' });
  const real = openScorers({ count: 1, memoryMib: 1_024, makeMs: 120_000, runMs: 120_000, log });
  afterAll(() => real.close());

  it('answers from the bytes that lie in Redis', async () => {
    const { sha256, read } = doubling(2);
    const bytes = Buffer.from(await read());
    await realtime.db.run((redis) => redis.set(realtime.db.keys.serving.artifact(sha256), bytes));
    const outputs = [
      { name: 'label', datatype: 'INT64' as const, shape: [-1], features: null },
      { name: 'doubled', datatype: 'FP32' as const, shape: [-1, 2], features: null },
    ];
    const doubles = { ...first, signature: { ...signatureOf('amount', 'visits'), outputs, classes: null } };
    const server = realtime.another({ scorers: real });
    await serve([{ ...doubles, artifact: { sha256, sizeBytes: 1 } }]);
    expect(await predict({}, server)).toMatchObject({
      label: '1',
      output: { label: 1, doubled: [1, 2] },
      cached: false,
    });
    expect(await predict({ features: { amount: 8 } }, server)).toMatchObject({
      ...{ label: '0', output: { doubled: [16, 2] } },
    });
    await serve([{ ...doubles, artifact: { sha256: 'absent', sizeBytes: 1 } }]);
    expect(await predict({}, server)).toEqual({
      __typename: 'ModelUnavailable',
      modelId: 'm',
      message: 'm@1 cannot answer. Its artifact is on its way here: try again in some seconds.',
    });
  });
});
