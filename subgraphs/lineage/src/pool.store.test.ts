import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import { proxyOf, type StoreProxy } from '../../../tests/setup/proxy.ts';
import { testStores } from '../../../tests/setup/stores.ts';
import { openPool, validating } from './pool.ts';

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
    const checked = validating(pool, 60_000);
    await warm(checked, 1);
    store.hang();
    const client = await checked.connect();
    expect(pool.totalCount).toBe(1);
    client.release(true);
  });

  it('hands out one that idled and still answers', async () => {
    const checked = validating(pool, 0);
    const first = await checked.connect();
    const before = await processOf(first);
    first.release();
    const again = await checked.connect();
    expect(await processOf(again)).toEqual(before);
    again.release();
  });

  it('replaces all that idled when one of them was cut without a word', async () => {
    const checked = validating(pool, 0);
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
});
