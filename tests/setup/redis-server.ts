import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chooseEngine } from '@tributary/stores/engines/engine';
import { findFreePort } from '@tributary/stores/free-port';
import { redisSources } from '@tributary/stores/redis/redis';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { temporaryFolders, testToolsDir } from '@tributary/stores/testing';
import { eventually } from './waiting.ts';

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

/** A cluster of one node, which has every slot: what works here works in a cluster of many. */
export async function startRedisCluster(): Promise<RedisServer> {
  const bus = ['--cluster-port', String(await findFreePort())];
  const server = await createRedisServer('--cluster-enabled', 'yes', ...bus);
  server.start();
  await eventually(() =>
    withRedisClient(server.url, async (client) => {
      if (!(await client.clusterInfo()).includes('cluster_slots_assigned:16384')) {
        await client.clusterAddSlotsRange({ start: 0, end: 16_383 });
      }
      if (!(await client.clusterInfo()).includes('cluster_state:ok')) throw new Error('The cluster is not ready.');
    }),
  );
  return server;
}
