import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { type OpenDatabase, openDatabase } from '../database.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { perform } from './perform.ts';

/** As it is by default. */
const STATEMENT_MS = 1_000;

let store: TestDatabase;
let database: OpenDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
  database = openDatabase({ url: store.url, poolMax: 5, timeoutMs: STATEMENT_MS });
  await store.db
    .insertInto('model')
    .values(['a', 'b'].map((id) => ({ id, name: id, tags: [] })))
    .execute();
});
afterAll(async () => {
  await database.db.destroy();
  await store.drop();
});

it('is found before a statement is ended, so that two that wait for each other both end well', async () => {
  const { rows } = await sql`show deadlock_timeout`.execute(store.db);
  expect(rows).toEqual([{ deadlockTimeout: '200ms' }]);

  const context = {
    db: database.db,
    caller: { subject: 'ada', scopes: [] },
    settings: DEFAULT_SETTINGS,
    workers: { wake: () => {}, follow: async () => {} },
  };
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  let attempts = 0;
  const describeBoth = (first: string, second: string) =>
    perform(context, z.object({}), {}, async ({ db }) => {
      attempts += 1;
      const describe = (id: string) =>
        db
          .updateTable('model')
          .set({ description: `${first} first` })
          .where('id', '=', id)
          .execute();
      await describe(first);
      holding += 1;
      if (holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await describe(second);
      return first;
    });

  expect(await Promise.all([describeBoth('a', 'b'), describeBoth('b', 'a')])).toEqual([{ value: 'a' }, { value: 'b' }]);
  // Once more where the one that was ended comes back before the other one has woken.
  expect(attempts).toBeGreaterThanOrEqual(3);
  const descriptions = await store.db.selectFrom('model').select('description').distinct().execute();
  expect(descriptions).toHaveLength(1);
});
