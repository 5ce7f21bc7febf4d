import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { createHandler } from 'graphql-sse';
import { stopping } from '../given-up.ts';
import type { EventAnswer, SubscriptionRequest } from '../subscribe.ts';
import { overloaded } from './refusals.ts';
import { signalOf } from './requests.ts';

export interface EventStreamOptions {
  /** The most streams at the same time. */
  maxStreams?: number;
  /** What a stream tells; the signal is aborted when nobody waits for it any more, or when the server ends. */
  answer(request: SubscriptionRequest, http: StreamRequest): AsyncGenerator<EventAnswer>;
}

export interface StreamRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly signal: AbortSignal;
}

/** Where streams are served; `/graphql` leads here, too, for those who accept nothing else. */
export const EVENT_STREAM_PATH = '/graphql/stream';
export const EVENT_STREAM = 'text/event-stream';
export const MAX_STREAMS = 1_000;
/** A client that takes nothing for so long is gone. */
const STALLED_MS = 30_000;

/**
 * GraphQL over server-sent events, one operation a connection. An event is made when the one before has left, so that a
 * slow client holds up nothing but itself; and when the server closes, the streams end with a word why.
 */
export function serveEventStreams(
  app: FastifyInstance,
  { answer, maxStreams = MAX_STREAMS }: EventStreamOptions,
): void {
  const open = new Set<AbortController>();
  const handle = createHandler<FastifyRequest, Stream>({
    // No tokens: they would let one client's request write to a connection that another opened.
    authenticate: () => null,
    onSubscribe: ({ context }, { query, operationName, variables }) =>
      asResults(
        answer({ query, operationName: operationName ?? undefined, variables: variables ?? undefined }, context),
      ),
    onNext: (_, { context }) => context.hasLeft(),
  });

  app.addHook('preClose', async () => {
    for (const ending of open) ending.abort(stopping());
  });
  app.post(EVENT_STREAM_PATH, async (request, reply) => {
    if (open.size >= maxStreams) throw overloaded('There are as many subscriptions as can be served: try again later.');
    const ending = new AbortController();
    open.add(ending);
    reply.raw.once('close', () => open.delete(ending));
    const signal = AbortSignal.any([ending.signal, signalOf(reply)]);
    const stream = createStream(reply.raw);
    const [body, { status, headers }] = await handle({
      method: request.method,
      url: request.url,
      // Whoever asks here means a stream, in whatever words.
      headers: { get: (name) => (name === 'accept' ? EVENT_STREAM : headerOf(request, name)) },
      body: isRecord(request.body) ? request.body : null,
      raw: request,
      context: { request, reply, signal, ...stream },
    });
    if (body === null || typeof body === 'string')
      return reply
        .code(status)
        .headers({ ...headers })
        .send(body);
    reply.hijack();
    reply.raw.writeHead(status, { ...definedOf(reply.getHeaders()), ...headers, 'x-accel-buffering': 'no' });
    await stream.write(body);
    return reply;
  });
}

type Stream = StreamRequest & Pick<ReturnType<typeof createStream>, 'hasLeft'>;

function createStream(response: ServerResponse) {
  let leaving: Promise<void> = Promise.resolve();
  return {
    /** Resolves when all that was written is on its way. */
    hasLeft: async () => {
      const stalled = setTimeout(() => response.destroy(), STALLED_MS);
      await leaving;
      clearTimeout(stalled);
    },
    write: async (chunks: AsyncGenerator<string>) => {
      const end = () => void chunks.return(undefined);
      response.once('close', end);
      for await (const chunk of chunks) {
        if (!response.writable) break;
        leaving = new Promise((resolve) => response.write(chunk, () => resolve()));
      }
      response.end();
    },
  };
}

const headerOf = ({ headers }: FastifyRequest, name: string) => {
  const header = headers[name];
  return Array.isArray(header) ? header.join(', ') : header;
};

const definedOf = (headers: ReturnType<FastifyReply['getHeaders']>) =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

async function* asResults(answers: AsyncGenerator<EventAnswer>) {
  for await (const { data, errors } of answers) {
    yield { data, ...(errors && { errors: errors.map((error) => new FormattedError(error)) }) };
  }
}

/** An error that leaves as it is. */
class FormattedError extends GraphQLError {
  readonly #formatted: GraphQLFormattedError;
  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.#formatted = formatted;
  }
  override toJSON(): GraphQLFormattedError {
    return this.#formatted;
  }
}
