import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { untilGivenUp } from './database.ts';
import { findIndexes, measureLatency, readStoreState } from './health.ts';
import { countModelConfigs } from './model-configs.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('makes no command for a request that nobody waits for', async () => {
  const request = new AbortController();
  const db = untilGivenUp(database.db, request.signal);
  expect(await countModelConfigs(db)).toBe(0);
  database.commands.length = 0;
  const reason = new Error('left');
  request.abort(reason);
  for (const ask of [countModelConfigs, measureLatency, readStoreState, findIndexes]) {
    await expect((async () => ask(db))()).rejects.toBe(reason);
  }
  expect(database.commands).toEqual([]);
});
