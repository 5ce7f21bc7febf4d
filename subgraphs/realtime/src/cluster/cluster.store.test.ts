import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withRedisClient } from '@tributary/stores/redis/redis-client';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/redis.ts';
import {
  makeReplica,
  type RedisServer,
  startRedisNodes,
  takeOver,
  tellNode,
  untilCopied,
} from '../../../../tests/setup/redis-server.ts';
import { PATIENCE_MS } from '../../../../tests/setup/stores.ts';
import { ask } from '../../../../tests/setup/subgraph.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { writeRegistries } from '../features/write-registries.ts';
import { writeLeaderboard } from '../leaderboards/boards.ts';
import { readFeatures, writeFeatures } from '../moving/features.ts';
import { createServer } from '../server.ts';
import { slotOf } from './slot.ts';

/** Three that have slots, and one that has none. */
let nodes: RedisServer[];
let database: TestDatabase;
let server: ReturnType<typeof createServer>;
beforeAll(async () => {
  nodes = await startRedisNodes(3, { spare: 1 });
  // Whoever of them answers tells of the others.
  const hosts = nodes.map(({ url }) => new URL(url).host);
  database = createTestDatabase({ url: `redis://127.0.0.1:1,${hosts.join()}`, timeoutMs: PATIENCE_MS });
  server = createServer(database, pino({ level: 'silent' }));
});
afterAll(async () => {
  await database.close();
  await Promise.all(nodes.map((node) => node.remove()));
});

const names = Array.from({ length: 12 }, (_, index) => `board-${index}`);
const writeBoards = (sizes: number) =>
  Promise.all(
    names.map((name) =>
      writeLeaderboard(database.db, {
        name,
        goal: 'MAXIMIZE',
        synced: true,
        entries: Array.from({ length: sizes }, (_, index) => ({ modelId: `model-${index}`, score: index })),
      }),
    ),
  );

/** Where a key lies, as the first node says. */
async function nodeOf(key: string): Promise<RedisServer> {
  const ranges = await withRedisClient(first().url, (redis) => redis.clusterSlots());
  const slot = slotOf(key);
  const port = ranges.find(({ from, to }) => from <= slot && slot <= to)?.master.port;
  return nodes.find(({ url }) => new URL(url).port === String(port)) ?? first();
}

function first(): RedisServer {
  const [node] = nodes;
  if (!node) throw new Error('a cluster has nodes');
  return node;
}

const set = (key: string, value: string) => database.db.write((redis) => redis.set(key, value));
const get = (key: string) => database.db.run((redis) => redis.get(key));

describe('a cluster of several nodes', () => {
  it('answers one request from all of them', async () => {
    await writeBoards(3);
    const { data, errors } = await ask(
      server,
      '{ leaderboards(first: 50) { nodes { name size } } health { redis { status keys } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.leaderboards.nodes).toEqual([...names].sort().map((name) => ({ name, size: 3 })));
    const sizes = await Promise.all(nodes.map(({ url }) => withRedisClient(url, (redis) => redis.dbSize())));
    expect(sizes.filter((size) => size > 0)).toHaveLength(3);
    expect(data.health.redis).toEqual({ status: 'UP', keys: sizes.reduce((sum, size) => sum + size, 0) });
  });

  it('hands over the features of all of them', async () => {
    const layout = {
      features: [{ name: 'clicks', type: 'INT' as const, default: null }],
      revisions: [{ revision: 1, ttlSeconds: null }],
    };
    const view = {
      view: 'views',
      entity: 'user',
      joinKeys: ['user_id'],
      firstRevision: 1,
      version: 1,
      layouts: [layout],
    };
    await writeRegistries(database.db, [view]);
    const rows = Array.from({ length: 100 }, (_, index) => ({ entity: `user-${index}`, values: { clicks: index } }));
    const { data } = await ask(
      server,
      'mutation ($rows: [FeatureRowInput!]!) { storeFeatures(input: { view: "views", rows: $rows }) { ... on StoreFeaturesSuccess { stored } } }',
      { rows },
    );
    expect(data.storeFeatures).toEqual({ stored: 100 });
    const lines = await Array.fromAsync(writeFeatures(database.db));
    const other = createTestDatabase({ url: first().url });
    await readFeatures(other.db, lines);
    const sorted = (text: readonly string[]) => [...text].sort();
    expect(sorted(await Array.fromAsync(writeFeatures(other.db)))).toEqual(sorted(lines));
    expect(lines.length).toBeGreaterThan(100);
    await other.close();
  });

  it('tells whoever listens at one of what is published at another', async () => {
    const listening = new AbortController();
    const news = database.topics.listen(database.db.keys.board(names[0] ?? '').channel, listening.signal, 1);
    await news.next();
    const next = news.next();
    await writeBoards(4);
    expect(await next).toMatchObject({ done: false });
    listening.abort(new Error('heard enough'));
    await expect(news.next()).rejects.toThrow('heard enough');
  });

  it('is followed where a slot moves to another node, and while it does', async () => {
    const key = `${database.keyPrefix}moving`;
    const slot = String(slotOf(key));
    await set(key, 'before');
    const source = await nodeOf(key);
    const target = nodes.slice(0, 3).find((node) => node !== source) ?? source;
    const [sourceId, targetId] = [
      String(await tellNode(source, 'CLUSTER', 'MYID')),
      String(await tellNode(target, 'CLUSTER', 'MYID')),
    ];
    await tellNode(target, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', sourceId);
    await tellNode(source, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', targetId);
    await tellNode(source, 'MIGRATE', '127.0.0.1', new URL(target.url).port, key, '0', '5000');
    expect(await get(key)).toBe('before');
    await tellNode(target, 'CLUSTER', 'SETSLOT', slot, 'NODE', targetId);
    await tellNode(source, 'CLUSTER', 'SETSLOT', slot, 'NODE', targetId);
    expect(await get(key)).toBe('before');
    const made = await database.db.write((redis) => redis.multi().set(key, 'after').get(key).exec());
    expect(made).toEqual(['OK', 'after']);
  });

  it('serves the rest while a node is away, and all once a replica has taken over', async () => {
    const key = `${database.keyPrefix}{lost}`;
    await set(key, 'kept');
    const lost = await nodeOf(key);
    const replica = nodes[3] ?? lost;
    await makeReplica(replica, lost);
    await untilCopied(replica, key, 'kept');
    const elsewhere = await findElsewhere(lost);
    await set(elsewhere, 'there');
    await lost.stop();
    await expect(get(key)).rejects.toThrow();
    expect(await get(elsewhere)).toBe('there');
    await takeOver(replica);
    await eventually(async () => expect(await get(key)).toBe('kept'));
    expect(await get(elsewhere)).toBe('there');
  });
});

/** A key of another node. */
async function findElsewhere(node: RedisServer): Promise<string> {
  for (;;) {
    const key = `${database.keyPrefix}${randomUUID()}`;
    if ((await nodeOf(key)) !== node) return key;
  }
}
