import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../tests/setup/waiting.ts';
import { closeAfterEach } from './testing/cleanup.ts';
import { startTestGateway, TRANSPORTS } from './testing/gateway.ts';

const cleanup = closeAfterEach();
const unavailable = (requestId: unknown = expect.any(String)) => ({
  code: 'SUBGRAPH_UNAVAILABLE',
  service: 'stock',
  requestId,
});
const timeout = { code: 'SUBGRAPH_TIMEOUT', service: 'stock', requestId: expect.any(String) };
/** Or this process stood still meanwhile, and does not know. */
const late = expect.objectContaining({ code: expect.stringMatching(/^(SUBGRAPH_TIMEOUT|OVERLOADED)$/) });
const placesOf = (errors: { path?: unknown; extensions: unknown }[] = []) =>
  errors.map(({ path, extensions }) => ({ path, extensions }));

describe.each(TRANSPORTS)('fetching %s', (transport) => {
  it('joins what several services know, with one call of each per level', async () => {
    const { query, products, stock } = await startTestGateway(transport, cleanup);
    const { data, errors } = await query('{ products(first: 3) { name inStock warehouse { city } } stockTotal }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      products: [0, 1, 2].map((id) => ({ name: `Product ${id}`, inStock: id * 10, warehouse: { city: 'Turin' } })),
      stockTotal: 60,
    });
    expect(products.calls).toHaveLength(1);
    expect(stock.calls).toHaveLength(2);
  });

  it('sends a representation once, however often it stands in the list', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup);
    const { data } = await query('{ products(first: 5) { maker { rating } } }');
    expect(data).toEqual({ products: Array.from({ length: 5 }, () => ({ maker: { rating: 4.5 } })) });
    expect(stock.represented).toEqual(['m0', 'm1']);
  });

  it.each(['', 'query Named '])('sends a fetch once that "%s{…}" makes twice', async (prefix) => {
    const { query, stock } = await startTestGateway(transport, cleanup);
    const { data } = await query(
      `${prefix}{ a: product(id: "p2") { inStock } b: product(id: "p2") { inStock } c: product(id: "p3") { inStock } }`,
    );
    expect(data).toEqual({ a: { inStock: 20 }, b: { inStock: 20 }, c: { inStock: 30 } });
    expect(stock.represented.toSorted()).toEqual(['p2', 'p3']);
  });

  it('reads again after each mutation of one operation', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup);
    await query(`mutation {
      a: renameProduct(id: "p2", name: "x") { inStock }
      b: renameProduct(id: "p2", name: "x") { inStock }
    }`);
    expect(stock.represented).toEqual(['p2', 'p2']);
  });

  it('shares nothing between requests', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup);
    await Promise.all([query('{ stockTotal }'), query('{ stockTotal }')]);
    expect(stock.calls).toHaveLength(2);
  });

  it('answers without a service that is not there, with an error at each of its fields', async () => {
    const { query, stop, lines } = await startTestGateway(transport, cleanup);
    await stop('stock');
    const { data, errors } = await query('{ products(first: 2) { name left: inStock warehouse { city } } stockTotal }');
    expect(data).toEqual({
      products: [0, 1].map((id) => ({ name: `Product ${id}`, left: null, warehouse: null })),
      stockTotal: null,
    });
    expect(placesOf(errors)).toEqual(
      expect.arrayContaining(
        [
          ['products', 0, 'left'],
          ['products', 0, 'warehouse'],
          ['products', 1, 'left'],
          ['products', 1, 'warehouse'],
          ['stockTotal'],
        ].map((path) => ({ path, extensions: unavailable() })),
      ),
    );
    expect(errors).toHaveLength(5);
    expect(errors?.[0]?.message).toBe('stock could not be reached.');
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|10\.1\.2\.3|ECONN|http|\.ts/);
    expect(lines.filter((line) => line.includes('a fetch failed'))).toHaveLength(2);
  });

  it('names each place of a representation that stands in the list several times', async () => {
    const { query, stop } = await startTestGateway(transport, cleanup);
    await stop('stock');
    const { errors } = await query('{ products(first: 3) { maker { rating } } }');
    expect(errors?.map(({ path }) => path)).toEqual([0, 1, 2].map((index) => ['products', index, 'maker', 'rating']));
  });

  it('answers while a service hangs, and whole once it is back', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup, { timeoutMs: 3_000 });
    stock.hangs = true;
    // Where this process stood still meanwhile, the service is not blamed.
    await eventually(async () => {
      const { data, errors } = await query('{ stockTotal products(first: 1) { name inStock maker { rating } } }');
      expect(data).toEqual({
        stockTotal: null,
        products: [{ name: 'Product 0', inStock: null, maker: { rating: null } }],
      });
      expect(placesOf(errors)).toEqual(
        expect.arrayContaining([
          { path: ['stockTotal'], extensions: timeout },
          { path: ['products', 0, 'inStock'], extensions: timeout },
          { path: ['products', 0, 'maker', 'rating'], extensions: timeout },
        ]),
      );
    });
    stock.hangs = false;
    expect(await query('{ stockTotal }')).toEqual({ data: { stockTotal: 60 } });
  });

  it('is whole again after a service came back, without a restart', async () => {
    const { query, stop, start } = await startTestGateway(transport, cleanup);
    await stop('stock');
    expect((await query('{ stockTotal }')).data).toEqual({ stockTotal: null });
    await start('stock');
    expect(await query('{ stockTotal }')).toEqual({ data: { stockTotal: 60 } });
  });

  it('asks a service that keeps hanging only now and then', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup, { timeoutMs: 200 });
    stock.hangs = true;
    let asked = 0;
    // Most fetches fail at once then; on a slow machine a trial or two may lie between.
    while (stock.calls.length === asked || asked < 5) {
      const { errors } = await query('{ stockTotal }');
      expect(placesOf(errors)).toEqual([{ path: ['stockTotal'], extensions: late }]);
      asked += 1;
    }
    expect(stock.calls.length).toBeGreaterThanOrEqual(5);
    stock.hangs = false;
    let answer = await query('{ stockTotal }');
    while (answer.errors) answer = await query('{ stockTotal }');
    expect(answer).toEqual({ data: { stockTotal: 60 } });
  });

  it('never sends a mutation twice', async () => {
    const { query, stock, stop } = await startTestGateway(transport, cleanup);
    await query('mutation { restock(id: "p1") }');
    expect(stock.calls).toHaveLength(1);
    await stop('stock');
    const { data, errors } = await query('mutation { restock(id: "p1") }');
    expect(data).toEqual({ restock: null });
    expect(placesOf(errors)).toEqual([{ path: ['restock'], extensions: unavailable() }]);
  });

  it('tells the services who asks and in which request, as it decided and not as it was told', async () => {
    const { query, stock } = await startTestGateway(transport, cleanup);
    const forged = encodeURIComponent(JSON.stringify({ subject: 'root', scopes: ['all'] }));
    const headers = { 'x-tributary-user': 'ada', 'x-tributary-caller': forged, 'x-request-id': 'request-7' };
    expect(await query('{ whoAsks stockTotal }', headers)).toEqual({ data: { whoAsks: 'ada', stockTotal: 60 } });
    expect(stock.calls).toMatchObject([{ caller: { subject: 'ada', scopes: [] }, requestId: 'request-7' }]);
    expect((await query('{ whoAsks }')).data).toEqual({ whoAsks: 'developer' });
  });

  it('masks what failed inside a service, and logs it once', async () => {
    const { query, lines } = await startTestGateway(transport, cleanup);
    const { data, errors } = await query('{ fails }', { 'x-request-id': 'request-8' });
    expect(data).toEqual({ fails: null });
    expect(errors).toEqual([
      {
        message: 'Internal server error',
        path: ['fails'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'products', requestId: 'request-8' },
      },
    ]);
    expect(lines.filter((line) => line.includes('10.1.2.3'))).toHaveLength(1);
  });
});
