import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@tributary/common/log';
import { sql } from 'kysely';
import { startReplicatedPostgres } from '../../../../tests/setup/postgres-replica.ts';
import { proxyOf } from '../../../../tests/setup/proxy.ts';
import { PATIENCE_MS, testStores } from '../../../../tests/setup/stores.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { type OpenDatabase, openDatabase } from '../database.ts';
import { migrateUp } from '../migrate.ts';
import { createServer } from '../server.ts';
import { openReplica } from './open-replica.ts';
import { routeReads } from './route-reads.ts';

const resources = new AsyncDisposableStack();
afterAll(() => resources.disposeAsync());

let urls: { primary: string; replica: string };
/** By connections to the replica itself. */
let atReplica: OpenDatabase['db'];
let atPrimary: OpenDatabase['db'];
let stopReplica: () => Promise<void>;
let one: ReturnType<typeof startProcess>;
let other: ReturnType<typeof startProcess>;
beforeAll(async () => {
  const servers = await startReplicatedPostgres();
  resources.defer(servers.remove);
  urls = { primary: servers.primary.url, replica: servers.replica.url };
  stopReplica = servers.replica.stop;
  atPrimary = open(urls.primary).db;
  atReplica = open(urls.replica).db;
  await migrateUp(atPrimary);
  one = startProcess();
  other = startProcess();
});

function open(url: string): OpenDatabase {
  const database = openDatabase({ url, poolMax: 3, timeoutMs: PATIENCE_MS });
  resources.defer(database.close);
  return database;
}

/** The replica behind an address, as one process uses it, and what that process says. */
function useReplica(url: string, { againMs = 20 } = {}) {
  const said: string[] = [];
  const statements: string[] = [];
  const note = (line: string) => {
    const { msg, err } = JSON.parse(line);
    if (msg.includes('replica')) said.push(`${msg} (${err?.message})`);
  };
  const log = createLogger('test', 'info', { destination: { write: note } });
  const replica = openReplica({
    url,
    primaryUrl: urls.primary,
    poolMax: 3,
    timeoutMs: PATIENCE_MS,
    log,
    againMs,
    onStatement: (statement) => void statements.push(statement),
  });
  resources.defer(replica.close);
  return { replica, log, said, statements };
}

/** A process that serves lineage. */
function startProcess(url = urls.replica) {
  const { replica, log, said, statements } = useReplica(url);
  const server = createServer({ ...open(urls.primary), replica }, log);
  return {
    said,
    statements,
    ask: (query: string) => ask(server, query),
    ready: server.ready,
    /** Asks until the replica is what answers. */
    untilReplica: () =>
      eventually(async () => {
        statements.length = 0;
        await ask(server, '{ models(first: 1) { nodes { id } } }');
        expect(statements).not.toEqual([]);
      }),
  };
}

const create = (id: string) =>
  `mutation { createModel(input: { id: "${id}", name: "${id}", framework: "sklearn" }) { __typename } }`;
const read = (id: string) => `{ model(id: "${id}") { id latestVersion { id } } }`;
const there = (id: string) => ({ data: { model: { id, latestVersion: null } } });

describe('a replica', () => {
  it('is what reads go to, and health says so', async () => {
    await one.untilReplica();
    await eventually(async () =>
      expect(await one.ask('{ health { postgres { status replica { status lagBytes } } } }')).toEqual({
        data: { health: { postgres: { status: 'UP', replica: { status: 'UP', lagBytes: 0 } } } },
      }),
    );
  });

  it('shows each caller what it wrote, in whichever process, though it is late', async () => {
    await other.untilReplica();
    await sql`alter system set recovery_min_apply_delay = '20ms'`.execute(atReplica);
    await sql`select pg_reload_conf()`.execute(atReplica);
    try {
      for (let round = 0; round < 10; round++) {
        await one.ask(create(`late-${round}`));
        expect(await other.ask(read(`late-${round}`))).toEqual(there(`late-${round}`));
      }
    } finally {
      await sql`alter system reset recovery_min_apply_delay`.execute(atReplica);
      await sql`select pg_reload_conf()`.execute(atReplica);
    }
  });

  it('is left alone while it shows nothing new, which is said once', async () => {
    await other.untilReplica();
    await sql`select pg_wal_replay_pause()`.execute(atReplica);
    try {
      await one.ask(create('unseen'));
      other.statements.length = 0;
      await eventually(async () => {
        expect(await other.ask(read('unseen'))).toEqual(there('unseen'));
        expect(other.said.join()).toContain('read from its primary; of its replica: it is more than 100 ms behind');
      });
      for (let round = 0; round < 20; round++) expect(await other.ask(read('unseen'))).toEqual(there('unseen'));
      expect(other.statements).toEqual([]);
      expect(other.said.filter((message, index) => message === other.said[index - 1])).toEqual([]);
    } finally {
      await sql`select pg_wal_replay_resume()`.execute(atReplica);
    }
    await other.untilReplica();
    expect(other.said.at(-1)).toContain('PostgreSQL is read from its replica again');
  });

  it('is not asked after a mutation in its own request', async () => {
    await one.untilReplica();
    one.statements.length = 0;
    const answer = await one.ask(`mutation { createModel(input: { id: "mine", name: "Mine", framework: "sklearn" }) {
      ... on ModelSuccess { model { id latestVersion { id } } } } }`);
    expect(answer.data.createModel.model).toEqual({ id: 'mine', latestVersion: null });
    expect(one.statements).toEqual([]);
  });

  it('that fails in the middle of a request, hangs or is away costs nobody an answer', async () => {
    const proxy = await proxyOf(urls.replica);
    resources.defer(proxy.close);
    const { ask, untilReplica, ready } = startProcess(proxy.url);
    await ask(create('always'));
    await untilReplica();
    proxy.interfere = (from, text) => (from === 'client' && text.includes('from "model"') ? 'lose' : 'pass');
    expect(await ask(read('always'))).toEqual(there('always'));
    proxy.interfere = undefined;
    await untilReplica();
    proxy.hang();
    expect(await ask(read('always'))).toEqual(there('always'));
    await proxy.resume();
    await untilReplica();
    await proxy.stop();
    expect(await ask(read('always'))).toEqual(there('always'));
    expect(await ask('{ health { postgres { status replica { status } } } }')).toEqual({
      data: { health: { postgres: { status: 'UP', replica: { status: 'DOWN' } } } },
    });
    await ready();
  });

  it('that hangs as a connection is opened costs nobody an answer', async () => {
    const proxy = await proxyOf(urls.replica);
    resources.defer(proxy.close);
    const { ask, said } = startProcess(proxy.url);
    await ask(create('opened'));
    let hung = 0;
    proxy.interfere = (from, text) => {
      if (from !== 'client' || !text.includes('select pg_postmaster_start_time()')) return 'pass';
      hung += 1;
      return Buffer.alloc(0);
    };
    await eventually(async () => {
      expect(await ask(read('opened'))).toEqual(there('opened'));
      expect(hung).toBeGreaterThan(0);
      expect(said.join()).toContain('read from its primary; of its replica: Query read timeout');
    });
  });

  it('that says how far it is, but fails a read, is not asked by the next request', async () => {
    const proxy = await proxyOf(urls.replica);
    resources.defer(proxy.close);
    let asked = 0;
    proxy.interfere = (from, text) => {
      if (from === 'client' && text.includes('select')) asked += 1;
      return from === 'client' && text.includes('select 1 as one') ? 'lose' : 'pass';
    };
    const { replica, said } = useReplica(proxy.url, { againMs: 1_000 });
    const readOne = async () => (await sql`select 1 as one`.execute(routeReads(atPrimary, replica))).rows;
    await eventually(async () => {
      expect(await replica.hasCaughtUp()).toBe(true);
      expect(await readOne()).toEqual([{ one: 1 }]);
      expect(said.join()).toContain('read from its primary; of its replica: Connection terminated');
      asked = 0;
      expect(await readOne()).toEqual([{ one: 1 }]);
      expect(asked).toBe(0);
    });
  });

  it('that is another platform, or follows nobody, is not read from', async () => {
    for (const [url, problem] of [
      [testStores().databaseUrl, 'the server follows no primary'],
      [urls.primary, 'the server follows no primary'],
      [Object.assign(new URL(urls.replica), { pathname: '/postgres' }).href, 'no replica of the database'],
    ] as const) {
      const { replica, said } = useReplica(url);
      await eventually(async () => {
        expect(await replica.hasCaughtUp()).toBe(false);
        expect(said.join()).toContain(problem);
      });
    }
  });

  it('is not taken for another server behind the same address', async () => {
    await using door = await openDoor();
    const { replica, said, statements } = useReplica(Object.assign(new URL(urls.replica), { port: door.port }).href);
    await eventually(async () => {
      door.target = urls.replica;
      expect(await replica.hasCaughtUp()).toBe(true);
      door.target = urls.primary;
      const { rows } = await sql<{ one: number }>`select 1 as one`.execute(routeReads(atPrimary, replica));
      expect(rows).toEqual([{ one: 1 }]);
      expect(said.join()).toContain('it is another server than the one that was asked');
    });
    expect(statements).toEqual([]);
  });

  it('may be stopped while it is read from', async () => {
    await one.ask(create('survivor'));
    await one.untilReplica();
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => one.ask(read('survivor')))),
      stopReplica(),
    ]);
    expect(answers).toEqual(answers.map(() => there('survivor')));
    expect(await one.ask(read('survivor'))).toEqual(there('survivor'));
  });
});

/** An address that leads each new connection to whichever server is named then. */
async function openDoor() {
  const door = { target: urls.replica, port: '', [Symbol.asyncDispose]: async () => close() };
  const sockets = new Set<Socket>();
  const server = createTcpServer((client) => {
    const { hostname, port } = new URL(door.target);
    const store = connect(Number(port), hostname);
    for (const socket of [client, store]) sockets.add(socket.on('error', () => undefined));
    client.pipe(store).pipe(client);
  }).listen(0, '127.0.0.1');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  door.port = String(address.port);
  return door;
}
