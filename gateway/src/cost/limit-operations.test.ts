import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { closeAfterEach } from '../testing/cleanup.ts';
import { EMBEDDED_URLS, startTestGateway, TRANSPORTS } from '../testing/gateway.ts';
import { composeSupergraph } from '../testing/subgraphs.ts';
import type { Limits } from './limits.ts';

const cleanup = closeAfterEach();
const start = (limits: Partial<Limits> = {}) => startTestGateway('embedded', cleanup, { limits });

/** A supergraph that takes lists of products for shorter than they are. */
const misjudged = (at = EMBEDDED_URLS) =>
  composeSupergraph(at, (sdl) =>
    sdl.replace('products(first: Int = 3): [Product!]', '$& @federation__listSize(assumedSize: 2)'),
  );

describe('an operation', () => {
  it('that is large is told when to come again where a hundred such wait', async () => {
    const { send, stock } = await start({ maxCost: 2 });
    stock.hangs = true;
    const replies = Array.from({ length: 103 }, () => send({ body: { query: '{ stockTotal }' } }));
    const refused = await Promise.race(replies);
    expect([refused.status, refused.body.errors?.[0]?.message]).toEqual([
      503,
      'Too many large operations run at the moment: ask again later, or for fewer values.',
    ]);
    expect(refused.headers['retry-after']).toBe(String(refused.body.errors?.[0]?.extensions.retryAfterSeconds));
    stock.hangs = false;
    expect((await Promise.all(replies)).filter(({ status }) => status === 200)).toHaveLength(102);
  });

  it.each<[string, Partial<Limits>, string, string]>([
    [
      'that may bring more values than allowed',
      { maxCost: 1_000 },
      '{ stockTotal products(first: 600) { id name } }',
      'The operation may answer 1,801 values, at most 1,000 are allowed. products alone may bring 1,800: ask for fewer with first, or in several operations.',
    ],
    [
      'that is too deep',
      { maxDepth: 2 },
      '{ products { ...P } } fragment P on Product { maker { name } }',
      'The operation is more than 2 levels deep, at products.maker: ask in several operations.',
    ],
    [
      'of too many fields',
      { maxFields: 3 },
      '{ products { id name maker { id } } }',
      'The operation has more than 3 fields at products, its fragments spread: ask in several operations.',
    ],
    [
      'of too many aliases',
      { maxAliases: 1 },
      '{ a: stockTotal b: stockTotal }',
      'The operation has more than 1 aliases, its fragments spread: ask in several operations.',
    ],
    [
      'of too many directives',
      { maxDirectives: 1 },
      'query ($a: Boolean! = true) { stockTotal @include(if: $a) whoAsks @skip(if: $a) }',
      'The operation has more than 1 directives, its fragments spread: ask in several operations.',
    ],
    [
      'of too many root fields',
      { maxQueryRootFields: 1 },
      '{ stockTotal whoAsks }',
      'The query has 2 root fields, at most 1 are allowed: ask in several operations.',
    ],
    [
      'that is a mutation of too many root fields',
      { maxMutationRootFields: 1 },
      'mutation { a: restock(id: "p1") b: restock(id: "p2") }',
      'The mutation has 2 root fields, at most 1 are allowed: ask in several operations.',
    ],
    [
      'that asks for the schema again and again',
      {},
      `{ ${Array.from({ length: 40 }, (_, n) => `s${n}: __schema { types { fields { name type { name fields { name type { name } } } } } }`).join(' ')} }`,
      'The introspection may answer',
    ],
  ])('%s is refused before anything is fetched', async (_what, limits, query, message) => {
    const { send, products, stock } = await start(limits);
    const { status, body } = await send({ body: { query } });
    expect([status, body.errors?.length, body.errors?.[0]?.extensions.code]).toEqual([400, 1, 'QUERY_TOO_COMPLEX']);
    expect(body.errors?.[0]?.message).toContain(message);
    expect([...products.calls, ...stock.calls]).toEqual([]);
  });

  it('is judged by its variables, each time', async () => {
    const { send } = await start({ maxCost: 1_000 });
    const query = 'query ($n: Int = 2) { products(first: $n) { id } }';
    const ask = async (variables: object) => (await send({ body: { query, variables } })).body;
    expect((await ask({ n: 400 })).data).toBeDefined();
    expect((await ask({ n: 600 })).errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect((await ask({})).extensions?.cost).toEqual({ estimated: 4, fetched: 5, max: 1_000 });
  });

  it('costs nothing that clients read, but in development', async () => {
    const { send } = await startTestGateway('embedded', cleanup, { development: false });
    expect((await send({ body: { query: '{ stockTotal }' } })).body).toEqual({ data: { stockTotal: 60 } });
  });

  it('that introspects all that tools ask for passes', async () => {
    const { query } = await start({ maxCost: 10 });
    const everything = getIntrospectionQuery({
      descriptions: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      oneOf: true,
      schemaDescription: true,
      specifiedByUrl: true,
    });
    const { data, errors } = await query(everything);
    expect(errors).toBeUndefined();
    expect(data?.__schema).toMatchObject({ queryType: { name: 'Query' } });
    expect((await query('query A { __type(name: "Product") { name } __typename }')).data).toEqual({
      __type: { name: 'Product' },
      __typename: 'Query',
    });
  });
});

describe.each(TRANSPORTS)('an answer longer than was reckoned (%s)', (transport) => {
  it('ends in its service, with a path, when it is longer than a service may answer', async () => {
    const { query } = await startTestGateway(transport, cleanup, { supergraph: misjudged });
    const { data, errors } = await query('{ products(first: 60000) { id name maker { name } } stockTotal }');
    expect(data).toEqual({ products: null, stockTotal: 60 });
    expect(errors).toEqual([
      {
        message: expect.stringContaining('The answer has more than 150,000 values'),
        path: expect.arrayContaining(['products']),
        extensions: { code: 'QUERY_TOO_COMPLEX', service: 'products', requestId: expect.any(String) },
      },
    ]);
  });

  it('ends in the gateway when its services bring too much together', async () => {
    const limits = { maxCost: 300 };
    const { query, stock } = await startTestGateway(transport, cleanup, { supergraph: misjudged, limits });
    const { data, errors } = await query('{ products(first: 50) { name inStock } }');
    expect(data?.products).toHaveLength(50);
    expect(data?.products).toContainEqual({ name: 'Product 1', inStock: null });
    expect(errors?.[0]).toMatchObject({
      message: 'The answer has more than 300 values: ask for fewer with first, or in several operations.',
      path: ['products', 0, 'inStock'],
      extensions: { code: 'QUERY_TOO_COMPLEX', service: 'stock' },
    });
    expect(stock.represented).toHaveLength(50);
    const few = await query('{ products(first: 10) { name inStock } }');
    expect(few.errors).toBeUndefined();
  });

  it('is counted as often as it stands in the answer', async () => {
    const limits = { maxCost: 1_000 };
    const { query, stock } = await startTestGateway(transport, cleanup, { supergraph: misjudged, limits });
    const { errors } = await query('{ products(first: 180) { maker { rating } } }');
    expect(new Set(stock.represented)).toEqual(new Set(['m0', 'm1']));
    expect(stock.represented).toHaveLength(2);
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });

  it('of a mutation says that it was done', async () => {
    const limits = { maxCost: 4 };
    const { query } = await startTestGateway(transport, cleanup, { supergraph: misjudged, limits });
    const { errors } = await query(`mutation { renameProduct(id: "p1", name: "${'x'.repeat(400)}") { name } }`);
    expect(errors?.[0]?.message).toMatch(/more than 4 values.*What the mutation was to do is done\.$/);
  });
});
