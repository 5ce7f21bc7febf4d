import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase } from '../../../tests/setup/mongodb.ts';
import { openDatabase } from './database.ts';
import { countModelConfigs } from './model-configs.ts';
import { createServer } from './server.ts';

it('is ready while commands wait for a connection', async () => {
  const store = await createTestDatabase();
  const database = openDatabase({ url: store.url, poolMax: 1, timeoutMs: 20_000 });
  const { ready } = createServer(database, pino({ level: 'silent' }));
  await ready();
  let answered = 0;
  const waiting = Array.from({ length: 500 }, async () => {
    await countModelConfigs(database.db);
    answered += 1;
  });
  await ready();
  expect(answered).toBeLessThan(500);
  await Promise.all(waiting);
  await database.close();
  await store.drop();
});
