import { expect, it } from '@jest/globals';
import { testStores } from '../../../tests/setup/stores.ts';
import { openDatabase, untilGivenUp } from './database.ts';
import { countLeaderboards } from './leaderboards.ts';

it('makes no round trip for a request that nobody waits for', async () => {
  let roundTrips = 0;
  const shared = openDatabase({
    url: testStores().redisUrl,
    timeoutMs: 10_000,
    keyPrefix: 'test-given-up:',
    onRoundTrip: () => {
      roundTrips += 1;
    },
  });
  const request = new AbortController();
  const db = untilGivenUp(shared, request.signal);
  expect(await countLeaderboards(db)).toBe(0);
  const reason = new Error('left');
  request.abort(reason);
  await expect(countLeaderboards(db)).rejects.toBe(reason);
  expect(roundTrips).toBe(1);
  await shared.close();
});
