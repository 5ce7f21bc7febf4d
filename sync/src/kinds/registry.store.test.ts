import { expect, it } from '@jest/globals';
import { createRegistries, readRegistry } from '@tributary/realtime/features/registries';
import { storeFeatures } from '@tributary/realtime/features/store-features';
import { useSync } from '../../../tests/setup/sync.ts';

const sync = useSync();
const { mutate, deliver } = sync;

const apply = (features: string, more = '') =>
  mutate(
    `applyFeatureView(input: { name: "clicks", entity: "user", features: [${features}] ${more} })`,
    '... on FeatureViewSuccess { featureView { revision } }',
  );
const remove = () => mutate('deleteFeatureView(name: "clicks")');
const COUNT = '{ name: "count", type: INT, default: 0, description: "How many." }';
const RATE = '{ name: "rate", type: FLOAT }';

async function state() {
  const { data } = await sync.ask('{ featureView(name: "clicks") { registrySync } }');
  return data.featureView.registrySync;
}

const known = () => readRegistry(sync.stores.realtime, 'clicks');

async function store() {
  const rows = [{ entity: 'u1', values: {} }];
  const outcome = await storeFeatures(
    { db: sync.stores.realtime, registries: createRegistries(), caller: { subject: 'tester', scopes: [] } },
    { view: 'clicks', rows },
  );
  return 'failure' in outcome ? outcome.failure.__typename : outcome.value;
}

it('a view that was applied is on its way until it may be filled; deleted it may not', async () => {
  await apply(COUNT);
  expect([await state(), await store()]).toEqual(['PENDING', 'NotFound']);
  await deliver();
  expect([await state(), await store()]).toEqual(['SYNCED', { stored: 1, skippedStale: 0 }]);
  await remove();
  expect(await store()).toEqual({ stored: 1, skippedStale: 0 });
  await deliver();
  expect([await state(), await store(), await known()]).toEqual(['SYNCED', 'NotFound', null]);
});

it('what is known of a view is every revision since it was last created, by what it stores', async () => {
  await apply(COUNT);
  await apply(`${COUNT}, ${RATE}`, 'ttlSeconds: 60');
  await apply(`${COUNT}, ${RATE}`, 'ttlSeconds: null');
  await deliver();
  const registry = await known();
  expect(registry).toMatchObject({
    entity: 'user',
    joinKeys: ['user'],
    firstRevision: 2,
    revision: 4,
    ttlSeconds: null,
  });
  expect([...(registry?.layouts.keys() ?? [])]).toEqual([2, 3, 4]);
  expect(registry?.layouts.get(2)?.columns).toMatchObject([{ name: 'count', type: 'INT', default: 0 }]);
  expect(registry?.layouts.get(4)?.columns.map(({ name }) => name)).toEqual(['count', 'rate']);
  expect(registry?.layouts.get(3)).toBe(registry?.layouts.get(4));
  expect(registry?.ttls).toEqual([3_600, 60, null]);
});
