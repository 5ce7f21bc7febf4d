import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { boardCopy, type Copy, experimentCopy, type PutDownCopy, putDownCopies } from './copies.ts';
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
/** By somebody whose lease has ended long ago. */
const deliver = (copies: readonly PutDownCopy[]) =>
  noteDelivered(
    database.db,
    copies.map((one) => ({ ...one, leaseUntil: new Date(0) })),
  );
const follow = (waitMs: number) => createFollower(() => database.db, waitMs);
const copy = experimentCopy('00000000-0000-7000-8000-000000000001');

it('waits until all of the copies are delivered, at their versions', async () => {
  const own = await put(copy, boardCopy('accuracy', null, 'm'));
  await deliver(own.slice(0, 1));
  let isBack = false;
  const waiting = follow(LONG_MS)(own).then(() => {
    isBack = true;
  });
  database.statements.length = 0;
  while (database.statements.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isBack).toBe(false);
  // What others change meanwhile is not waited for.
  await put(copy);
  await deliver(own.slice(1));
  await waiting;
});

it('looks with one statement, however many wait', async () => {
  const own = await put(copy);
  const followLong = follow(LONG_MS);
  database.statements.length = 0;
  const waiting = Promise.all(Array.from({ length: 50 }, () => followLong(own)));
  await deliver(own);
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
  await deliver([...own, ...others]);
  await waiting;
});

it('waits for no more copies than are delivered in the time, of one mutation or of all', async () => {
  const many = await put(...Array.from({ length: 501 }, (_, index) => boardCopy('many', null, `m${index}`)));
  await follow(LONG_MS)(many);
  const followLong = follow(LONG_MS);
  const crowd = Array.from({ length: 2 }, () => followLong(many.slice(0, 500)));
  await followLong(many.slice(0, 1));
  await deliver(many);
  await Promise.all(crowd);
  const waiting = followLong(await put(copy));
  await deliver(await put(copy));
  await waiting;
});

it('does not wait for what cannot be read', async () => {
  const away = createFollower(() => {
    throw new Error('away');
  }, LONG_MS);
  await away(await put(copy));
});
