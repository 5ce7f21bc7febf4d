import { beforeAll, describe, expect, it } from '@jest/globals';
import { insertDatasets } from '../../../../tests/setup/derivations.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();

const apply = (name: string, more: object = {}) =>
  lineage.mutate(
    'applyFeatureView',
    { name, entity: 'user', features: [{ name: 'clicks', type: 'INT' }], ...more },
    '... on FeatureViewSuccess { featureView { revision } }',
  );
const remove = async (name: string) => {
  const { data } = await lineage.ask('mutation ($name: ID!) { deleteFeatureView(name: $name) { __typename } }', {
    name,
  });
  return data.deleteFeatureView.__typename;
};
const register = (modelId: string, featureSources: object[], more: object = {}) =>
  lineage.mutate(
    'registerModelVersion',
    { modelId, featureSources, ...more },
    `... on ModelVersionSuccess { modelVersion { id featureSources { revision view { name } } } }
     ... on InvalidInput { issues { path message } }`,
  );
const createModel = (id: string) => lineage.mutate('createModel', { id }, '');
const conflict = { __typename: 'Conflict', reason: 'STATE' };

beforeAll(async () => {
  await insertDatasets(lineage.db, ['first', 'second', 'third']);
});

describe('a model version', () => {
  it('reads its views at the revision that was named, else at the newest', async () => {
    await createModel('reads');
    await apply('b');
    await apply('b', { ttlSeconds: 1 });
    await apply('a');
    expect((await register('reads', [{ view: 'b' }, { view: 'a', revision: 1 }])).modelVersion.featureSources).toEqual([
      { revision: 1, view: { name: 'a' } },
      { revision: 2, view: { name: 'b' } },
    ]);
    expect((await register('reads', [{ view: 'b', revision: 1 }])).modelVersion.featureSources).toEqual([
      { revision: 1, view: { name: 'b' } },
    ]);
    const events = await lineage.db
      .selectFrom('auditEvent')
      .select('after')
      .where('targetId', '=', 'reads@1')
      .execute();
    expect(events[0]?.after?.featureSources).toEqual([
      { view: 'b', revision: 2 },
      { view: 'a', revision: 1 },
    ]);
  });

  it('is refused with views that it can not read, and leaves nothing behind then', async () => {
    await createModel('wrong');
    await apply('known');
    await apply('of-shops', { entity: 'shop' });
    await apply('gone');
    await remove('gone');
    expect(await register('wrong', [{ view: 'known' }, { view: 'unknown' }])).toMatchObject({
      __typename: 'NotFound',
      message: 'featureSources.1.view: There is no FeatureView unknown.',
      type: 'FeatureView',
      id: 'unknown',
    });
    expect(await register('wrong', [{ view: 'known', revision: 2 }])).toMatchObject({
      __typename: 'NotFound',
      message: 'featureSources.0.revision: There is no FeatureView known@2: its newest revision is 1.',
      type: 'FeatureView',
      id: 'known@2',
    });
    expect(await register('wrong', [{ view: 'gone', revision: 1 }])).toMatchObject(conflict);
    const issues = [
      [
        [{ view: 'known' }, { view: 'of-shops' }],
        ['featureSources', '1', 'view'],
      ],
      [[{ view: 'known' }, { view: 'known', revision: 1 }], ['featureSources']],
      [[{ view: 'known', revision: 0 }], ['featureSources', '0', 'revision']],
      [Array.from({ length: 21 }, (_, index) => ({ view: `v${index}` })), ['featureSources']],
      [[{ view: 'a\0' }], ['featureSources', '0', 'view']],
    ] as const;
    for (const [sources, path] of issues) {
      expect(await register('wrong', [...sources])).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
    }
    const { data } = await lineage.ask(
      '{ model(id: "wrong") { versions { totalCount } } featureView(name: "known") { usedBy { totalCount } } }',
    );
    expect(data).toEqual({ model: { versions: { totalCount: 0 } }, featureView: { usedBy: { totalCount: 0 } } });
    expect((await register('wrong', [{ view: 'known' }])).modelVersion.id).toBe('wrong@1');
  });

  it('of a key is the same only with the same views', async () => {
    await createModel('keyed');
    await apply('keyed');
    await apply('keyed', { ttlSeconds: 1 });
    const idempotencyKey = 'k';
    const first = await register('keyed', [{ view: 'keyed' }], { idempotencyKey });
    expect(await register('keyed', [{ view: 'keyed' }], { idempotencyKey })).toEqual(first);
    expect(await register('keyed', [{ view: 'keyed', revision: 1 }], { idempotencyKey })).toMatchObject({
      __typename: 'Conflict',
      reason: 'DUPLICATE',
    });
  });

  it('registered while its view is deleted: one of the two is refused', async () => {
    await createModel('race');
    const views = Array.from({ length: 25 }, (_, index) => `race-${index}`);
    for (const view of views) await apply(view);
    const outcomes = await Promise.all(
      views.map(async (view, index) => {
        const deleting = index % 2 ? remove(view) : undefined;
        const registered = await register('race', [{ view }]);
        return { registered, removed: await (deleting ?? remove(view)) };
      }),
    );
    for (const { registered, removed } of outcomes) {
      expect([registered.__typename, removed]).toEqual(
        removed === 'DeleteFeatureViewSuccess' ? ['Conflict', removed] : ['ModelVersionSuccess', 'Conflict'],
      );
    }
  });

  describe('with a signature', () => {
    const feature = (name: string, type: string) => ({ name, type });
    const tensor = (features: string[], more: object = {}) => ({
      ...{ name: 'x', datatype: 'FP32', shape: [-1, features.length], features },
      ...more,
    });
    const named = (name: string, datatype: string, shape = [-1, 1]) => ({ name, datatype, shape });
    const sources = [{ view: 'left' }, { view: 'right' }];
    const sign = (inputs: object[], views: object[] = sources) =>
      register('signed', views, { signature: { inputs, outputs: [] } });
    const issuesOf = async (...inputs: object[]) => (await sign(inputs)).issues;

    beforeAll(async () => {
      await createModel('signed');
      const types = ['FLOAT', 'INT', 'BOOL', 'STRING', 'FLOAT_VECTOR', 'INT_VECTOR', 'STRING_VECTOR', 'TIMESTAMP'];
      await apply('left', { features: [...types, 'BYTES', 'JSON'].map((type) => feature(type.toLowerCase(), type)) });
      await apply('right', { features: [feature('clicks', 'INT'), feature('float', 'FLOAT')] });
    });

    it('names features of its views, with the view where two have the name', async () => {
      expect(await sign([tensor(['left.float', 'right.float', 'clicks', 'right.clicks'])])).toMatchObject({
        __typename: 'ModelVersionSuccess',
      });
      expect(await issuesOf(tensor(['clicks', 'float']))).toEqual([
        {
          path: ['signature', 'inputs', '0', 'features', '1'],
          message: 'must be written view.feature, such as left.float: the views left and right both have float',
        },
      ]);
      expect((await sign([tensor(['float'])], [{ view: 'right' }])).__typename).toBe('ModelVersionSuccess');
    });

    it('names no feature that its views lack, at the revision that it reads', async () => {
      await apply('grown', { features: [feature('old', 'INT')] });
      await apply('grown', { features: [feature('old', 'INT'), feature('new', 'INT')] });
      const signature = [tensor(['old', 'new'])];
      expect((await sign(signature, [{ view: 'grown' }])).__typename).toBe('ModelVersionSuccess');
      expect((await sign(signature, [{ view: 'grown', revision: 1 }])).issues).toEqual([
        {
          path: ['signature', 'inputs', '0', 'features', '1'],
          message: 'must be a feature of a view that the version reads: grown (revision 1)',
        },
      ]);
      expect(await issuesOf(named('clicks', 'INT64'), named('grown.old', 'INT64'))).toMatchObject([
        { path: ['signature', 'inputs', '1', 'name'] },
      ]);
    });

    it('has tensors that hold the types of its features', async () => {
      const fitting = [
        ...['BOOL', 'UINT8', 'INT64', 'FP16', 'FP64'].map((datatype) => ['bool', datatype]),
        ...['UINT8', 'INT64', 'FP16', 'FP32'].map((datatype) => ['int', datatype]),
        ...['FP16', 'FP32', 'FP64'].map((datatype) => ['left.float', datatype]),
        ...['UINT32', 'INT64', 'FP64'].map((datatype) => ['timestamp', datatype]),
        ...[
          ['string', 'BYTES'],
          ['bytes', 'BYTES'],
        ],
      ].map(([name = '', datatype = '']) => tensor([name], { name: `${name} as ${datatype}`, datatype }));
      expect((await sign(fitting)).__typename).toBe('ModelVersionSuccess');
      const unfit = [
        ...[
          ['int', 'BOOL'],
          ['int', 'BYTES'],
          ['left.float', 'INT64'],
          ['left.float', 'BOOL'],
          ['string', 'FP32'],
        ],
        ...[
          ['timestamp', 'INT16'],
          ['timestamp', 'FP16'],
          ['bytes', 'UINT8'],
          ['json', 'BYTES'],
          ['bool', 'BYTES'],
        ],
        ...[
          ['int_vector', 'BOOL'],
          ['float_vector', 'INT64'],
          ['string_vector', 'FP32'],
        ],
      ].map(([name = '', datatype = '']) => tensor([name], { name: `${name} as ${datatype}`, datatype }));
      expect((await issuesOf(...unfit)).map(({ path }: { path: string[] }) => path)).toEqual(
        unfit.map((_, index) => ['signature', 'inputs', String(index), 'features', '0']),
      );
      expect((await issuesOf(tensor(['left.float'], { datatype: 'INT64' })))[0].message).toBe(
        'must be in a tensor of FP16, FP32, FP64, since its type is FLOAT',
      );
    });

    it('has as many features as places, but where a vector fills some', async () => {
      expect((await sign([tensor(['clicks', 'float_vector'], { shape: [-1, 9] })])).__typename).toBe(
        'ModelVersionSuccess',
      );
      expect((await sign([named('float_vector', 'FP32', [-1, 4])])).__typename).toBe('ModelVersionSuccess');
      expect(await issuesOf(tensor(['clicks', 'int'], { shape: [-1, 9] }), named('int', 'FP32', [-1, 4]))).toEqual([
        { path: ['signature', 'inputs', '0', 'features'], message: 'must be as many as the last dimension' },
        { path: ['signature', 'inputs', '1', 'shape'], message: expect.stringMatching(/^must have 1 or -1/) },
      ]);
    });

    it('names whatever the caller is to give where it reads no view', async () => {
      expect((await sign([tensor(['any', 'thing']), named('else', 'BYTES', [-1, 3])], [])).__typename).toBe(
        'ModelVersionSuccess',
      );
    });
  });
});
