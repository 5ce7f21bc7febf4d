import { beforeAll, describe, expect, it } from '@jest/globals';
import { clicks, spent, useFeatureViews, viewOf } from '../../../../tests/setup/feature-views.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { apply, copyVersion, auditOf } = useFeatureViews(lineage);
const conflict = { __typename: 'Conflict', reason: 'STATE' };

beforeAll(async () => {
  const { db } = lineage;
  await db
    .insertInto('dataset')
    .values([
      { id: 'orders', name: 'orders' },
      { id: 'old', name: 'old', archivedAt: new Date() },
    ])
    .execute();
  await db
    .insertInto('datasetVersion')
    .values(
      ['orders@1', 'orders@2', 'orders@3', 'old@1'].map((id) => {
        const [datasetId = '', number] = id.split('@');
        return { id, datasetId, number: Number(number), digest: 'sha256:00', columns: '[]' };
      }),
    )
    .execute();
  await db.insertInto('quarantine').values({ originId: 'orders@3', reason: 'bad', by: 'tester' }).execute();
  await db.insertInto('quarantineMark').values({ originId: 'orders@3', versionId: 'orders@3', distance: 0 }).execute();
});

describe('applying a feature view', () => {
  it('makes it, with its defaults', async () => {
    expect((await apply(viewOf('made', clicks, spent))).featureView).toEqual({
      name: 'made',
      description: null,
      owner: null,
      entity: 'user',
      joinKeys: ['user'],
      ttlSeconds: 3600,
      revision: 1,
      deletedAt: null,
      features: [
        { name: 'clicks', type: 'INT', default: 0, description: null },
        { name: 'spent', type: 'FLOAT', default: null, description: null },
      ],
      sources: [],
    });
  });

  it('again changes nothing; another definition is a new revision, and both stand in audit and copies', async () => {
    const input = {
      ...viewOf('steady', clicks, spent),
      joinKeys: ['user_id', 'shop_id'],
      ttlSeconds: null,
      sourceDatasetVersionIds: ['orders@2', 'orders@1', 'orders@2'],
    };
    const made = await apply(input);
    expect(made.featureView).toMatchObject({
      joinKeys: ['user_id', 'shop_id'],
      ttlSeconds: null,
      sources: [{ id: 'orders@1' }, { id: 'orders@2' }],
    });
    expect(await apply(input)).toEqual(made);
    expect(await copyVersion('steady')).toBe(1);
    const changes = [
      { features: [clicks] },
      { features: [clicks, { name: 'added', type: 'BOOL' }] },
      { features: [clicks, { name: 'added', type: 'BOOL' }, spent] },
      { features: [{ ...clicks, default: 1 }] },
      { ttlSeconds: 60 },
      { sourceDatasetVersionIds: ['orders@1'] },
      { sourceDatasetVersionIds: null },
    ];
    for (const [index, change] of changes.entries()) {
      expect((await apply({ ...input, ...change })).featureView.revision).toBe(index + 2);
    }
    expect(await copyVersion('steady')).toBe(8);
    const events = await auditOf('steady');
    expect(events.map(({ action }) => action)).toEqual(Array.from({ length: 8 }, () => 'applyFeatureView'));
    expect(events[6]).toMatchObject({
      before: { revision: 6, sources: ['orders@1', 'orders@2'], ttlSeconds: 60 },
      after: { revision: 7, sources: ['orders@1'], ttlSeconds: null },
    });
    const sources = await lineage.db
      .selectFrom('featureViewSource')
      .select(['revision', 'datasetVersionId'])
      .where('viewName', '=', 'steady')
      .where('revision', 'in', [1, 7, 8])
      .orderBy('revision')
      .orderBy('datasetVersionId')
      .execute();
    expect(sources.map(({ revision, datasetVersionId }) => `${revision} ${datasetVersionId}`)).toEqual([
      '1 orders@1',
      '1 orders@2',
      '7 orders@1',
    ]);
  });

  it('with the same features in another order changes nothing', async () => {
    await apply(viewOf('turned', clicks, spent));
    expect((await apply(viewOf('turned', spent, clicks))).featureView).toMatchObject({
      revision: 1,
      features: [{ name: 'clicks' }, { name: 'spent' }],
    });
  });

  it('with another description or owner makes no revision', async () => {
    await apply({ ...viewOf('told', clicks), description: 'old', owner: 'ada' });
    expect((await apply({ ...viewOf('told', clicks), description: 'new' })).featureView).toMatchObject({
      revision: 1,
      description: 'new',
      owner: null,
    });
    expect((await auditOf('told'))[1]).toEqual({
      action: 'applyFeatureView',
      before: { description: 'old', owner: 'ada' },
      after: { description: 'new', owner: null },
    });
  });

  it('wants sources that are there and may be built upon, and leaves nothing behind where they are not', async () => {
    const input = (...sourceDatasetVersionIds: string[]) => ({ ...viewOf('sourced', clicks), sourceDatasetVersionIds });
    expect(await apply(input('orders@1', 'orders@9'))).toEqual({
      __typename: 'NotFound',
      message: 'There is no DatasetVersion orders@9.',
      type: 'DatasetVersion',
      id: 'orders@9',
    });
    expect(await apply(input('orders@3'))).toMatchObject(conflict);
    expect(await apply(input('old@1'))).toMatchObject(conflict);
    const left = await lineage.db.selectFrom('featureView').select('name').where('name', '=', 'sourced').execute();
    expect(left).toEqual([]);
    expect(await copyVersion('sourced')).toBe(0);
    expect((await apply(input('orders@1'))).featureView.revision).toBe(1);
    expect(await apply(input('orders@3'))).toMatchObject(conflict);
    expect((await apply(input('orders@1'))).featureView.revision).toBe(1);
  });
});
