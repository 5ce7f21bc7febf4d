import { once } from 'node:events';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { testStores } from '../../../tests/setup/stores.ts';
import { ask } from '../../../tests/setup/subgraph.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createServer } from './server.ts';

const TIMEOUT_MS = 1_000;
/** A deadline and what a busy machine adds to it. */
const IN_TIME_MS = TIMEOUT_MS + 1_000;

/** Stands between the service and the shared MongoDB, so that it can go away for one test alone. */
class Relay {
  readonly #target = new URL(testStores().mongodbUrl);
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #frozen = false;
  port = 0;

  async listen(): Promise<void> {
    this.#frozen = false;
    this.#server = createTcpServer((client) => {
      const store = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [client, store]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          store.destroy();
        });
      }
      if (!this.#frozen) client.pipe(store).pipe(client);
    });
    await once(this.#server.listen(this.port, '127.0.0.1'), 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  /** As a stopped server: connections end, new ones are refused. */
  async stop(): Promise<void> {
    const closed = this.#server?.listening ? once(this.#server, 'close') : undefined;
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** As a server that hangs: connections stay open and nothing comes. */
  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  get url(): string {
    const url = new URL(this.#target);
    url.port = String(this.port);
    url.pathname = '/tributary_test_configs_outage';
    // A replica set would be found by the addresses of its members, past the relay.
    url.search = '?directConnection=true';
    return url.href;
  }
}

const QUERY = '{ modelConfig(modelId: "fraud-detector") { id } }';
const NOBODY = { data: { modelConfig: null } };

let relay: Relay;
let database: OpenDatabase;
let configs: ReturnType<typeof createServer>;

const open = () => {
  database = openDatabase({ url: relay.url, poolMax: 5, timeoutMs: TIMEOUT_MS });
  configs = createServer(database, pino({ level: 'silent' }));
};

/** What is answered, and whether that was in time. */
async function askInTime(query: string) {
  const began = performance.now();
  const answer = await ask(configs, query);
  expect(performance.now() - began).toBeLessThan(IN_TIME_MS);
  return answer;
}

beforeEach(async () => {
  relay = new Relay();
  await relay.listen();
});
afterEach(async () => {
  await database.close();
  await relay.stop();
});

describe('while MongoDB is away', () => {
  it('a stopped one is an error in time, and the next query after its return is whole', async () => {
    open();
    expect(await ask(configs, QUERY)).toEqual(NOBODY);
    await relay.stop();
    const { data, errors } = await askInTime(QUERY);
    expect(data.modelConfig).toBeNull();
    expect(errors[0].message).toBe('MongoDB does not answer.');
    expect(errors[0].extensions).toEqual({ code: 'STORE_UNAVAILABLE', service: 'configs' });
    expect((await askInTime('{ health { mongodb { status indexes { name } } } }')).data.health.mongodb).toEqual({
      status: 'DOWN',
      indexes: null,
    });
    await expect(configs.ready()).rejects.toThrow();
    await relay.listen();
    expect(await ask(configs, QUERY)).toEqual(NOBODY);
  });

  it('one that hangs is an error in time, and the next query after its return is whole', async () => {
    open();
    expect(await ask(configs, QUERY)).toEqual(NOBODY);
    relay.freeze();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { errors } = await askInTime(QUERY);
      expect(errors[0].extensions.code).toBe('STORE_UNAVAILABLE');
    }
    await relay.stop();
    await relay.listen();
    expect(await ask(configs, QUERY)).toEqual(NOBODY);
  });

  it('a service that was started before it finds it', async () => {
    await relay.stop();
    open();
    const { errors } = await askInTime(QUERY);
    expect(errors[0].extensions.code).toBe('STORE_UNAVAILABLE');
    await relay.listen();
    expect(await ask(configs, QUERY)).toEqual(NOBODY);
  });
});
