import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { CALLER_HEADER, encodeCaller } from '@tributary/common/caller';
import { type HttpServer, serveSubgraph } from '@tributary/common/serve';
import { CHUNK_BYTES, chunksIn, filesIn, uploadsIn } from '@tributary/configs/gridfs';
import { createServer } from '@tributary/configs/server';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from './mongodb.ts';
import { ask } from './subgraph.ts';

export const MAX_BYTES = 4 * CHUNK_BYTES;
const headers = { [CALLER_HEADER]: encodeCaller({ subject: 'anna', scopes: [] }) };
export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
export const digestOf = (bytes: Buffer): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
export const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

/** The service of configs as the gateway sees it: its route for artifacts, in the name of anna, over an empty store. */
export function useArtifacts() {
  let database: TestDatabase;
  let server: ReturnType<typeof createServer>;
  let http: HttpServer;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = createServer(database, pino({ level: 'silent' }), undefined, { maxBytes: MAX_BYTES });
    http = await serveSubgraph(server, { host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }) });
  });
  afterAll(async () => {
    await http.close();
    await database.drop();
  });
  beforeEach(() => {
    database.commands.length = 0;
  });

  return {
    get database(): TestDatabase {
      return database;
    },
    get url(): string {
      return http.url;
    },
    ask: (query: string, variables?: Record<string, unknown>) => ask(server, query, variables),
    put: async (body: Buffer | undefined, more: Record<string, string> = {}, query = '') => {
      const answer = await fetch(`${http.url}/artifacts${query}`, {
        method: 'PUT',
        headers: { ...headers, ...more },
        ...(body && { body: new Uint8Array(body) }),
      });
      const json: unknown = await answer.json();
      return { status: answer.status, headers: answer.headers, body: json };
    },
    get: (sha256: string, more: Record<string, string> = {}, method = 'GET') =>
      fetch(`${http.url}/artifacts/${sha256}`, { method, headers: { ...headers, ...more } }),
    /** What the store holds. */
    count: async () => ({
      files: await filesIn(database.db).countDocuments(),
      chunks: await chunksIn(database.db).countDocuments(),
      uploads: await uploadsIn(database.db).countDocuments(),
    }),
    /** An upload whose bytes are sent by hand. */
    begin: (length?: number) => begin(http.url, length),
  };
}

function begin(
  url: string,
  length?: number,
): { request: ClientRequest; answer: Promise<{ status: number; body: unknown }> } {
  const request = send(`${url}/artifacts`, {
    method: 'PUT',
    headers: { ...headers, ...(length !== undefined && { 'content-length': length }) },
  });
  const answer = once(request, 'response').then(async ([response]) => ({
    status: response.statusCode,
    body: JSON.parse(await text(response)),
  }));
  answer.catch(() => {});
  return { request, answer };
}
