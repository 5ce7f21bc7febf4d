import { afterEach, describe, expect, it } from '@jest/globals';
import { OutcomeUnknown } from '@tributary/common/errors';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { ClientClosedError, ErrorReply } from 'redis';
import { proxyOf } from '../../../../tests/setup/proxy.ts';
import { createTestDatabase } from '../../../../tests/setup/redis.ts';
import { makeReplica, startRedisNodes, takeOver, untilCopied } from '../../../../tests/setup/redis-server.ts';
import { PATIENCE_MS, testStores } from '../../../../tests/setup/stores.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { keepConnection } from '../connection.ts';
import { UnreachableError } from '../connection-errors.ts';
import { openCluster } from './open-cluster.ts';
import { SLOTS, slotOf } from './slot.ts';

let resources = new AsyncDisposableStack();
afterEach(async () => {
  await resources.disposeAsync();
  resources = new AsyncDisposableStack();
});

const near = 'open-cluster:{a}';
const far = 'open-cluster:{b}';
/** How Redis answers SET. */
const DONE = '+OK\r\n';

/** The shared store has all slots. Here far is first looked for behind a proxy, as at another node. */
async function openHalves() {
  const { redisUrl } = testStores();
  const proxy = await proxyOf(redisUrl);
  resources.defer(proxy.close);
  const rangeOf = (url: string, from: number, to: number) => {
    const { hostname, port } = new URL(url);
    return { from, to, master: { host: hostname, port: Number(port) }, replicas: [] };
  };
  const options = { urls: [redisUrl], timeoutMs: PATIENCE_MS };
  const ranges = [rangeOf(redisUrl, 0, SLOTS - 1), rangeOf(proxy.url, slotOf(far), slotOf(far))];
  const cluster = openCluster(keepConnection(options), ranges, options);
  resources.defer(cluster.close);
  const set = (...keys: string[]) =>
    cluster.write((redis) => Promise.all(keys.map((key) => redis.set(key, 'x', { EX: 60 }))));
  return { proxy, cluster, set };
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a node of a cluster', () => {
  it('that refuses a write has changed nothing, unless another was written to', async () => {
    const { proxy, set } = await openHalves();
    await set(near, far);
    proxy.interfere = (_from, text) => (text === DONE ? Buffer.from('-OOM it is full\r\n') : 'pass');
    expect(await failureOf(set(far))).toBeInstanceOf(ErrorReply);
    expect(await failureOf(set(near, far))).toBeInstanceOf(OutcomeUnknown);
  });

  it('that cannot be reached was sent nothing, and its slots are looked for elsewhere', async () => {
    const { proxy, set } = await openHalves();
    await proxy.stop();
    const [alone, both] = await Promise.all([failureOf(set(far)), failureOf(set(near, far))]);
    expect(alone).toBeInstanceOf(UnreachableError);
    expect(both).toBeInstanceOf(OutcomeUnknown);
    await eventually(() => set(far));
  });

  it('that serves no slots any more is left', async () => {
    const { proxy, set } = await openHalves();
    await set(far);
    proxy.interfere = (_from, text) => (text === DONE ? Buffer.from('-CLUSTERDOWN Hash slot not served\r\n') : 'pass');
    await eventually(() => set(far));
  });

  it('is not opened once the cluster is closed', async () => {
    const { cluster, set } = await openHalves();
    await cluster.close();
    expect(await failureOf(set(far))).toBeInstanceOf(ClientClosedError);
  });
});

it('a cluster of one node with a replica goes on at the replica', async () => {
  const nodes = await startRedisNodes(1, { spare: 1 });
  for (const node of nodes) resources.defer(node.remove);
  const [master, replica] = nodes;
  if (!master || !replica) throw new Error('there are two nodes');
  await makeReplica(replica, master);
  await eventually(() =>
    withRedisClient(master.url, async (redis) => {
      const [range] = await redis.clusterSlots();
      expect(range?.replicas).toHaveLength(1);
    }),
  );
  const { db, close } = createTestDatabase({ url: master.url });
  resources.defer(close);
  await db.write((redis) => redis.set(far, 'before'));
  await untilCopied(replica, far, 'before');
  await master.stop();
  await takeOver(replica);
  await eventually(async () => expect(await db.run((redis) => redis.get(far))).toBe('before'));
});
