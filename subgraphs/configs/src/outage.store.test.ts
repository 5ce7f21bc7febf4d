import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Logger, pino } from 'pino';
import { proxyOf, type StoreProxy } from '../../../tests/setup/proxy.ts';
import { testStores } from '../../../tests/setup/stores.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { eventually } from '../../../tests/setup/waiting.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createServer } from './server.ts';

/** No clock is read here: while the store is away, an answer can only be the deadline's. */
const TIMEOUT_MS = 2_000;

const QUERY = '{ modelConfig(modelId: "fraud-detector") { id } }';
const NOBODY = { data: { modelConfig: null } };

let store: StoreProxy;
let database: OpenDatabase;
let configs: ReturnType<typeof createServer>;

const open = (log?: Logger) => {
  database = openDatabase({ url: store.url, poolMax: 5, timeoutMs: TIMEOUT_MS, ...(log && { log }) });
  configs = createServer(database, pino({ level: 'silent' }));
};

/** On a busy machine the first queries after a return may still be too slow. */
const untilWhole = () => eventually(async () => expect(await ask(configs, QUERY)).toEqual(NOBODY));

/** A busy machine may keep this process from working, which is then said instead. */
const untilAway = () =>
  eventually(async () => {
    const { errors } = await ask(configs, QUERY);
    expect(errors[0].extensions).toEqual({ code: 'STORE_UNAVAILABLE', service: 'configs' });
  });

beforeEach(async () => {
  const url = Object.assign(new URL(testStores().mongodbUrl), { pathname: '/tributary_test_outage' });
  store = await proxyOf(url.href);
});
afterEach(async () => {
  await database.close();
  await store.close();
});

describe('while MongoDB is away', () => {
  it('a stopped one is an error, and the next queries after its return are whole', async () => {
    open();
    await untilWhole();
    await store.stop();
    await untilAway();
    const { data, errors } = await ask(configs, QUERY);
    expect(data.modelConfig).toBeNull();
    expect(errors[0].message).toBe('MongoDB does not answer.');
    expect(errors[0].extensions).toEqual({ code: 'STORE_UNAVAILABLE', service: 'configs' });
    expect((await ask(configs, '{ health { mongodb { status indexes { name } } } }')).data.health.mongodb).toEqual({
      status: 'DOWN',
      indexes: null,
    });
    await expect(configs.ready()).rejects.toThrow();
    await store.resume();
    await untilWhole();
  });

  it('one that hangs is an error by the deadline, and the next queries after its return are whole', async () => {
    open();
    await untilWhole();
    store.hang();
    for (let attempt = 0; attempt < 3; attempt += 1) await untilAway();
    await store.resume();
    await untilWhole();
  });

  it('a service that was started before it finds it', async () => {
    await store.stop();
    const logged: string[] = [];
    open(pino({}, { write: (line) => logged.push(line) }));
    await untilAway();
    await store.resume();
    await untilWhole();
    expect(logged.join()).toContain('MongoDB cannot be reached');
  });
});
