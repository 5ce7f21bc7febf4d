import { describe, expect, it } from '@jest/globals';
import { clicks, type Feature, spent, useFeatureViews, viewOf } from '../../../../tests/setup/feature-views.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';

const lineage = useLineage();
const { apply, remove, addReader, copyVersion, auditOf } = useFeatureViews(lineage);
const conflict = { __typename: 'Conflict', reason: 'STATE' };

describe('the revisions of a feature view', () => {
  it('keeps entity and join keys, and each feature its type through all revisions', async () => {
    await apply(viewOf('kept', clicks, spent));
    expect(await apply({ ...viewOf('kept', clicks, spent), entity: 'shop', joinKeys: ['user'] })).toMatchObject(
      conflict,
    );
    expect(await apply({ ...viewOf('kept', clicks, spent), joinKeys: ['user_id'] })).toMatchObject(conflict);
    expect(await apply(viewOf('kept', { ...clicks, type: 'FLOAT' }, spent))).toMatchObject(conflict);
    expect((await apply(viewOf('kept', clicks))).featureView.revision).toBe(2);
    expect(await apply(viewOf('kept', clicks, { ...spent, type: 'INT' }))).toMatchObject(conflict);
    expect((await apply(viewOf('kept', clicks, spent))).featureView.revision).toBe(3);
  });

  it('drops no feature that a PENDING or LIVE version reads', async () => {
    const rest: Feature = { name: 'rest', type: 'BOOL' };
    await apply(viewOf('live', clicks, spent, rest));
    await addReader('idle', 'live', 1);
    expect((await apply(viewOf('live', clicks, spent))).featureView.revision).toBe(2);
    const tensor = { name: 'features', datatype: 'FP32', shape: [-1, 1], features: ['spent'] };
    await addReader('signed', 'live', 2, {
      status: 'PENDING',
      signature: { inputs: [tensor], outputs: [], classes: null },
    });
    expect((await apply(viewOf('live', spent))).featureView.revision).toBe(3);
    expect(await apply(viewOf('live', clicks))).toMatchObject({
      ...conflict,
      message: 'Feature spent is read by signed@1, which is PENDING or LIVE.',
    });
    await apply(viewOf('live', spent, rest));
    await addReader('exact', 'live', 4, {
      status: 'LIVE',
      signature: { inputs: [{ ...tensor, features: ['live.rest'] }], outputs: [], classes: null },
    });
    expect((await apply(viewOf('live', spent))).message).toMatch(/^Feature rest is read by exact@1/);
    await addReader('unsigned', 'live', 4, { status: 'LIVE' });
    expect(await apply(viewOf('live', spent))).toMatchObject(conflict);
  });

  it('counts one revision while fifty apply the same for the first time', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => apply(viewOf('crowd', clicks))));
    expect(answers.map(({ featureView }) => featureView?.revision)).toEqual(Array.from({ length: 50 }, () => 1));
    expect(await copyVersion('crowd')).toBe(1);
    expect(await auditOf('crowd')).toHaveLength(1);
  });

  it('counts without gaps while fifty apply different ones', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => apply(viewOf('race', { ...clicks, default: index }))),
    );
    const revisions = answers.map(({ featureView }) => featureView.revision).toSorted((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const rows = await lineage.db
      .selectFrom('featureViewRevision')
      .selectAll()
      .where('viewName', '=', 'race')
      .execute();
    for (const { featureView } of answers) {
      const row = rows.find(({ revision }) => revision === featureView.revision);
      expect(row?.features).toEqual(featureView.features);
    }
    expect(await copyVersion('race')).toBe(50);
  });
});

describe('deleting a feature view', () => {
  it('hides it, and made again it goes on counting', async () => {
    await apply(viewOf('phoenix', clicks));
    expect(await remove('phoenix')).toEqual({ __typename: 'DeleteFeatureViewSuccess', name: 'phoenix' });
    expect(await remove('phoenix')).toMatchObject({ __typename: 'NotFound', type: 'FeatureView', id: 'phoenix' });
    const { data } = await lineage.ask('{ featureView(name: "phoenix") { revision deletedAt } }');
    expect(data.featureView).toEqual({ revision: 1, deletedAt: expect.any(String) });
    expect(await apply({ ...viewOf('phoenix', clicks), entity: 'shop' })).toMatchObject(conflict);
    expect((await apply(viewOf('phoenix', clicks))).featureView).toMatchObject({ revision: 2, deletedAt: null });
    expect(await copyVersion('phoenix')).toBe(3);
    const events = await auditOf('phoenix');
    expect(events.map(({ action }) => action)).toEqual(['applyFeatureView', 'deleteFeatureView', 'applyFeatureView']);
    expect(events[1]).toEqual({
      action: 'deleteFeatureView',
      before: { deletedAt: null },
      after: { deletedAt: expect.any(String) },
    });
  });

  it('is refused while a model that is not archived reads it', async () => {
    await apply(viewOf('read', clicks));
    await addReader('reader', 'read', 1);
    expect(await remove('read')).toMatchObject({ ...conflict, message: expect.stringContaining('reader@1') });
    await lineage.ask('mutation { archiveModel(id: "reader") { __typename } }');
    expect(await remove('read')).toMatchObject({ __typename: 'DeleteFeatureViewSuccess' });
  });

  it('knows what is not there, and what could not be', async () => {
    expect(await remove('nobody')).toEqual({ __typename: 'NotFound', type: 'FeatureView', id: 'nobody' });
    expect(await remove('a\0')).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: ['name'] }] });
  });
});
