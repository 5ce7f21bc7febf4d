import { expect, it } from '@jest/globals';
import { proxyOf } from '../../../tests/setup/proxy.ts';
import { createTestDatabase } from '../../../tests/setup/redis.ts';
import { testStores } from '../../../tests/setup/stores.ts';
import { writeLeaderboard } from './leaderboards/boards.ts';

it('a write that Redis breaks off is one failure, and none that nobody catches', async () => {
  const proxy = await proxyOf(testStores().redisUrl);
  const database = createTestDatabase({ url: proxy.url });
  const uncaught: unknown[] = [];
  const note = (reason: unknown) => uncaught.push(reason);
  process.on('unhandledRejection', note);
  try {
    proxy.interfere = (from, text) => (from === 'client' && text.includes('ZCARD') ? 'lose' : 'pass');
    const entries = [{ modelId: 'a', score: 1 }];
    await expect(
      writeLeaderboard(database.db, { name: 'b', goal: 'MAXIMIZE', synced: true, entries }),
    ).rejects.toThrow();
    await new Promise(setImmediate);
    expect(uncaught).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    await database.close();
    await proxy.close();
  }
});
