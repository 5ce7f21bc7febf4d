import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import { proxyOf, type StoreProxy } from '../../../../tests/setup/proxy.ts';
import { testStores } from '../../../../tests/setup/stores.ts';
import { NoFreeConnection, openPool, validating } from './pool.ts';
import { StatementHangs } from './statement-deadline.ts';

let store: StoreProxy;
let pool: pg.Pool;

beforeEach(async () => {
  store = await proxyOf(testStores().databaseUrl);
  pool = openPool({ url: store.url, max: 30, timeoutMs: 10_000 });
});
afterEach(async () => {
  await store.resume();
  await pool.end();
  await store.close();
});

/** Opens as many connections at once and gives them all back. */
async function warm(checked: PostgresPool, count: number) {
  const clients = await Promise.all(Array.from({ length: count }, () => checked.connect()));
  for (const client of clients) client.release();
}

const processOf = async (client: { query(sql: string, parameters: never[]): Promise<{ rows: unknown[] }> }) =>
  (await client.query('select pg_backend_pid() as pid', [])).rows;

describe('the pool', () => {
  it('keeps 10 connections and opens up to 30', () => {
    expect(pool.options).toMatchObject({ min: 10, max: 30 });
  });

  it('hands out a connection that was used lately as it is', async () => {
    const checked = validating(pool, { timeoutMs: 10_000, trustedMs: 60_000 });
    await warm(checked, 1);
    store.hang();
    const client = await checked.connect();
    expect(pool.totalCount).toBe(1);
    client.release(true);
  });

  it('hands out one that idled and still answers', async () => {
    const checked = validating(pool, { timeoutMs: 10_000, trustedMs: 0 });
    const first = await checked.connect();
    const before = await processOf(first);
    first.release();
    const again = await checked.connect();
    expect(await processOf(again)).toEqual(before);
    again.release();
  });

  it('replaces all that idled when one of them was cut without a word', async () => {
    const checked = validating(pool, { timeoutMs: 10_000, trustedMs: 0 });
    await warm(checked, 5);
    store.hang();
    const waiting = checked.connect();
    // The first that does not answer is removed, and the others with it.
    while (pool.totalCount > 1 || pool.idleCount > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await store.resume();
    // The connection that was being opened broke with the rest.
    await waiting.then(
      (client) => client.release(),
      () => undefined,
    );
    const client = await checked.connect();
    expect(await processOf(client)).toHaveLength(1);
    client.release();
  });

  it('says that all connections are in use where they are', async () => {
    const few = openPool({ url: store.url, max: 2, timeoutMs: 300 });
    const checked = validating(few, { timeoutMs: 300 });
    const clients = await Promise.all([checked.connect(), checked.connect()]);
    await expect(checked.connect()).rejects.toThrow(NoFreeConnection);
    for (const client of clients) client.release();
    (await checked.connect()).release();
    await few.end();
  });

  it('does not say so where none can be opened', async () => {
    store.hang();
    const few = openPool({ url: store.url, max: 2, timeoutMs: 300 });
    const checked = validating(few, { timeoutMs: 300 });
    const failures = await Promise.all([1, 2, 3].map(() => checked.connect().catch((error: unknown) => error)));
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(NoFreeConnection);
    }
    await store.resume();
    await few.end();
  });

  it('reads an answer that came while this process computed', async () => {
    const checked = validating(pool, { timeoutMs: 100 });
    const client = await checked.connect();
    const answer = client.query('select pg_sleep(0.01), 7 as seven', []);
    // Until it is sent.
    await new Promise(setImmediate);
    const end = performance.now() + 1_000;
    while (performance.now() < end);
    expect((await answer).rows).toMatchObject([{ seven: 7 }]);
    client.release();
  });

  it('throws away a connection on which a statement hangs', async () => {
    const checked = validating(pool, { timeoutMs: 100 });
    const client = await checked.connect();
    store.hang();
    await expect(client.query('select 1', [])).rejects.toThrow(StatementHangs);
    await expect(client.query('rollback', [])).rejects.toThrow(StatementHangs);
    client.release();
    expect(pool.totalCount).toBe(0);
  });
});
