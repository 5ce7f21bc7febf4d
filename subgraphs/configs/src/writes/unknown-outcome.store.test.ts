import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { rounds } from '../../../../tests/setup/config.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/mongodb.ts';
import { proxyOf, type StoreProxy } from '../../../../tests/setup/proxy.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { countAuditEvents, findAuditEvents } from '../audit-outbox.ts';
import { type OpenDatabase, openDatabase } from '../database.ts';
import { createServer } from '../server.ts';

let direct: TestDatabase;
let proxy: StoreProxy;
let database: OpenDatabase;
let configs: ReturnType<typeof createServer>;
let number = 0;

beforeAll(async () => {
  direct = await createTestDatabase();
  proxy = await proxyOf(direct.url);
  database = openDatabase({ url: proxy.url, poolMax: 10, timeoutMs: 5_000 });
  configs = createServer(database, pino({ level: 'silent' }));
});
beforeEach(() => {
  proxy.interfere = undefined;
});
afterAll(async () => {
  await database.close();
  await proxy.close();
  await direct.drop();
});

const isThere = async (modelId: string) => (await direct.db.modelConfigs.countDocuments({ modelId })) === 1;

/** Inserts a configuration, and answers what was said of it and whether it is there. */
async function insert() {
  number += 1;
  const modelId = `unknown-${number}`;
  const { data, errors } = await ask(
    configs,
    `mutation { insertModelConfig(input: { modelId: "${modelId}", framework: "x" }) { __typename } }`,
  );
  return { data, error: errors?.[0], isThere: () => isThere(modelId) };
}

const isCommit = (from: string, text: string) => from === 'client' && text.includes('commitTransaction');

describe('a mutation whose commit was not answered', () => {
  it('has succeeded where the driver’s second try is answered', async () => {
    let commits = 0;
    proxy.interfere = (from, text) => {
      if (!isCommit(from, text)) return 'pass';
      commits += 1;
      return commits === 1 ? 'lose' : 'pass';
    };
    const { data, isThere } = await insert();
    expect(data.insertModelConfig).toEqual({ __typename: 'ModelConfigSuccess' });
    expect(commits).toBe(2);
    expect(await isThere()).toBe(true);
  });

  it('says that nobody knows, where it has not happened', async () => {
    proxy.interfere = (from, text) => (isCommit(from, text) ? 'lose' : 'pass');
    const { data, error, isThere } = await insert();
    expect(data).toEqual({ insertModelConfig: null });
    expect(error).toMatchObject({
      message: expect.stringMatching(/^MongoDB does not answer\. It is not known whether this was done/),
      path: ['insertModelConfig'],
      extensions: { code: 'STORE_UNAVAILABLE', service: 'configs', outcome: 'UNKNOWN' },
    });
    proxy.interfere = undefined;
    expect(await isThere()).toBe(false);
  });

  it('says that nobody knows, where it has happened', async () => {
    let committed = false;
    proxy.interfere = (from, text) => {
      const isAnswer = from === 'store' && committed;
      committed = isCommit(from, text);
      return isAnswer ? 'lose' : 'pass';
    };
    const { error, isThere } = await insert();
    proxy.interfere = undefined;
    expect(error.extensions.outcome).toBe('UNKNOWN');
    expect(await isThere()).toBe(true);
  });
});

it('a mutation whose connection broke before its commit says no such thing', async () => {
  proxy.interfere = (from, text) => (from === 'client' && text.includes('audit_outbox') ? 'lose' : 'pass');
  const { error, isThere } = await insert();
  proxy.interfere = undefined;
  expect(error.message).toBe('MongoDB does not answer.');
  expect(error.extensions).toEqual({ code: 'STORE_UNAVAILABLE', service: 'configs' });
  expect(await isThere()).toBe(false);
});

it('the outbox is read before there is a connection, too', async () => {
  const opening = openDatabase({ url: proxy.url, poolMax: 1, timeoutMs: 5_000 });
  const found = await findAuditEvents(opening.db, 1_000);
  expect(found).toHaveLength(await countAuditEvents(direct.db));
  await opening.close();
});

it('what is said while connections break by lot is what is in the store, and the audit is beside it', async () => {
  const events = await countAuditEvents(direct.db);
  const there = await direct.db.modelConfigs.countDocuments({});
  const said = { success: 0, unknown: 0, failed: 0 };
  for (let round = 0; round < rounds(6); round += 1) {
    proxy.interfere = () => (Math.random() < 0.02 ? 'lose' : 'pass');
    for (const { data, error, isThere } of await Promise.all(Array.from({ length: 8 }, insert))) {
      const succeeded = data.insertModelConfig !== null;
      const isUnknown = error?.extensions.outcome === 'UNKNOWN';
      said[succeeded ? 'success' : isUnknown ? 'unknown' : 'failed'] += 1;
      if (!isUnknown) expect([succeeded, await isThere()]).toEqual([succeeded, succeeded]);
    }
  }
  proxy.interfere = undefined;
  expect(said.success).toBeGreaterThan(0);
  const written = (await direct.db.modelConfigs.countDocuments({})) - there;
  expect((await countAuditEvents(direct.db)) - events).toBe(written);
});
