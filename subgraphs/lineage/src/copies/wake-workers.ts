import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../tables.ts';

/** Within a transaction a NOTIFY takes a lock over the whole server at its commit, so it is sent by itself, and rarely. */
const CHANNEL = 'tributary_copies';
const AT_MOST_EVERY_MS = 20;
const TRY_AGAIN_MS = 500;

/** Tells the workers that copies are behind. It is a hint: they look by themselves, too. */
export function createWaker(db: () => Kysely<Database>): () => void {
  let isSending = false;
  let isDue = false;
  const send = async () => {
    isSending = true;
    while (isDue) {
      isDue = false;
      await sql`select pg_notify(${CHANNEL}, '')`.execute(db()).catch(() => {});
      await pause(AT_MOST_EVERY_MS, undefined, { ref: false });
    }
    isSending = false;
  };
  return () => {
    isDue = true;
    if (!isSending) send();
  };
}

export interface ListenOptions {
  url: string;
  /** How long connecting, asking to be told, and ending may take. */
  timeoutMs: number;
}

/** Hears of copies that are behind, until it is closed. A connection that breaks is opened again. */
export function listenForCopies(options: ListenOptions, onWake: () => void): { close(): Promise<void> } {
  const closing = new AbortController();
  const listen = async () => {
    while (!closing.signal.aborted) {
      await listenOnce(options, onWake, closing.signal).catch(() => {});
      await pause(TRY_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const listening = listen();
  return {
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}

/** Resolves when the connection has ended. */
async function listenOnce({ url, timeoutMs }: ListenOptions, onWake: () => void, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tributary-sync',
    keepAlive: true,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  const ended = Promise.withResolvers<void>();
  client.on('error', () => ended.resolve());
  client.on('end', () => ended.resolve());
  client.on('notification', onWake);
  const stop = () => ended.resolve();
  signal.addEventListener('abort', stop);
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    await ended.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    // A server that hangs does not take leave.
    await Promise.race([client.end().catch(() => {}), pause(timeoutMs, undefined, { ref: false })]);
  }
}
