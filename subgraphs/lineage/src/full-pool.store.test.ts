import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase } from '../../../tests/setup/postgres.ts';
import { openDatabase } from './database.ts';
import { createServer } from './server.ts';

it('is ready while all connections are in use', async () => {
  const store = await createTestDatabase();
  const database = openDatabase({ url: store.url, poolMax: 2, timeoutMs: 10_000 });
  const { ready } = createServer(database, pino({ level: 'silent' }));
  const held = await Promise.all([database.pool.connect(), database.pool.connect()]);
  await ready();
  expect(database.pool.idleCount).toBe(0);
  for (const client of held) client.release();
  await database.close();
  await store.drop();
});
