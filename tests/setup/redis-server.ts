import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { SLOTS } from '@tributary/realtime/cluster/slot';
import { chooseEngine } from '@tributary/stores/engines/engine';
import { findFreePort } from '@tributary/stores/free-port';
import { redisSources } from '@tributary/stores/redis/redis';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { temporaryFolders, testToolsDir } from '@tributary/stores/testing';
import { eventually } from './waiting.ts';

/** A Redis server of a test's own, which keeps its port and its data when it is stopped and started again. */
export interface RedisServer {
  url: string;
  /** Where its data lies. */
  dataDir: string;
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
    dataDir,
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

/** A cluster of one node, which has every slot: what touches two slots is refused here, too. */
export async function startRedisCluster(): Promise<RedisServer> {
  const [node] = await startRedisNodes(1);
  if (!node) throw new Error('a cluster has a node');
  return node;
}

/** The nodes of a cluster, each with its part of the slots, but for some that have none. */
export async function startRedisNodes(count: number, { spare = 0 } = {}): Promise<RedisServer[]> {
  const nodes = await Promise.all(
    Array.from({ length: count + spare }, async () => {
      const busPort = await findFreePort();
      const server = await createRedisServer(
        ...['--cluster-enabled', 'yes', '--cluster-port', String(busPort)],
        // Nobody takes another for dead, however busy the machine is.
        ...['--cluster-node-timeout', '60000'],
        // No other replica is waited for.
        ...['--repl-diskless-sync-delay', '0'],
      );
      server.start();
      return { ...server, busPort };
    }),
  );
  const begins = (index: number) => Math.floor((SLOTS * index) / count);
  await Promise.all(
    nodes.map(({ url }, index) =>
      eventually(() =>
        withRedisClient(url, async (client) => {
          // Nodes that begin with the same epoch quarrel about it for a while. One that has an epoch takes no other.
          await client.sendCommand(['CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1)]).catch(() => undefined);
          const range = { start: begins(index), end: begins(index + 1) - 1 };
          if (index < count)
            await client.clusterAddSlotsRange(range).catch((error: Error) => {
              if (!error.message.includes('is already busy')) throw error;
            });
          for (const other of nodes) {
            if (other.url === url) continue;
            const { hostname, port } = new URL(other.url);
            await client.sendCommand(['CLUSTER', 'MEET', hostname, port, String(other.busPort)]);
          }
        }),
      ),
    ),
  );
  await Promise.all(
    nodes.map(({ url }) =>
      eventually(() =>
        withRedisClient(url, async (client) => {
          const info = await client.clusterInfo();
          if (!info.includes('cluster_state:ok') || !info.includes(`cluster_slots_ok:${SLOTS}`)) {
            throw new Error('The cluster is not ready.');
          }
        }),
      ),
    ),
  );
  return nodes;
}

/** Makes a node without slots the replica of another, which has them. */
export async function makeReplica(replica: RedisServer, master: RedisServer): Promise<void> {
  const id = await tellNode(master, 'CLUSTER', 'MYID');
  await tellNode(replica, 'CLUSTER', 'REPLICATE', String(id));
}

/** Waits until a replica has what was set at its master. */
export const untilCopied = (replica: RedisServer, key: string, value: string): Promise<void> =>
  eventually(() =>
    withRedisClient(replica.url, async (client) => {
      await client.sendCommand(['READONLY']);
      const found = await client.get(key);
      if (found !== value) throw new Error(`The replica has ${found} at ${key}.`);
    }),
  );

/** A replica has the slots of its master from now on, which need not be there. */
export const takeOver = (replica: RedisServer): Promise<unknown> =>
  tellNode(replica, 'CLUSTER', 'FAILOVER', 'TAKEOVER');

/** Asks one node of a cluster. */
export const tellNode = ({ url }: RedisServer, ...command: string[]): Promise<unknown> =>
  withRedisClient(url, (client) => client.sendCommand(command));
