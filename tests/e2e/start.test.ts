import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runTributary, type Started, survivors, untilReady } from '../setup/tributary.ts';

const QUERY = '{ model(id: "fraud-detector") { name config { revision } leaderboardEntry { rank } } }';
const WHOLE = {
  model: {
    name: 'Fraud detector',
    config: { revision: expect.any(Number) },
    leaderboardEntry: { rank: expect.any(Number) },
  },
};
const PATIENCE_MS = 90_000;

let dataDir: string;
let port: number;
let running: Started | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tributary-e2e-'));
  // The system's choice; closed again, it stays free for a while.
  const server = await listenAnywhere();
  port = portOf(server);
  server.close();
});
afterEach(async () => {
  running?.child.kill('SIGTERM');
  await running?.exited;
  running = undefined;
}, PATIENCE_MS);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

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

async function start(args: string[], at = port): Promise<Started> {
  running = runTributary(['start', ...args], { DATA_DIR: dataDir, PORT: String(at) });
  return running;
}

async function ask(): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  return response.json();
}

describe('npm start', () => {
  it(
    'prints the query with its answer, serves the graph and GraphiQL, and ends without a trace',
    async () => {
      const started = await start([]);
      await untilReady(started);
      expect(started.output()).toContain('"name": "Fraud detector"');
      expect(await ask()).toEqual({ data: WHOLE });
      const page = await fetch(`http://127.0.0.1:${port}/graphql`, { headers: { accept: 'text/html' } });
      expect(await page.text()).toContain('FraudDetector');
      started.child.kill('SIGTERM');
      expect(await started.exited).toBe(0);
      expect(started.pids().size).toBe(3);
      expect(await survivors(started.pids().values())).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'runs gateway and subgraphs as processes of their own',
    async () => {
      const started = await start(['--services']);
      await untilReady(started);
      expect(await ask()).toEqual({ data: WHOLE });
      expect([...started.pids().keys()].sort()).toEqual([
        'configs',
        'gateway',
        'lineage',
        'mongodb',
        'postgres',
        'realtime',
        'redis',
      ]);
      started.child.kill('SIGTERM');
      expect(await started.exited).toBe(0);
      expect(await survivors(started.pids().values())).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'tells at once of a store that was killed, with the last words of its log, and answers the rest',
    async () => {
      const started = await start([]);
      await untilReady(started);
      process.kill(started.pids().get('redis') ?? 0, 'SIGKILL');
      await started.printed('redis: valkey ended by itself');
      expect(await ask()).toMatchObject({
        data: { model: { name: 'Fraud detector', leaderboardEntry: null } },
        errors: [{ path: ['model', 'leaderboardEntry'], extensions: { service: 'realtime' } }],
      });
    },
    PATIENCE_MS,
  );

  it(
    'works after everything above the stores was killed: the data is there, nothing is left over',
    async () => {
      const killed = await start([]);
      await untilReady(killed);
      const orphans = [...killed.pids().values()];
      killed.child.kill('SIGKILL');
      const started = await start([]);
      await untilReady(started);
      expect(started.output()).toContain('all there already');
      expect(await ask()).toEqual({ data: WHOLE });
      expect(await survivors(orphans)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'says in one sentence that the port is taken, and leaves no process behind',
    async () => {
      const other = await listenAnywhere();
      const taken = portOf(other);
      const started = await start([], taken);
      expect(await started.exited).toBe(1);
      expect(started.output()).toContain(
        `Port ${taken} of 127.0.0.1 is taken by another process. Stop that one, or choose a port: PORT=${taken + 1}.`,
      );
      expect(await survivors(started.pids().values())).toEqual([]);
      other.close();
    },
    PATIENCE_MS,
  );
});
