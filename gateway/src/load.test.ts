import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { closeAfterEach } from './testing/cleanup.ts';
import { startTestGateway, TRANSPORTS } from './testing/gateway.ts';

const cleanup = closeAfterEach();
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, index) => make(index));
const overloaded = {
  code: 'OVERLOADED',
  service: 'stock',
  retryAfterSeconds: expect.any(Number),
  requestId: expect.any(String),
};

/** Waits for so many, and a little for one more that must not come. */
async function untilNoMoreThan(count: number, made: readonly unknown[]): Promise<void> {
  while (made.length < count) await delay(5);
  await delay(100);
  expect(made).toHaveLength(count);
}

function blockLoop(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe.each(TRANSPORTS)('a crowd before services (%s)', (transport) => {
  it('has no more under way in one than it takes, and all of it done', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup, { concurrency: 3 });
    stock.hangs = true;
    const answers = times(30, () => query('{ stockTotal }'));
    await untilNoMoreThan(3, stock.calls);
    stock.hangs = false;
    expect(await Promise.all(answers)).toEqual(times(30, () => ({ data: { stockTotal: 60 } })));
    expect(stock.mostAtOnce).toBe(3);
  });

  it('is told when to come again where there is no place in time, and is not sent on', async () => {
    const { send, stock, lines } = await startTestGateway(transport, cleanup, {
      concurrency: 1,
      mutationWaitMs: 500,
    });
    const body = { query: 'mutation { restock(id: "p1") }' };
    stock.hangs = true;
    const before = send({ body });
    await untilNoMoreThan(1, stock.calls);
    const reply = await send({ body });
    expect([reply.status, reply.body.data]).toEqual([503, { restock: null }]);
    expect(reply.headers['retry-after']).toMatch(/^[123]$/);
    expect(reply.body.errors).toEqual([
      {
        message: 'There is more to do for stock than it can take now: try again later.',
        path: ['restock'],
        extensions: overloaded,
      },
    ]);
    stock.hangs = false;
    expect((await before).body).toMatchObject({ data: { restock: 1 } });
    expect(stock.calls).toHaveLength(1);
    expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
    expect(lines.filter((line) => line.includes('refused: stock has no place for a mutation'))).toHaveLength(1);
  });

  it('has what other services answer, and errors where there was no place', async () => {
    const { send, stock } = await startTestGateway(transport, cleanup, { concurrency: 1, queryWaitMs: 500 });
    stock.hangs = true;
    const before = send({ body: { query: '{ stockTotal }' } });
    await untilNoMoreThan(1, stock.calls);
    const reply = await send({ body: { query: '{ products(first: 2) { name inStock } }' } });
    stock.hangs = false;
    await before;
    expect(reply.status).toBe(200);
    expect(reply.body.data).toEqual({ products: times(2, (id) => ({ name: `Product ${id}`, inStock: null })) });
    expect(reply.body.errors?.map(({ path, extensions }) => [path, extensions])).toEqual(
      times(2, (id) => [['products', id, 'inStock'], overloaded]),
    );
  });

  it('leaves places to queries while mutations wait', async () => {
    const { query, products } = await startTestGateway(transport, cleanup, { concurrency: 4 });
    products.hangs = true;
    const mutations = times(10, (id) => query(`mutation { renameProduct(id: "p${id}", name: "x") { id } }`));
    await untilNoMoreThan(3, products.calls);
    expect(await query('{ whoAsks }')).toEqual({ data: { whoAsks: 'developer' } });
    products.hangs = false;
    expect((await Promise.all(mutations)).flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect(products.mostAtOnce).toBe(3);
  });

  it('shares a service with a wide request, which has eight fetches under way there', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup);
    const fields = times(12, (id) => `p${id}: product(id: "p${id}") { inStock(warehouse: "w${id}") }`);
    stock.hangs = true;
    const answer = query(`{ ${fields.join(' ')} }`);
    await untilNoMoreThan(8, stock.calls);
    stock.hangs = false;
    expect((await answer).data).toEqual(Object.fromEntries(times(12, (id) => [`p${id}`, { inStock: id * 10 }])));
    expect(stock.calls).toHaveLength(12);
  });

  it('keeps asking a service whose deadlines passed while nothing could be read', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup, { timeoutMs: 2_000 });
    await query('{ stockTotal }');
    stock.hangs = true;
    const answers = times(8, () => query('{ stockTotal }'));
    while (stock.calls.length < 9) await delay(1);
    stock.hangs = false;
    blockLoop(4_000);
    for (const { data, errors } of await Promise.all(answers)) {
      // What needed more turns than were left may have been too late; nobody says that of the service.
      if (errors) expect(errors[0]?.extensions.code).toBe('OVERLOADED');
      else expect(data).toEqual({ stockTotal: 60 });
    }
    expect(await query('{ stockTotal }')).toEqual({ data: { stockTotal: 60 } });
  });
});
