import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testToolsDir } from '@tributary/stores/testing';
import { childEnv } from './config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY = 'Ctrl-C stops everything';

/** Whatever a .env beside says, and Jest, whose NODE_ENV is another. */
const ALONE = { NODE_ENV: 'development', DATABASE_URL: '', MONGODB_URL: '', REDIS_URL: '' };

/** Nothing is late, however busy the machine is. */
const PATIENT = {
  STORE_TIMEOUT_MS: '60000',
  SUBGRAPH_TIMEOUT_MS: '90000',
  MUTATION_TIMEOUT_MS: '90000',
  SUBGRAPH_WAIT_MS: '60000',
  MUTATION_WAIT_MS: '60000',
};

export interface Started {
  child: ChildProcess;
  /** What it has printed so far, to both outputs. */
  output(): string;
  /** Resolves when the words are printed; rejects when the process ends before. */
  printed(words: string): Promise<void>;
  exited: Promise<number | null>;
  /** Every process that it said it started, by name. */
  pids(): Map<string, number>;
}

/** `npm start` as a newcomer runs it, with data of its own; tools that are installed once are shared. */
export function runTributary(args: readonly string[], settings: Record<string, string>): Started {
  const child = spawn(process.execPath, ['bin/run.mjs', 'cli/src/main.ts', ...args], {
    cwd: ROOT,
    env: childEnv({ ...ALONE, ...PATIENT, TOOLS_DIR: testToolsDir, ...settings }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (data) => (text += data));
  child.stderr.on('data', (data) => (text += data));
  const exited = once(child, 'close').then(([code]): number | null => (typeof code === 'number' ? code : null));
  let ended = false;
  exited.finally(() => (ended = true));
  const printed = async (words: string) => {
    while (!text.includes(words)) {
      if (ended) throw new Error(`It ended without saying "${words}":\n${text}`);
      await pause(25);
    }
  };
  const pids = () => {
    const found = [...text.matchAll(/^(\w+): .* pid (\d+)$/gm)];
    return new Map(found.map(([, name = '', pid]) => [name, Number(pid)]));
  };
  return { child, output: () => text, printed, exited, pids };
}

export const untilReady = (started: Started): Promise<void> => started.printed(READY);

/** Whether a process runs; one that ended and was not yet waited for does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    return !/^\d+ \(.*\) Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Those of the processes that still run a while later. */
export async function survivors(pids: Iterable<number>): Promise<number[]> {
  let alive = [...pids];
  for (let attempt = 0; attempt < 50 && alive.length > 0; attempt++) {
    const states = await Promise.all(alive.map(async (pid) => ({ pid, alive: await isAlive(pid) })));
    alive = states.filter((state) => state.alive).map(({ pid }) => pid);
    if (alive.length > 0) await pause(100);
  }
  return alive;
}
