import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSubgraphSdl } from '@tributary/common/subgraph';
import { buildSchema, type GraphQLSchema, graphql, Kind, parse, printSchema, validate } from 'graphql';
import { createRandom } from '../../../tests/setup/random.ts';
import { closeAfterEach } from '../testing/cleanup.ts';
import { type GraphQLBody, startTestGateway, TRANSPORTS } from '../testing/gateway.ts';
import { drawOperation } from '../testing/random-operations.ts';
import { graphResolvers } from '../testing/subgraphs.ts';
import { createRenamer } from './rename-clashes.ts';

const cleanup = closeAfterEach();

/** The same graph over the same data, without services. */
function createWhole(): GraphQLSchema {
  const { schema } = composeServices(
    (['products', 'stock'] as const).map((name) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(readSubgraphSdl(new URL(`../testing/${name}.graphql`, import.meta.url))),
    })),
  );
  if (!schema) throw new Error('the test subgraphs compose');
  const typeDefs = parse(printSchema(schema.toAPISchema().toGraphQLJSSchema()));
  return buildSubgraphSchema([{ typeDefs, resolvers: graphResolvers }]);
}

const whole = createWhole();

/** As text, so that the order of names counts; of errors what a client reads. */
const written = ({ data, errors = [] }: GraphQLBody) => ({
  data: JSON.stringify(data),
  errors: errors.map(({ path, message }) => `${path?.join('.')}: ${message}`).sort(),
});

async function askWhole(source: string, variableValues: Record<string, unknown> = {}) {
  const { data, errors } = await graphql({ schema: whole, source, variableValues });
  return written(JSON.parse(JSON.stringify({ data, errors })));
}

const CLASHES = [
  ['a name in the place of the key', '{ product(id: "p1") { id: name inStock } }'],
  ['both changed places', '{ products { id: name name: id inStock } }'],
  ['an object in the place of the key', '{ product(id: "p1") { id: maker { name } inStock } }'],
  ['a list in the place of the key', '{ product(id: "p1") { id: similar { id } inStock } }'],
  ['a key below another', '{ products { maker { id: name rating } } }'],
  ['the name of the type', '{ product(id: "p1") { __typename: id inStock } }'],
  ['in a union', '{ search { ... on Product { id: name inStock } ... on Maker { id: name rating } } }'],
  [
    'in one type of a union',
    '{ search { ... on Product { id inStock } ... on Maker { key: id id: __typename rating } } }',
  ],
  [
    'in a fragment',
    '{ products { ...P inStock } } fragment P on Product { id: name maker { ...M } } fragment M on Maker { id: name rating }',
  ],
  ['in a mutation', 'mutation { renameProduct(id: "p1", name: "Lamp") { id: name inStock } }'],
  ['what a field of another service requires', '{ product(id: "p2") { weight: name shipping } }'],
  ['the required field with other arguments', '{ product(id: "p2") { weight(unit: G) shipping } }'],
  ['a name that is given instead', '{ product(id: "p1") { client_0: name id: name inStock } }'],
  ['a name that the planner gives', '{ search { ... on Product { name__alias_0: id name } ... on Maker { name } } }'],
  [
    'a field that is left out',
    'query ($no: Boolean = false) { product(id: "p1") { id: name @include(if: $no) inStock } }',
  ],
  [
    'a name that JavaScript has',
    '{ product(id: "p1") { __proto__: inStock constructor: name maker { __proto__: rating } } }',
  ],
  ['at an error', '{ product(id: "p1") { id: inStock(warehouse: "burnt") name: maker { id: name } } }'],
  ['above an error', '{ product(id: "p1") { id: similar { id: inStock(warehouse: "burnt") } inStock } }'],
  [
    'beside introspection',
    '{ id: __type(name: "Product") { id: name fields { id: name } } product(id: "p1") { id: name inStock } }',
  ],
] as const;

describe.each(TRANSPORTS)('a name of the client like one of the planner (%s)', (transport) => {
  let ask: Awaited<ReturnType<typeof startTestGateway>>['query'];
  const closes: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    ({ query: ask } = await startTestGateway(transport, (close) => closes.unshift(close), { timeoutMs: 10_000 }));
  });
  afterAll(async () => {
    for (const close of closes) await close();
  });

  it.each(CLASHES)('is kept with the right value: %s', async (_what, query) => {
    expect(written(await ask(query))).toEqual(await askWhole(query));
  });
});

it('an operation is looked through once, whether names clash or not', () => {
  const planner = { all: new Set(['id']), withArguments: new Set<string>() };
  for (const [query, clashes] of [
    ['{ product { id: name } }', true],
    ['{ product { id } }', false],
  ] as const) {
    const parsed = parse(query);
    const [operation] = parsed.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(query);
    let looks = 0;
    const document = new Proxy(parsed, {
      get(target, name) {
        looks += 1;
        return Reflect.get(target, name);
      },
    });
    const rename = createRenamer(planner);
    const renamed = rename(document, operation);
    expect(renamed !== undefined).toBe(clashes);
    expect(looks).toBeGreaterThan(0);
    const before = looks;
    expect(rename(document, operation)).toBe(renamed);
    expect(looks).toBe(before);
  }
});

describe('names of the client', () => {
  it('that clash with nothing go on as they are', async () => {
    const { query, stock, products } = await startTestGateway('embedded', cleanup);
    expect((await query('{ product(id: "p1") { key: id id title: name inStock } }')).data).toEqual({
      product: { key: 'p1', id: 'p1', title: 'Product 1', inStock: 10 },
    });
    expect([products.calls.length, stock.calls.length]).toEqual([1, 1]);
  });

  it('may be representations, of a variable, too', async () => {
    const { send } = await startTestGateway('embedded', cleanup);
    const query = 'query ($representations: String) { product(id: "p1") { inStock(warehouse: $representations) } }';
    const good = await send({ body: { query, variables: { representations: 'Turin' } } });
    expect(good.body.data).toEqual({ product: { inStock: 10 } });
    const bad = await send({ body: { query, variables: { representations: 7 } } });
    expect(bad.body.errors?.[0]?.message).toContain('"$representations" got invalid value 7');
  });

  it('never change what is answered, whatever is asked', async () => {
    const { send } = await startTestGateway('embedded', cleanup, { timeoutMs: 60_000 });
    const api = buildSchema(printSchema(whole));
    const random = createRandom(17);
    let asked = 0;
    for (let tries = 0; asked < 60 && tries < 5_000; tries++) {
      const query = drawOperation(random, whole);
      if (/_service|_entities/.test(query) || validate(api, parse(query)).length > 0) continue;
      asked += 1;
      const answer = written((await send({ body: { query } })).body);
      const expected = await askWhole(query);
      // Where fragments on one type stand apart, Apollo's executor orders names in its own way.
      expect({ query, answer: JSON.parse(answer.data) }).toEqual({ query, answer: JSON.parse(expected.data) });
      expect(answer.errors).toEqual(expected.errors);
    }
    expect(asked).toBe(60);
  });
});
