import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chooseEngine } from '@tributary/stores/engine';
import { findFreePort } from '@tributary/stores/free-port';
import { redisSources } from '@tributary/stores/redis';
import { temporaryFolders, testToolsDir } from '@tributary/stores/testing';

/** A Redis server of a test's own, which keeps its port and its data when it is stopped and started again. */
export interface RedisServer {
  url: string;
  start(): void;
  /** Such as SIGSTOP, after which it holds its connections and answers nothing. */
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

export async function createRedisServer(...args: readonly string[]): Promise<RedisServer> {
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
  const listening = ['--bind', '127.0.0.1', '--port', String(port)];
  const keeping = ['--dir', dataDir, '--save', '', '--appendonly', 'yes'];
  return {
    url: `redis://127.0.0.1:${port}`,
    start: () => {
      child = spawn(engine.command, [...engine.args, ...listening, ...keeping, ...args], { stdio: 'ignore' });
    },
    signal: (signal) => {
      child?.kill(signal);
    },
    stop,
    remove: async () => {
      await stop();
      await folders.remove();
    },
  };
}
