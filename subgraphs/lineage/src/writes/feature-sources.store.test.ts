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
    '... on ModelVersionSuccess { modelVersion { id featureSources { revision view { name } } } }',
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
});
