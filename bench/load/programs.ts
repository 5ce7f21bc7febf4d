import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type FileHandle, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningStores } from '@tributary/stores/settings';
import { childEnv } from '../../tests/setup/config.ts';
import type { Job, Result } from './generator.ts';

export type Transport = 'embedded' | 'services';

/** What is measured: the gateway's address, and the processes that serve. */
export interface Program {
  readonly url: string;
  readonly pids: number[];
  stop(): Promise<void>;
}

const FIRST_PORT = 4_300;
const SUBGRAPHS = ['lineage', 'configs', 'realtime'] as const;
const SYNC = 'sync/src/main.ts';
const READY_MS = 120_000;
const KEY_PREFIX = 'bench:';

export interface ProgramOptions {
  /** The gateway's; the subgraphs and sync have the next ones. */
  firstPort?: number;
  /** Where warnings go; without it nobody hears them. */
  log?: FileHandle;
}

/**
 * Starts Tributary over stores that run, as `npm start` or as services.
 * @param root the checkout whose programs are started, so that two revisions can be compared by one bench.
 */
export async function startProgram(
  root: string,
  transport: Transport,
  stores: RunningStores,
  { firstPort = FIRST_PORT, log }: ProgramOptions = {},
): Promise<Program> {
  const children: ChildProcess[] = [];
  const ports = SUBGRAPHS.map((name, index) => ({ name, port: firstPort + 1 + index }));
  const start = (file: string, args: string[], settings: Record<string, string>) => {
    const child = spawn(process.execPath, [join(root, file), ...args], {
      cwd: root,
      env: childEnv({
        NODE_ENV: 'development',
        APOLLO_TELEMETRY_DISABLED: '1',
        DATABASE_URL: stores.postgres.url,
        MONGODB_URL: stores.mongodb.url,
        REDIS_URL: stores.redis.url,
        KEY_PREFIX,
        LOG_LEVEL: log ? 'warn' : 'fatal',
        ...settings,
      }),
      stdio: ['ignore', log?.fd ?? 'ignore', log?.fd ?? 'inherit'],
    });
    children.push(child);
  };
  if (transport === 'embedded') {
    start('cli/src/main.ts', ['start'], { PORT: String(firstPort) });
  } else {
    for (const { name, port } of ports) {
      start(`subgraphs/${name}/src/main.ts`, [], { PORT: String(port) });
    }
    // Earlier revisions have none.
    if (existsSync(join(root, SYNC))) start(SYNC, [], { PORT: String(firstPort + ports.length + 1) });
    const urls = ports.map(({ name, port }) => `${name}=http://127.0.0.1:${port}/graphql`);
    start('gateway/src/main.ts', [], {
      PORT: String(firstPort),
      SUPERGRAPH: join(root, 'schema/supergraph.graphql'),
      SUBGRAPH_URLS: urls.join(','),
      PLAIN_ROUTES: '/artifacts=configs',
    });
  }
  const stop = async () => {
    const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
    for (const child of running) child.kill('SIGTERM');
    await Promise.all(running.map((child) => once(child, 'exit')));
  };
  const url = `http://127.0.0.1:${firstPort}`;
  try {
    await untilReady(`${url}/readyz`, children);
    if (transport === 'services') {
      for (const { port } of ports) await untilReady(`http://127.0.0.1:${port}/readyz`, children);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pids: children.flatMap(({ pid }) => pid ?? []), stop };
}

async function untilReady(url: string, children: readonly ChildProcess[]): Promise<void> {
  const end = performance.now() + READY_MS;
  while (performance.now() < end) {
    if (children.some((child) => child.exitCode !== null)) throw new Error(`a program ended before ${url} was ready`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error(`${url} is not ready`);
}

/** The load, by a process of its own. */
export async function generate(job: Job): Promise<Result> {
  const child = fork(new URL('./generator.ts', import.meta.url), {
    // JSON has no NaN.
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answered = once(child, 'message');
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the load generator ended with code ${code}`);
  });
  child.send(job);
  const [result] = await Promise.race([answered, ended]);
  ended.catch(() => {});
  return result;
}

const TICKS_A_SECOND = 100;

/** CPU that the processes have used so far, in seconds. */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    }),
  );
  return each.reduce((sum, one) => sum + one, 0);
}
