import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chooseEngine } from '@tributary/stores/engine';
import { findFreePort } from '@tributary/stores/free-port';
import { redisSources } from '@tributary/stores/redis';
import { temporaryFolders, testToolsDir } from '@tributary/stores/testing';
import { pino } from 'pino';
import { ask } from '../../../tests/setup/subgraph.ts';
import { type Database, openDatabase } from './database.ts';
import { createServer } from './server.ts';

/** The subgraph over a server, under a key prefix of its own. */
export function openTestGraph(url: string, timeoutMs = 5_000) {
  const keyPrefix = `test-${randomBytes(6).toString('hex')}:`;
  const commands: string[] = [];
  const logged: string[] = [];
  const log = pino({}, { write: (line) => logged.push(JSON.parse(line).msg) });
  let roundTrips = 0;
  const db = openDatabase({
    url,
    timeoutMs,
    keyPrefix,
    onCommand: (name) => commands.push(name),
    onRoundTrip: () => {
      roundTrips += 1;
    },
    log,
  });
  const subgraph = createServer(db, log);
  return {
    db,
    /** The message of each line in the log. */
    logged,
    ask: (query: string, variables?: Record<string, unknown>) => ask(subgraph, query, variables),
    /** What an operation asked of Redis, as well as its answer. */
    async watch(query: string, variables?: Record<string, unknown>) {
      commands.length = 0;
      roundTrips = 0;
      const { data, errors } = await ask(subgraph, query, variables);
      return { data, errors, roundTrips, commands: countEach(commands) };
    },
    async remove() {
      await removeKeys(db, keyPrefix);
      await db.close();
    },
  };
}

export type TestGraph = ReturnType<typeof openTestGraph>;

const countEach = (names: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

async function removeKeys(db: Database, prefix: string): Promise<void> {
  await db.run(async (redis) => {
    for await (const keys of redis.scanIterator({ MATCH: `${prefix}*`, COUNT: 1_000 })) {
      if (keys.length > 0) await redis.del(keys);
    }
  });
}

/** A server of one's own that keeps its port, to be stopped, hung and started again. */
export async function createTestServer(...args: readonly string[]) {
  const folders = temporaryFolders();
  const dataDir = await folders.make();
  const settings = { dataDir, toolsDir: testToolsDir, log: () => undefined };
  const { engine } = await chooseEngine('redis', redisSources(settings), undefined);
  const port = await findFreePort();
  let child: ChildProcess | undefined;
  const stop = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    start() {
      const own = [
        '--bind',
        '127.0.0.1',
        '--port',
        String(port),
        '--dir',
        dataDir,
        '--save',
        '',
        '--appendonly',
        'yes',
      ];
      child = spawn(engine.command, [...engine.args, ...own, ...args], { stdio: 'ignore' });
    },
    /** Such as SIGSTOP, after which it holds its connections and answers nothing. */
    signal: (signal: NodeJS.Signals) => child?.kill(signal),
    stop,
    async remove() {
      await stop();
      await folders.remove();
    },
  };
}

/** Tries until it succeeds; the last failure after ten seconds. */
export async function eventually<Value>(work: () => Promise<Value>): Promise<Value> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
