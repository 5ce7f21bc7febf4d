import { setTimeout as delay } from 'node:timers/promises';
import { CALLER_HEADER, encodeCaller, REQUEST_ID_HEADER } from '@tributary/common/caller';
import { EVENT_STREAM } from '@tributary/common/http/event-streams';
import { Pool } from 'undici';
import { type Answer, readAnswer } from '../answer.ts';
import {
  createDataSource,
  type DataSource,
  type DataSourceOptions,
  type Fetch,
  type GatewayContext,
} from './data-source.ts';
import { NotSent } from './failure-messages.ts';
import { readStream } from './read-stream.ts';

export interface HttpDataSourceOptions extends DataSourceOptions {
  /** More bytes than this are no answer. */
  maxResponseBytes?: number;
}

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
/** Shorter than the subgraphs keep an idle connection, so that none is used while its other end closes it. */
const KEEP_ALIVE_MS = 30_000;
const MAX_CONNECTIONS = 64;
const STREAM_SILENCE_MS = 30_000;
/** A query whose connection fails is sent once more after 20 to 100 ms, not by all clients at once. */
const RETRY_MS = { least: 20, most: 100 };

/** Fetches from a service over HTTP. */
export function httpDataSource(name: string, url: string, options: HttpDataSourceOptions): DataSource {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: MAX_CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
  });

  // A stream keeps its connection, so each has one; services say at least every twelve seconds that they are there.
  const streams = new Pool(origin, { bodyTimeout: STREAM_SILENCE_MS });

  async function post(
    { query, operationName, variables, context }: Fetch,
    signal: AbortSignal,
    leavePlace: () => void,
  ): Promise<Answer> {
    const { body } = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers: headersFor(context, 'application/json'),
      body: JSON.stringify({ query, operationName, variables }),
      signal,
      onInfo: ({ statusCode }) => {
        if (statusCode === PROCESSING) leavePlace();
      },
    });
    // Whatever the status says, a GraphQL answer explains more.
    return readAnswer(await body.json());
  }

  return createDataSource(
    name,
    {
      async send(fetch, signal, leavePlace) {
        try {
          return await post(fetch, signal, leavePlace);
        } catch (error) {
          const repeats = fetch.kind === 'query' && !signal.aborted && hasCode(error, CONNECTION_FAILURES);
          if (!repeats) throw hasCode(error, NOT_CONNECTED) ? new NotSent('No connection', { cause: error }) : error;
          await delay(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least), undefined, { signal });
          return post(fetch, signal, leavePlace);
        }
      },
      subscribe: (operation, context) =>
        readStream(
          streams,
          pathname + search,
          JSON.stringify(operation),
          headersFor(context, EVENT_STREAM),
          context.signal,
        ),
      close: async () => {
        await Promise.all([pool.close(), streams.destroy()]);
      },
    },
    options,
  );
}

const headersFor = ({ caller, requestId }: GatewayContext, accept: string) => ({
  'content-type': 'application/json',
  accept,
  [CALLER_HEADER]: encodeCaller(caller),
  [REQUEST_ID_HEADER]: requestId,
});

/** A service says by it that it only waits. */
const PROCESSING = 102;

/** There was no connection, so nothing was sent. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const CONNECTION_FAILURES = new Set([...NOT_CONNECTED, 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const hasCode = (error: unknown, codes: ReadonlySet<string>) =>
  typeof error === 'object' && error !== null && 'code' in error && codes.has(String(error.code));
