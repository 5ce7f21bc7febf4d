import { describe, expect, it } from '@jest/globals';
import { CLICKS, type Feature, minutesAgo, SPENT, useFeatures } from '../../../../tests/setup/stored-features.ts';
import { scanKeys } from '../scan-keys.ts';
import { removeFormerRows } from './former-rows.ts';
import { writeRegistries } from './write-registries.ts';

const { realtime, apply, remove, store, storeOne, refusal, readOne } = useFeatures();

describe('a view', () => {
  it('takes rows once it is there', async () => {
    expect(await storeOne('coming', 'e', {})).toEqual({
      __typename: 'NotFound',
      message:
        'There is no FeatureView coming: one that was applied just now is on its way here, and takes rows once its registrySync is SYNCED.',
    });
    await apply('coming', [{ features: [CLICKS] }]);
    expect(await storeOne('coming', 'e', {})).toMatchObject({ stored: 1 });
  });

  it('that has changed reads old rows as they were written', async () => {
    const first = { features: [CLICKS, SPENT] };
    await apply('changing', [first]);
    await storeOne('changing', 'old', { clicks: 1, spent: 0.5 });
    await apply('changing', [first, { features: [['tags', 'STRING_VECTOR'], SPENT, ['more', 'BOOL']] }]);
    await storeOne('changing', 'new', { tags: ['a'], more: true });
    expect(await readOne('changing', 'old')).toMatchObject({
      names: ['tags', 'spent', 'more'],
      values: [null, 0.5, null],
      statuses: ['NULL_VALUE', 'PRESENT', 'NULL_VALUE'],
    });
    expect(await readOne('changing', 'new')).toMatchObject({ values: [['a'], null, true] });
    expect(await refusal('changing', { clicks: 1 })).toMatchObject([{ path: ['rows', '0', 'values', 'clicks'] }]);
  });

  it('that was deleted and applied again has none of its rows, which are then removed', async () => {
    const features: Feature[] = [CLICKS];
    await apply('again', [{ features, ttlSeconds: null }]);
    await apply('again-too', [{ features }]);
    const rows = Array.from({ length: 500 }, (_, index) => ({ entity: `u${index}`, values: { clicks: index } }));
    await store('again', rows);
    await storeOne('again-too', 'u1', { clicks: 7 });
    await remove('again');
    expect(await readOne('again', 'u1')).toBeNull();
    expect(await storeOne('again', 'u1', {})).toMatchObject({ __typename: 'NotFound' });
    await apply('again', [{ features, ttlSeconds: null }], { firstRevision: 2 });
    expect(await readOne('again', 'u1')).toMatchObject({ statuses: ['NOT_FOUND'] });
    expect(await storeOne('again', 'u1', { clicks: 9 }, minutesAgo(60))).toMatchObject({ stored: 1 });
    const { db } = realtime;
    const keysOf = async () => {
      const found = await Array.fromAsync(scanKeys(db, { pattern: db.keys.features.pattern('again') }));
      return found.flat().length;
    };
    expect(await keysOf()).toBeGreaterThan(500);
    await removeFormerRows(db);
    expect(await keysOf()).toBe(2);
    expect(await readOne('again', 'u1')).toMatchObject({ values: [9] });
    expect(await readOne('again-too', 'u1')).toMatchObject({ values: [7] });
    expect(await db.run((redis) => redis.sMembers(db.keys.features.former))).toEqual([]);
  });

  it('that is deleted while rows are stored keeps none of them', async () => {
    await apply('torn', [{ features: [CLICKS], ttlSeconds: null }]);
    let isDeleted = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; ; round++) {
        const ended = isDeleted;
        const rows = Array.from({ length: 50 }, (_, index) => ({ entity: `${writer}-${round}-${index}`, values: {} }));
        const { __typename } = await store('torn', rows);
        if (__typename === 'NotFound') return;
        expect(ended).toBe(false);
      }
    });
    await remove('torn');
    isDeleted = true;
    await Promise.all(writers);
    await removeFormerRows(realtime.db);
    const { keys } = realtime.db;
    const found = await Array.fromAsync(scanKeys(realtime.db, { pattern: keys.features.pattern('torn') }));
    expect(found.flat()).toEqual([]);
  });

  it('never goes back to what it was before', async () => {
    const state = { view: 'late', entity: 'user', joinKeys: ['user_id'], firstRevision: 1 };
    const layout = (name: string, revision: number) => [
      { features: [{ name, type: 'INT', default: null }], revisions: [{ revision, ttlSeconds: 60 }] },
    ];
    const second = { ...state, version: 9_002, layouts: layout('b', 2) };
    const first = { ...state, version: 9_001, layouts: layout('a', 1) };
    await writeRegistries(realtime.db, [second, first, second]);
    expect(await readOne('late', 'e')).toMatchObject({ names: ['b'] });
  });

  it('counts its entities to about a percent, tells how fresh they are and what they take', async () => {
    await apply('counted', [{ features: [CLICKS] }]);
    const read = async () => {
      const { data } = await realtime.ask(
        `query { _entities(representations: [{ __typename: "FeatureView", name: "counted" }]) {
          ... on FeatureView { online { entityCount newestEventTime memoryBytes } }
        } }`,
      );
      return data._entities[0].online;
    };
    expect(await read()).toEqual({ entityCount: 0, newestEventTime: null, memoryBytes: null });
    const newest = minutesAgo(1);
    for (let call = 0; call < 4; call++) {
      const rows = Array.from({ length: 1_000 }, (_, index) => ({
        entity: `u${call * 500 + index}`,
        values: { clicks: index },
        eventTime: call === 2 ? newest : minutesAgo(2),
      }));
      await store('counted', rows);
    }
    const online = await read();
    expect(online.newestEventTime).toBe(newest.toISOString());
    expect(Math.abs(online.entityCount - 2_500)).toBeLessThan(75);
    expect(online.memoryBytes / online.entityCount).toBeGreaterThan(50);
    expect(online.memoryBytes / online.entityCount).toBeLessThan(500);
  });

  it('is stale when nothing was written for long: never filled ones first, without a look at any row', async () => {
    await apply('stale-empty', [{ features: [CLICKS] }]);
    await apply('stale-filled', [{ features: [CLICKS] }]);
    await storeOne('stale-filled', 'e', { clicks: 1 }, minutesAgo(90));
    await apply('stale-gone', [{ features: [CLICKS] }]);
    await remove('stale-gone');
    const read = async (seconds: number) => {
      const { data, commands } = await realtime.watch(
        `{ staleFeatureViews(olderThanSeconds: ${seconds}) { name newestEventTime view { name } } }`,
      );
      expect(Object.keys(commands).toSorted()).toEqual(['hGetAll', 'zRange']);
      return data.staleFeatureViews.filter(({ name }: { name: string }) => name.startsWith('stale-'));
    };
    expect(await read(3_600)).toEqual([{ name: 'stale-empty', newestEventTime: null, view: { name: 'stale-empty' } }]);
    const [, filled] = await read(-60);
    expect(filled.name).toBe('stale-filled');
  });
});
