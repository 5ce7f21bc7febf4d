import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
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
let running: Started | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tributary-e2e-'));
});
afterEach(async () => {
  running?.child.kill('SIGTERM');
  await running?.exited;
  running = undefined;
}, PATIENCE_MS);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function start(args: string[], port: number): Promise<Started> {
  running = runTributary(['start', ...args], { DATA_DIR: dataDir, PORT: String(port) });
  return running;
}

async function ask(port: number): Promise<unknown> {
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
      const started = await start([], 4710);
      await untilReady(started);
      expect(started.output()).toContain('"name": "Fraud detector"');
      expect(await ask(4710)).toEqual({ data: WHOLE });
      const page = await fetch('http://127.0.0.1:4710/graphql', { headers: { accept: 'text/html' } });
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
      const started = await start(['--services'], 4711);
      await untilReady(started);
      expect(await ask(4711)).toEqual({ data: WHOLE });
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
      const started = await start([], 4712);
      await untilReady(started);
      process.kill(started.pids().get('redis') ?? 0, 'SIGKILL');
      await started.printed('redis: valkey ended by itself');
      expect(await ask(4712)).toMatchObject({
        data: { model: { name: 'Fraud detector', leaderboardEntry: null } },
        errors: [{ path: ['model', 'leaderboardEntry'], extensions: { service: 'realtime' } }],
      });
    },
    PATIENCE_MS,
  );

  it(
    'works after everything above the stores was killed: the data is there, nothing is left over',
    async () => {
      const killed = await start([], 4713);
      await untilReady(killed);
      const orphans = [...killed.pids().values()];
      killed.child.kill('SIGKILL');
      const started = await start([], 4713);
      await untilReady(started);
      expect(started.output()).toContain('all there already');
      expect(await ask(4713)).toEqual({ data: WHOLE });
      expect(await survivors(orphans)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'says in one sentence that the port is taken, and leaves no process behind',
    async () => {
      const other = createServer().listen(4714, '127.0.0.1');
      await once(other, 'listening');
      const started = await start([], 4714);
      expect(await started.exited).toBe(1);
      expect(started.output()).toContain(
        'Port 4714 of 127.0.0.1 is taken by another process. Stop that one, or choose a port: PORT=4715.',
      );
      expect(await survivors(started.pids().values())).toEqual([]);
      other.close();
    },
    PATIENCE_MS,
  );
});
