import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createHttpServer, type HttpServerOptions } from '../http/http-server.ts';
import { DEFAULT_HTTP } from '../http/http-settings.ts';
import { listen } from '../serve.ts';

/** Servers for the tests of one file, closed after each. */
export function testServers() {
  const closes: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closes.splice(0)) await close();
  });
  /** @param routes adds what the test asks. */
  return async (options: Partial<HttpServerOptions> = {}, routes: (app: FastifyInstance) => void = echo) => {
    const log = pino({ level: 'silent' });
    const app = createHttpServer({ ...DEFAULT_HTTP, host: '127.0.0.1', log, ready: async () => {}, ...options });
    routes(app);
    const { url, close } = await listen(app, { host: options.host ?? '127.0.0.1', port: 0 });
    closes.push(close);
    return { url, app, close };
  };
}

/** Answers how long the body's text was. */
const echo = (app: FastifyInstance) =>
  void app.post('/', async ({ body }) => ({ length: JSON.stringify(body).length }));

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  server.close();
  await once(server, 'close');
  return address.port;
}

/** Sends these bytes as they are and nothing more; answers what comes until the server ends the connection. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  return text(socket);
}

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

/** A request whose body is announced and sent by hand. */
export async function slowUpload(url: string, length: number) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
  );
  const answer = text(socket).catch((error: unknown) => String(error));
  return { write: (bytes: string) => socket.write(bytes), answer, end: () => socket.destroy() };
}
