import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/postgres.ts';
import { boardCopy, type Copy, experimentCopy, putDownCopies, servingCopy } from './copies.ts';
import { noteDelivered } from './deliveries.ts';
import { createFollower } from './follow-copies.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Longer than any machine is slow: who waits so long waits for ever. */
const LONG_MS = 600_000;
const put = (...copies: Copy[]) => putDownCopies(database.db, copies);
const follow = (waitMs: number) => createFollower(() => database.db, waitMs);
const copy = experimentCopy('00000000-0000-7000-8000-000000000001');

it('waits until all of the copies are delivered, at their versions', async () => {
  const own = await put(copy, boardCopy('accuracy', null, 'm'));
  await noteDelivered(database.db, own.slice(0, 1));
  let isBack = false;
  const waiting = follow(LONG_MS)(own).then(() => {
    isBack = true;
  });
  database.statements.length = 0;
  while (database.statements.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isBack).toBe(false);
  // What others change meanwhile is not waited for.
  await put(copy);
  await noteDelivered(database.db, own.slice(1));
  await waiting;
});

it('looks with one statement, however many wait', async () => {
  const own = await put(copy);
  const followLong = follow(LONG_MS);
  database.statements.length = 0;
  const waiting = Promise.all(Array.from({ length: 50 }, () => followLong(own)));
  await noteDelivered(database.db, own);
  await waiting;
  expect(database.statements.length).toBeLessThan(20);
});

it('ends after its time', async () => {
  await follow(1)(await put(copy));
});

it('does not begin while the kind has been waiting for longer, by others than refused copies', async () => {
  const own = await put(copy);
  await sql`update sync_copy set behind_since = now() - interval '1 day'`.execute(database.db);
  await follow(1_000_000)(await put(copy));
  await sql`update sync_copy set attempts = 1`.execute(database.db);
  let isBack = false;
  const other = experimentCopy('00000000-0000-7000-8000-000000000002');
  const others = await put(other);
  const waiting = follow(1_000_000)(others).then(() => {
    isBack = true;
  });
  database.statements.length = 0;
  while (database.statements.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isBack).toBe(false);
  await noteDelivered(database.db, [...own, ...others]);
  await waiting;
});

it('does not wait for kinds that nobody delivers, nor for what cannot be read', async () => {
  await follow(LONG_MS)(await put(servingCopy('m')));
  const away = createFollower(() => {
    throw new Error('away');
  }, LONG_MS);
  await away(await put(copy));
});
