import { openCluster, readSlots } from './cluster/open-cluster.ts';
import { type Connection, type ConnectionOptions, keepConnection } from './connection.ts';

/** A connection to the server that the URLs lead to, or to all nodes of its cluster, as it says itself when it answers. */
export function openConnection(options: ConnectionOptions): Connection {
  const root = keepConnection(options);
  let opened: Promise<Connection> | undefined;

  async function find(): Promise<Connection> {
    const info = await root.run((redis) => redis.info('cluster'));
    if (!info.includes('cluster_enabled:1')) return root;
    const ranges = await readSlots(root);
    const nodes = new Set(
      ranges.flatMap(({ master, replicas }) => [master, ...replicas]).map(({ port, host }) => `${host}:${port}`),
    );
    // With a replica, another node may have the slots later.
    return nodes.size === 1 ? root : openCluster(root, ranges, options);
  }

  /** Who asks meanwhile shares it; what failed is tried again. */
  function open(): Promise<Connection> {
    opened ??= find().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  return {
    run: async (work) => (await open()).run(work),
    write: async (work) => (await open()).write(work),
    nodes: async () => (await open()).nodes(),
    close: async () => {
      const found = await opened?.catch(() => undefined);
      await (found ?? root).close();
    },
  };
}
