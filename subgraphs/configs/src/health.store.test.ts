import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { ask } from '../../../tests/setup/subgraph.ts';
import { createServer } from './server.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('the health of MongoDB', () => {
  it('says what the store is and holds', async () => {
    const { data } = await ask(
      createServer(test, pino({ level: 'silent' })),
      `{ health { mongodb {
           status latencyMs serverVersion collections documents dataSizeBytes indexes { collection name key unique }
         } } }`,
    );
    const { indexes, latencyMs, ...rest } = data.health.mongodb;
    expect(rest).toEqual({
      status: 'UP',
      serverVersion: expect.stringMatching(/^\d+\.\d+/),
      collections: 2,
      documents: 0,
      dataSizeBytes: 0,
    });
    expect(latencyMs).toBeGreaterThan(0);
    expect(indexes).toContainEqual({ collection: 'model_configs', name: 'newest', key: { modelId: 1 }, unique: true });
    expect(indexes).toContainEqual({ collection: 'experiments', name: '_id_', key: { _id: 1 }, unique: true });
    expect(indexes).toHaveLength(7);
  });
});
