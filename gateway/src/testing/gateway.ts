import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@tributary/common/log';
import { type HttpServer, serveSubgraph } from '@tributary/common/serve';
import { pino } from 'pino';
import { trustUserHeader } from '../caller.ts';
import type { DataSource, DataSourceOptions } from '../fetch/data-source.ts';
import { embeddedDataSource } from '../fetch/embedded.ts';
import { httpDataSource } from '../fetch/http.ts';
import { createGateway, type GatewayOptions } from '../server.ts';
import { composeSupergraph, createTestSubgraphs, type Name, type TestSubgraph } from './subgraphs.ts';

export type Transport = 'embedded' | 'services';
export const TRANSPORTS: Transport[] = ['embedded', 'services'];

/** What the supergraph says of services that are embedded, which nobody calls. */
export const EMBEDDED_URLS = { products: 'http://products.invalid', stock: 'http://stock.invalid' };

/** Nothing is late, however slow the machine is. */
const PATIENT = { timeoutMs: 120_000, queryWaitMs: 120_000, mutationWaitMs: 120_000 };

export interface GraphQLBody {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

export interface Reply {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  body: GraphQLBody;
}

/** Ends what a test has started, last first. */
export type Cleanup = (close: () => Promise<unknown>) => void;

/** A supergraph may be made when it is known where its services listen. */
type TestGatewayOptions = Partial<Omit<GatewayOptions, 'supergraph'>> &
  Omit<DataSourceOptions, 'log'> & {
    supergraph?: GatewayOptions['supergraph'] | ((urls: Readonly<Record<Name, string>>) => string);
  };

/** A gateway over both test subgraphs: in this process, or each behind a port of its own. */
export async function startTestGateway(
  transport: Transport,
  cleanup: Cleanup,
  { supergraph, ...options }: TestGatewayOptions = {},
) {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const subgraphs = createTestSubgraphs(log);
  const fetching: DataSourceOptions = { ...PATIENT, ...options, log };
  const services = transport === 'services' ? await startServices(subgraphs, log, cleanup) : undefined;
  const urls = services?.urls ?? EMBEDDED_URLS;
  let dead: Name | undefined;

  const embedded = (test: TestSubgraph): DataSource => {
    const subgraph = test.create();
    const createContext: typeof subgraph.createContext = (request) => {
      if (test.name === dead) throw new Error('connect ECONNREFUSED 10.1.2.3:27017');
      return subgraph.createContext(request);
    };
    const subscribe: typeof subgraph.subscribe = (operation, request) => {
      createContext(request);
      return subgraph.subscribe(operation, request);
    };
    return embeddedDataSource({ ...subgraph, createContext, subscribe }, fetching);
  };

  const app = await createGateway({
    supergraph: typeof supergraph === 'function' ? supergraph(urls) : (supergraph ?? composeSupergraph(urls)),
    dataSource: (name, url) => {
      if (services) return httpDataSource(name, url, fetching);
      return embedded(name === 'products' ? subgraphs.products : subgraphs.stock);
    },
    callerOf: trustUserHeader('test'),
    log,
    development: true,
    ...options,
  });
  cleanup(() => app.close());
  cleanup(async () => {
    // Whoever still hangs would hold up the close.
    for (const subgraph of Object.values(subgraphs)) subgraph.hangs = false;
  });

  async function send(request: {
    body: unknown;
    headers?: Record<string, string>;
    method?: 'GET' | 'POST' | 'OPTIONS';
    url?: string;
  }): Promise<Reply> {
    const { body, headers = {}, method = 'POST', url = '/graphql' } = request;
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await app.inject({
      method,
      url,
      headers: { 'content-type': 'application/json', ...headers },
      ...(payload !== undefined && { payload }),
    });
    const isJson = String(reply.headers['content-type']).includes('json');
    return {
      status: reply.statusCode,
      headers: reply.headers,
      text: reply.body,
      body: isJson ? reply.json<GraphQLBody>() : {},
    };
  }

  return {
    app,
    lines,
    ...subgraphs,
    urls,
    send,
    /** The answer, without what developers are told of its cost. */
    query: async (query: string, headers: Record<string, string> = {}): Promise<GraphQLBody> => {
      const { extensions: _, ...answer } = (await send({ body: { query }, headers })).body;
      return answer;
    },
    /** No longer there at all: a refused connection, or a call that throws. */
    stop: async (name: Name) => {
      dead = name;
      await services?.stop(name);
    },
    start: async (name: Name) => {
      dead = undefined;
      await services?.start(name);
    },
  };
}

async function startServices(subgraphs: Record<Name, TestSubgraph>, log: Logger, cleanup: Cleanup) {
  const start = (name: Name, port: number) => serveSubgraph(subgraphs[name].create(), { host: '127.0.0.1', port, log });
  const running: Record<Name, HttpServer> = { products: await start('products', 0), stock: await start('stock', 0) };
  cleanup(() => Promise.all([running.products.close(), running.stock.close()]));
  const portOf = (name: Name) => Number(new URL(running[name].url).port);
  return {
    urls: { products: `${running.products.url}/graphql`, stock: `${running.stock.url}/graphql` },
    stop: (name: Name) => running[name].close(),
    start: async (name: Name) => {
      running[name] = await start(name, portOf(name));
    },
  };
}

/** A service that answers whatever the listener says. */
export async function serveRaw(cleanup: Cleanup, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port }: AddressInfo = readAddress(server.address());
  return `http://127.0.0.1:${port}/graphql`;
}

function readAddress(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return address;
}
