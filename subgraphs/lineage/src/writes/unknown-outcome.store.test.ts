import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { rounds } from '../../../../tests/setup/config.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { proxyOf, type StoreProxy } from '../../../../tests/setup/proxy.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { type OpenDatabase, openDatabase } from '../database.ts';
import { createServer } from '../server.ts';

const UNKNOWN =
  'It is not known whether this was done: look before you send it again; with an idempotencyKey it can be sent at once.';

let direct: TestDatabase;
let proxy: StoreProxy;
let database: OpenDatabase;
let lineage: ReturnType<typeof createServer>;
let number = 0;

beforeAll(async () => {
  direct = await createTestDatabase();
  proxy = await proxyOf(direct.url);
  database = openDatabase({ url: proxy.url, poolMax: 10, timeoutMs: 5_000 });
  lineage = createServer(database, pino({ level: 'silent' }));
});
beforeEach(() => {
  proxy.interfere = undefined;
});
afterAll(async () => {
  await database.db.destroy();
  await proxy.close();
  await direct.drop();
});

/** Creates a model, and answers what was said of it and whether it is there. */
async function create() {
  number += 1;
  const id = `unknown-${number}`;
  const { data, errors } = await ask(
    lineage,
    `mutation { createModel(input: { id: "${id}" }) { __typename ... on ModelSuccess { model { id versions { totalCount } } } } }`,
  );
  return { data, error: errors?.[0], errors, isThere: () => isThere(id) };
}

const isThere = async (id: string) =>
  (await direct.db.selectFrom('model').select('id').where('id', '=', id).execute()).length === 1;

const says = (text: string, word: string) => text.toLowerCase().includes(word);
/** The query that COMMIT is, and the tag with which the server answers it. */
const isCommit = (from: string, text: string) => from === 'client' && says(text, 'commit\0');
const isCommitted = (from: string, text: string) => from === 'store' && says(text, 'commit\0');

describe('a mutation whose COMMIT was sent and not answered', () => {
  it('says that nobody knows, where it has happened', async () => {
    proxy.interfere = (from, data) => (isCommitted(from, data) ? 'lose' : 'pass');
    const { data, error, isThere } = await create();
    expect(data).toEqual({ createModel: null });
    expect(error).toMatchObject({
      message: `PostgreSQL does not answer. ${UNKNOWN}`,
      path: ['createModel'],
      extensions: { code: 'STORE_UNAVAILABLE', service: 'lineage', outcome: 'UNKNOWN' },
    });
    expect(await isThere()).toBe(true);
  });

  it('says that nobody knows, where it has not', async () => {
    proxy.interfere = (from, data) => (isCommit(from, data) ? 'lose' : 'pass');
    const { error, isThere } = await create();
    expect(error.extensions.outcome).toBe('UNKNOWN');
    expect(await isThere()).toBe(false);
  });
});

describe('a mutation that certainly did not happen', () => {
  it('says no such thing where the connection broke before its COMMIT', async () => {
    proxy.interfere = (from, data) => (from === 'client' && says(data, 'insert into "model"') ? 'lose' : 'pass');
    const { error, isThere } = await create();
    expect(error).toMatchObject({ message: 'PostgreSQL does not answer.' });
    expect(error.extensions).toEqual({ code: 'STORE_UNAVAILABLE', service: 'lineage' });
    expect(await isThere()).toBe(false);
  });

  it('says no such thing where PostgreSQL refused the COMMIT', async () => {
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no' using errcode = '23514'; end $$`.execute(direct.db);
    await sql`create constraint trigger refuse after insert on model deferrable initially deferred
      for each row execute function refuse()`.execute(direct.db);
    const { data, errors, isThere } = await create();
    await sql`drop trigger refuse on model`.execute(direct.db);
    expect(errors).toBeUndefined();
    expect(data.createModel.__typename).toBe('InvalidInput');
    expect(await isThere()).toBe(false);
  });
});

describe('a mutation whose COMMIT was answered', () => {
  it('has succeeded, whatever fails after it', async () => {
    proxy.interfere = (from, data) => {
      if (!isCommitted(from, data)) return 'pass';
      proxy.interfere = () => 'lose';
      return 'pass';
    };
    const { data, errors, isThere } = await create();
    proxy.interfere = undefined;
    expect(data.createModel).toMatchObject({ __typename: 'ModelSuccess', model: { id: `unknown-${number}` } });
    expect(errors.every(({ path, extensions }: (typeof errors)[0]) => path.length > 2 && !extensions.outcome)).toBe(
      true,
    );
    expect(await isThere()).toBe(true);
  });

  it('is answered as it was read there, and its copies as behind, where nothing can be read any more', async () => {
    proxy.interfere = (from, data) => {
      // A column of runs is called source_commit.
      if (from === 'client' || !data.includes('COMMIT\0')) return 'pass';
      proxy.interfere = () => 'lose';
      return 'pass';
    };
    const { data, errors } = await ask(
      lineage,
      `mutation { createTrainingRun(input: { name: "answered" }) {
        ... on TrainingRunSuccess { trainingRun { name status configSync metrics { name } } }
      } }`,
    );
    proxy.interfere = undefined;
    expect(data.createTrainingRun.trainingRun).toEqual({
      name: 'answered',
      status: 'RUNNING',
      configSync: 'PENDING',
      metrics: null,
    });
    expect(errors).toEqual([expect.objectContaining({ path: ['createTrainingRun', 'trainingRun', 'metrics'] })]);
  });
});

it('what is said under random kills of connections is what is in the table', async () => {
  const ROUNDS = rounds(20);
  const AT_ONCE = 8;
  const said = { success: 0, unknown: 0, failed: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const creating = Array.from({ length: AT_ONCE }, create);
    const killing = sql`select pg_sleep(random() * 0.01), pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'tributary-lineage'
      and random() < 0.5`.execute(direct.db);
    await killing;
    for (const { data, error, isThere } of await Promise.all(creating)) {
      const succeeded = data.createModel !== null;
      const isUnknown = error?.extensions.outcome === 'UNKNOWN' && error.path.length === 1;
      said[succeeded ? 'success' : isUnknown ? 'unknown' : 'failed'] += 1;
      if (!isUnknown) expect([succeeded, await isThere()]).toEqual([succeeded, succeeded]);
    }
  }
  expect(said.success).toBeGreaterThan(0);
  expect(said.failed + said.unknown).toBeGreaterThan(0);
  expect(said.success + said.failed + said.unknown).toBe(ROUNDS * AT_ONCE);
});
