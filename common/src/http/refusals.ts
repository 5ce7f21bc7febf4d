import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REQUEST_ID_HEADER } from '../caller.ts';
import { logRefusal } from '../log-refusal.ts';
import { overload } from '../overload.ts';
import { isDraining } from './requests.ts';

/** Why a request is not taken, before it has become an operation. Code, message and remedy reach the client. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly code: string;
  /** When it may come again; undefined where it would be refused again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(statusCode: number, message: string, { code = 'BAD_REQUEST', retryAfterSeconds }: RefusalOptions = {}) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface RefusalOptions {
  code?: string;
  retryAfterSeconds?: number;
}

/** There is no place for it now, and there will be: it may come again. */
export const overloaded = (message: string) => new Refusal(503, message, overload(message).extensions);

/** What never became an operation is answered as operations are: bodies that are no JSON or too large, and the like. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler<Error & { statusCode?: number }>(async (error, request, reply) => {
    if (error instanceof Refusal) {
      // A connection that is closed under a client that still sends takes the answer with it. What comes is thrown away.
      reply.removeHeader('connection');
      if (error.retryAfterSeconds !== undefined) {
        logRefusal(request.log, request.id, error.message);
        reply.header('retry-after', String(error.retryAfterSeconds));
      }
      return reply.code(error.statusCode).send(bodyOf(error.message, error));
    }
    const status = error.statusCode ?? 500;
    reply.code(status);
    if (status >= 500) {
      request.log.error({ err: error, requestId: request.id }, 'a request failed');
      return reply.send(bodyOf('Internal server error', { code: 'INTERNAL_SERVER_ERROR' }));
    }
    const remedy = status === 415 ? ': send JSON, with content-type: application/json.' : '';
    return reply.send(bodyOf(`${error.message}${remedy}`));
  });
}

/**
 * Answers that there is no place, by the shortest way, since a crowd is answered so: no error is made, and Fastify's way
 * of an answer, which costs as much again as all the rest, is left.
 */
export function refuseOverload({ id, log, server }: FastifyRequest, reply: FastifyReply, message: string): void {
  reply.hijack();
  const { raw } = reply;
  if (raw.destroyed) return;
  logRefusal(log, id, message);
  const { extensions } = overload(message);
  const body = JSON.stringify({ errors: [{ message, extensions: { ...extensions, requestId: id } }] });
  // Of hooks that came before: those by which a browser lets a page of another origin read this.
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'retry-after': String(extensions.retryAfterSeconds),
    [REQUEST_ID_HEADER]: id,
    ...(isDraining(server.server) && { connection: 'close' }),
  });
  raw.end(body);
}

const bodyOf = (
  message: string,
  { code = 'BAD_REQUEST', retryAfterSeconds }: { code?: string; retryAfterSeconds?: number | undefined } = {},
) => ({
  errors: [{ message, extensions: { code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } }],
});

/** What is no HTTP, or did not come in time. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, message] = BROKEN[error.code ?? ''] ?? [400, 'The request is no HTTP/1.1.'];
  const body = JSON.stringify(bodyOf(message));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  else socket.destroy();
}

const BROKEN: Record<string, [status: number, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come as a whole in time.'],
  ERR_HTTP_RESPONSE_TIMEOUT: [504, 'The request was not answered in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
};
