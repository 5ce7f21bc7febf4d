import { expect, it } from '@jest/globals';
import { openDatabase } from '@tributary/realtime/database';
import { readStoreState } from '@tributary/realtime/health';
import { createRedisServer } from '../../tests/setup/redis-server.ts';
import { eventually } from '../../tests/setup/waiting.ts';
import { loadBulkFeatures } from './bulk-features.ts';

const USERS = 6_000;

it('stores as many users as Redis has room for, and no more when it is begun again', async () => {
  await using resources = new AsyncDisposableStack();
  const server = await createRedisServer();
  resources.defer(() => server.remove());
  server.start();
  const { db, close } = openDatabase({ url: server.url, timeoutMs: 60_000, keyPrefix: 'test:' });
  resources.defer(() => close());
  const usedBytes = async () => (await readStoreState(db)).usedMemoryBytes;
  await eventually(usedBytes);
  const setLimit = (bytes: number) => db.run((redis) => redis.configSet('maxmemory', String(bytes)));
  const lines: string[] = [];
  const load = () => loadBulkFeatures(db, { seed: 7, users: USERS, log: (line) => lines.push(line) });

  await setLimit((await usedBytes()) + 7_000_000);
  const stored = await load();
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(USERS);
  await setLimit((await usedBytes()) + 100_000);
  expect(await load()).toBe(0);
  const said = `Redis: its maxmemory has room for features of ${stored.toLocaleString('en')} of 6,000 users, at `;
  expect(lines).toEqual([expect.stringContaining(said), expect.stringContaining(said)]);
  await setLimit(0);
  expect(await load()).toBe(USERS - stored);
});
