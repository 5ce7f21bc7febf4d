import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { proxyOf } from '../../../tests/setup/proxy.ts';
import { useRealtime } from '../../../tests/setup/realtime.ts';
import { createTestDatabase } from '../../../tests/setup/redis.ts';
import { testStores } from '../../../tests/setup/stores.ts';
import { ask as askSubgraph } from '../../../tests/setup/subgraph.ts';
import { eventually } from '../../../tests/setup/waiting.ts';
import { createServer } from './server.ts';

const realtime = useRealtime();

describe('a script', () => {
  it('is sent whole where Redis has forgotten it, once', async () => {
    await realtime.db.run((redis) => redis.scriptFlush());
    const look = '{ rateLimit(key: "forgotten") { remaining } }';
    expect((await realtime.watch(look)).commands).toEqual({ evalSha: 1, eval: 1 });
    expect((await realtime.watch(look)).commands).toEqual({ evalSha: 1 });
  });
});

describe('a mutation whose script was sent and not answered', () => {
  it('says that nobody knows, and one that was not sent says no such thing', async () => {
    const proxy = await proxyOf(testStores().redisUrl);
    const database = createTestDatabase({ url: proxy.url });
    const subgraph = createServer(database, pino({ level: 'silent' }));
    const consume = () =>
      askSubgraph(subgraph, 'mutation { consumeRateLimit(key: "unknown", limit: 9) { __typename } }');
    await consume();
    proxy.interfere = (from, text) => (from === 'client' && text.includes('EVALSHA') ? 'cut' : 'pass');
    const { data, errors } = await consume();
    expect(data).toEqual({ consumeRateLimit: null });
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/^Redis does not answer\. It is not known whether this was done/),
      extensions: { code: 'STORE_UNAVAILABLE', outcome: 'UNKNOWN' },
    });
    proxy.interfere = undefined;
    await proxy.stop();
    await eventually(async () => expect((await consume()).errors[0].extensions).not.toHaveProperty('outcome'));
    await database.close();
    await proxy.close();
  });
});
