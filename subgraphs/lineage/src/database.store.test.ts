import { afterAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { PATIENCE_MS, testStores } from '../../../tests/setup/stores.ts';
import { openDatabase, storeFailure } from './database.ts';

const { db, close } = openDatabase({ url: testStores().databaseUrl, poolMax: 1, timeoutMs: PATIENCE_MS });
afterAll(() => close());

/** What a client is told when the server answers with an error code. */
const told = (code: string) =>
  sql`do ${sql.raw(`$$ begin raise exception using errcode = '${code}'; end $$`)}`.execute(db).then(
    () => 'nothing',
    (error: unknown) => storeFailure(error),
  );

describe('what a client is told of the server', () => {
  it.each([
    ['53100', 'PostgreSQL has no space left to write to.'],
    ['53300', 'PostgreSQL does not answer.'],
    ['57P03', 'PostgreSQL does not answer.'],
    ['57014', 'PostgreSQL took too long to answer.'],
    ['28P01', 'PostgreSQL refuses this service: its user or password does not fit.'],
    ['23505', undefined],
  ])('that answers %s', async (code, message) => {
    expect(await told(code)).toBe(message);
  });
});
