import { describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../tests/setup/configs.ts';
import { PATIENCE_MS, testStores } from '../../../tests/setup/stores.ts';
import { openDatabase } from './database.ts';
import { probe } from './health.ts';

const configs = useConfigs();

describe('the health of MongoDB', () => {
  it('says what the store is and holds', async () => {
    const { data } = await configs.ask(
      `{ health { mongodb {
           status latencyMs serverVersion collections documents dataSizeBytes indexes { collection name key unique }
         } } }`,
    );
    const { indexes, latencyMs, ...rest } = data.health.mongodb;
    expect(rest).toEqual({
      status: 'UP',
      serverVersion: expect.stringMatching(/^\d+\.\d+/),
      collections: 6,
      documents: 0,
      dataSizeBytes: 0,
    });
    expect(latencyMs).toBeGreaterThan(0);
    expect(indexes).toContainEqual({ collection: 'model_configs', name: 'newest', key: { modelId: 1 }, unique: true });
    expect(indexes).toContainEqual({ collection: 'experiments', name: '_id_', key: { _id: 1 }, unique: true });
    expect(indexes).toContainEqual(
      expect.objectContaining({ collection: 'artifacts.files', key: { filename: 1 }, unique: true }),
    );
    const collections = new Set(indexes.map(({ collection }: { collection: string }) => collection));
    expect([...collections]).toEqual([
      'artifacts.chunks',
      'artifacts.files',
      'artifacts.uploads',
      'audit_outbox',
      'experiments',
      'model_configs',
    ]);
  });
});

it('is that of a replica set that is named by several members, of which one is away', async () => {
  const { href, host } = new URL(testStores().mongodbUrl);
  const url = href.replace(host, `127.0.0.1:1,${host}`);
  const { db, close } = openDatabase({ url, poolMax: 1, timeoutMs: PATIENCE_MS });
  await expect(probe(db)).resolves.toBeUndefined();
  await close();
});
