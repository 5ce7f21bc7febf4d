import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HOLD_RESTARTS } from '@tributary/stores/processes/hold-restarts';
import { z } from 'zod';
import { runTributary, type Started, survivors, untilReady } from '../setup/tributary.ts';

const QUERY = '{ model(id: "fraud-detector") { name config { revision } leaderboardEntry { rank } } }';
const WHOLE = {
  model: {
    name: 'Fraud detector',
    config: { revision: expect.any(Number) },
    leaderboardEntry: { rank: expect.any(Number) },
  },
};
const STRANGER = '{ model(id: "stranger") { id } }';

const answer = z.object({ data: z.unknown(), errors: z.array(z.unknown()).optional() });

let dataDir: string;
let otherDir: string;
const running: Started[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tributary-e2e-'));
  otherDir = await mkdtemp(join(tmpdir(), 'tributary-e2e-'));
});
afterAll(() => Promise.all([dataDir, otherDir].map((folder) => rm(folder, { recursive: true, force: true }))));

async function endAll(): Promise<void> {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all(running.splice(0).map(({ exited }) => exited));
}

async function listenAnywhere(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

async function start(args: string[], settings: Record<string, string> = {}): Promise<Started> {
  const started = runTributary(['start', ...args], { DATA_DIR: dataDir, PORT: '0', ...settings });
  running.push(started);
  return started;
}

const urlOf = (started: Started): string => /GraphQL +(http\S+)/.exec(started.output())?.[1] ?? '';

async function ask(started: Started, query = QUERY): Promise<z.output<typeof answer>> {
  const response = await fetch(urlOf(started), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return answer.parse(await response.json());
}

/** What was away comes back by itself, and whoever needs it finds it again. */
async function untilWhole(started: Started): Promise<void> {
  for (;;) {
    const { data, errors } = await ask(started);
    if (errors === undefined) return expect(data).toEqual(WHOLE);
    await pause(100);
  }
}

describe('npm start', () => {
  let started: Started;
  beforeAll(async () => {
    started = await start([]);
    await untilReady(started);
  });
  afterAll(endAll);

  it('prints the query with its answer, and serves the graph and GraphiQL', async () => {
    expect(started.output()).toContain('"name": "Fraud detector"');
    expect(await ask(started)).toMatchObject({ data: WHOLE });
    const page = await fetch(urlOf(started), { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('FraudDetector');
  });

  it('tells at once of a store that was killed, answers the rest, and starts it again once nothing holds that back', async () => {
    const hold = join(dataDir, HOLD_RESTARTS);
    await writeFile(hold, '');
    process.kill(started.pids().get('redis') ?? 0, 'SIGKILL');
    await started.printed('redis: valkey ended by itself');
    expect(await ask(started)).toMatchObject({
      data: { model: { name: 'Fraud detector', leaderboardEntry: null } },
      errors: [{ path: ['model', 'leaderboardEntry'], extensions: { service: 'realtime' } }],
    });
    await rm(hold);
    await untilWhole(started);
  });

  it('works after everything above the stores was killed: the data is there, nothing is left over', async () => {
    const orphans = [...started.pids().values()];
    started.child.kill('SIGKILL');
    started = await start([]);
    await untilReady(started);
    expect(started.output()).toContain('all there already');
    expect(await ask(started)).toMatchObject({ data: WHOLE });
    expect(await survivors(orphans)).toEqual([]);
  });

  it('ends without a trace', async () => {
    started.child.kill('SIGTERM');
    expect(await started.exited).toBe(0);
    expect(started.pids().size).toBe(3);
    expect(await survivors(started.pids().values())).toEqual([]);
  });
});

describe('npm run start:services', () => {
  let first: Started;
  let second: Started;
  beforeAll(async () => {
    first = await start(['--services']);
    await untilReady(first);
  });
  afterAll(endAll);

  it('runs gateway, subgraphs and sync as processes of their own', async () => {
    expect(await ask(first)).toMatchObject({ data: WHOLE });
    expect([...first.pids().keys()].sort()).toEqual([
      'configs',
      'gateway',
      'lineage',
      'mongodb',
      'postgres',
      'realtime',
      'redis',
      'sync',
    ]);
  });

  it('has its services on ports that no outgoing connection is given while one of them is down', () => {
    const ports = [...first.output().matchAll(/^(?!gateway)\w+: listens at \S+:(\d+), pid/gm)].map(([, port]) => port);
    expect(ports).toHaveLength(4);
    for (const port of ports) expect(Number(port)).toBeLessThan(32_768);
  });

  it('starts a service again that was killed, where it was', async () => {
    const killed = first.pids().get('lineage') ?? 0;
    process.kill(killed, 'SIGKILL');
    await first.printed('lineage: ended by SIGKILL');
    await untilWhole(first);
    expect(first.pids().get('lineage')).not.toBe(killed);
  });

  it('is not met by another start', async () => {
    second = await start([], { DATA_DIR: otherDir });
    await untilReady(second);
    const created = await ask(second, 'mutation { createModel(input: { id: "stranger" }) { __typename } }');
    expect(created).toEqual({ data: { createModel: { __typename: 'ModelSuccess' } } });
    expect(await ask(second, STRANGER)).toEqual({ data: { model: { id: 'stranger' } } });
    expect(await ask(first, STRANGER)).toEqual({ data: { model: null } });
  });

  it('ends without a trace', async () => {
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(await survivors(first.pids().values())).toEqual([]);
  });

  it('is outlived by the other, which says when a store does not stay up, and leaves nothing behind', async () => {
    await writeFile(join(otherDir, 'redis/appendonlydir/appendonly.aof.manifest'), 'not what it was');
    process.kill(second.pids().get('redis') ?? 0, 'SIGKILL');
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('FATAL AOF MANIFEST FILE ERROR');
    expect(second.output()).toContain('redis: valkey ended 5 times within a minute: it is not started again.');
    expect(await survivors(second.pids().values())).toEqual([]);
  });
});

describe('a start that fails', () => {
  afterEach(endAll);

  it('says in one sentence that the port is taken, before it starts anything', async () => {
    const other = await listenAnywhere();
    const taken = portOf(other);
    const both = await Promise.all([[], ['--services']].map((args) => start(args, { PORT: String(taken) })));
    for (const started of both) {
      expect(await started.exited).toBe(1);
      expect(started.output()).toBe(
        `Port ${taken} of 127.0.0.1 is taken by another process. Stop that one, or choose a port: PORT=${taken + 1}.\n`,
      );
    }
    other.close();
  });
});
