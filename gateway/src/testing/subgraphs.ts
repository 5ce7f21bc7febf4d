import { composeServices } from '@apollo/composition';
import { badUserInput } from '@tributary/common/errors';
import type { Logger } from '@tributary/common/log';
import {
  createSubgraph,
  type RequestContext,
  readSubgraphSdl,
  type Subgraph,
  type SubgraphOptions,
} from '@tributary/common/subgraph';
import { parse } from 'graphql';

/** A subgraph that counts what is asked of it and can be made to fail. */
export interface TestSubgraph {
  readonly name: string;
  /** A server of it: a new one after each stop. */
  create(): Subgraph;
  /** One for each operation. */
  readonly calls: RequestContext[];
  /** The key of each representation, in the order in which they came. */
  readonly represented: string[];
  /** Its store hangs until this is false again. */
  hangs: boolean;
  /** It takes so many milliseconds to begin. */
  delayMs: number;
  /** Subscriptions that run, and events that were asked of them. */
  readonly subscriptions: { running: number; events: number };
  /** How much of its store was asked for at the same time. */
  mostAtOnce: number;
}

const names = ['products', 'stock'] as const;
export type Name = (typeof names)[number];

const schemaUrl = (name: Name) => new URL(`./${name}.graphql`, import.meta.url);

/** The supergraph of both, or what they had been called before. */
export function composeSupergraph(urls: Readonly<Record<Name, string>>, change = (sdl: string) => sdl): string {
  const { supergraphSdl, errors } = composeServices(
    names.map((name) => ({ name, url: urls[name], typeDefs: parse(change(readSubgraphSdl(schemaUrl(name)))) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.join('\n'));
  return supergraphSdl;
}

interface Reference {
  __typename: string;
  id: string;
}

export function createTestSubgraphs(log: Logger): Record<Name, TestSubgraph> {
  const create = (
    name: Name,
    resolversOf: (test: TestSubgraph) => SubgraphOptions<RequestContext>['resolvers'],
  ): TestSubgraph => {
    const calls: RequestContext[] = [];
    const test: TestSubgraph = {
      name,
      calls,
      represented: [],
      hangs: false,
      delayMs: 0,
      subscriptions: { running: 0, events: 0 },
      mostAtOnce: 0,
      create: () =>
        createSubgraph({
          name,
          schemaUrl: schemaUrl(name),
          resolvers: resolversOf(test),
          createContext: (request) => {
            calls.push(request);
            return request;
          },
          ready: async () => {},
          storeFailure: () => undefined,
          log,
        }),
    };
    return test;
  };
  return { products: create('products', productResolvers), stock: create('stock', stockResolvers) };
}

const maker = (id: number) => ({ __typename: 'Maker', id: `m${id}`, name: `Maker ${id}` });
const product = (id: number) => ({ __typename: 'Product', id: `p${id}`, name: `Product ${id}`, maker: maker(id % 2) });

const running = new WeakMap<TestSubgraph, number>();

const weigh = ({ id }: { id: string }, { unit }: { unit: 'KG' | 'G' }) =>
  Number(id.slice(1)) * (unit === 'G' ? 1_000 : 1);

const findSimilar = ({ id }: { id: string }, { first }: { first: number }) =>
  Array.from({ length: first }, (_, index) => product(Number(id.slice(1)) + index + 1));

function countStock({ id }: { id: string }, { warehouse }: { warehouse?: string | null }): number {
  if (warehouse === 'burnt') throw badUserInput('This warehouse burnt down.');
  return Number(id.slice(1)) * 10;
}

/** What both subgraphs answer together, were they one. */
export const graphResolvers = {
  Query: {
    products: (_root: unknown, { first }: { first: number }) => Array.from({ length: first }, (_, id) => product(id)),
    product: (_root: unknown, { id }: { id: string }) => product(Number(id.slice(1))),
    search: () => [maker(0), product(0), maker(1), product(1)],
    stockTotal: () => 60,
    whoAsks: () => 'developer',
    fails: () => {
      throw new Error('Internal server error');
    },
  },
  Mutation: {
    renameProduct: (_root: unknown, { id, name }: { id: string; name: string }) => ({
      ...product(Number(id.slice(1))),
      name,
    }),
    restock: () => 1,
  },
  Product: {
    weight: weigh,
    similar: findSimilar,
    inStock: countStock,
    warehouse: () => ({ city: 'Turin' }),
    shipping: ({ id }: { id: string }) => weigh({ id }, { unit: 'KG' }) * 2,
  },
  Maker: { rating: () => 4.5 },
} as const;

const store = async (test: TestSubgraph) => {
  const atOnce = (running.get(test) ?? 0) + 1;
  running.set(test, atOnce);
  test.mostAtOnce = Math.max(test.mostAtOnce, atOnce);
  while (test.hangs) await new Promise((resolve) => setTimeout(resolve, 5));
  if (test.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, test.delayMs));
  running.set(test, (running.get(test) ?? 0) - 1);
};

interface ProductChanges {
  id: string;
  times: number;
  nameLength: number;
}

async function* changeProduct(
  { subscriptions }: TestSubgraph,
  { id, times, nameLength }: ProductChanges,
  signal: AbortSignal,
) {
  subscriptions.running += 1;
  try {
    for (let event = 1; times === 0 || event <= times; event += 1) {
      await new Promise(setImmediate);
      signal.throwIfAborted();
      subscriptions.events += 1;
      const name = `Change ${event}`.padEnd(nameLength, '.');
      yield { productChanged: { ...product(Number(id.slice(1))), name } };
    }
  } finally {
    subscriptions.running -= 1;
  }
}

function productResolvers(test: TestSubgraph) {
  return {
    Query: {
      products: async (_root: unknown, { first }: { first: number }) => {
        await store(test);
        return Array.from({ length: first }, (_, index) => product(index));
      },
      product: async (_root: unknown, { id }: { id: string }) => {
        await store(test);
        return product(Number(id.slice(1)));
      },
      search: () => [maker(0), product(0), maker(1), product(1)],
      whoAsks: (_root: unknown, _args: unknown, { caller }: RequestContext) => caller.subject,
      fails: async () => {
        throw new Error('connect ECONNREFUSED postgres://10.1.2.3:5432 SELECT secret');
      },
    },
    Mutation: {
      renameProduct: async (_root: unknown, { id, name }: { id: string; name: string }) => {
        await store(test);
        return { ...product(Number(id.slice(1))), name };
      },
    },
    Subscription: {
      productChanged: {
        subscribe: (_root: unknown, args: ProductChanges, { signal }: RequestContext) =>
          changeProduct(test, args, signal),
      },
    },
    Product: { weight: weigh, similar: findSimilar },
  };
}

function stockResolvers(test: TestSubgraph) {
  const resolve = async (reference: Reference) => {
    test.represented.push(reference.id);
    await store(test);
    return { ...reference, warehouse: { city: 'Turin' }, rating: 4.5 };
  };
  return {
    Query: {
      stockTotal: async () => {
        await store(test);
        return 60;
      },
    },
    Mutation: {
      restock: async () => {
        await store(test);
        return 1;
      },
    },
    Product: {
      __resolveReference: resolve,
      inStock: countStock,
      shipping: ({ weight }: { weight: number }) => weight * 2,
    },
    Maker: { __resolveReference: resolve },
  };
}
