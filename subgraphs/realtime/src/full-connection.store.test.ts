import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase } from '../../../tests/setup/redis.ts';
import { createServer } from './server.ts';

it('is ready while much waits on the connection of all others', async () => {
  const database = createTestDatabase();
  const { ready } = createServer(database, pino({ level: 'silent' }));
  await ready();
  await database.db.run((redis) => redis.set(`${database.keyPrefix}large`, 'x'.repeat(1_000_000)));
  let answered = 0;
  const waiting = Array.from({ length: 60 }, async () => {
    await database.db.run((redis) => redis.get(`${database.keyPrefix}large`));
    answered += 1;
  });
  await ready();
  expect(answered).toBeLessThan(60);
  await Promise.all(waiting);
  await database.drop();
});
