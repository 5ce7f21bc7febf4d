import { afterAll, expect, it } from '@jest/globals';
import { createTestDatabase } from '../../../tests/setup/redis.ts';
import { untilGivenUp } from './database.ts';
import { countLeaderboards } from './leaderboards/boards.ts';

const database = createTestDatabase();
afterAll(() => database.drop());

it('makes no round trip for a request that nobody waits for', async () => {
  const request = new AbortController();
  const db = untilGivenUp(database.db, request.signal);
  expect(await countLeaderboards(db)).toBe(0);
  const reason = new Error('left');
  request.abort(reason);
  const { roundTrips } = await database.watch(() => expect(countLeaderboards(db)).rejects.toBe(reason));
  expect(roundTrips).toBe(0);
});
