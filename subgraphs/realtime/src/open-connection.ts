import { openCluster, readSlots } from './cluster/open-cluster.ts';
import { type Connection, type ConnectionOptions, keepConnection } from './connection.ts';

/** A connection to the server that the URLs lead to, or to all nodes of its cluster, as it says itself when it answers. */
export function openConnection(options: ConnectionOptions): Connection {
  const root = keepConnection(options);
  let opened: Connection | undefined;
  let opening: Promise<Connection> | undefined;

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

  function open(): Promise<Connection> {
    opening ??= find()
      .then((found) => {
        opened = found;
        return found;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  return {
    run: async (work) => (opened ?? (await open())).run(work),
    write: async (work) => (opened ?? (await open())).write(work),
    nodes: async () => (opened ?? (await open())).nodes(),
    close: async () => {
      await opening?.catch(() => undefined);
      await (opened ?? root).close();
    },
  };
}
