import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { limitedQuery } from './limited-query.ts';
import { boundStatements } from './statement-deadline.ts';

/** As many stay open while nobody asks; what a rush opened beyond them is closed after it. */
const KEPT = 10;
const IDLE_MS = 30_000;
/** An idle connection may be cut by a firewall or a failover without a word: after this long it has to answer first. */
const TRUSTED_MS = 5_000;
const VALIDATION = limitedQuery('select 1', 250);
/** Of a statement's time, what it may wait for a lock. */
const LOCK_SHARE = 0.9;
/** The server's own limit does not help when it is the server that hangs. */
const HANGS_AFTER_MS = 200;

// The driver writes times in the process's zone, and cuts an offset such as +05:21:10, of before 1906 in Kolkata.
pg.defaults.parseInputDatesAsUTC = true;

export interface PoolOptions {
  url: string;
  /** The most connections of this process. */
  max: number;
  /** A statement that runs longer is ended, and so is the wait for a connection. */
  timeoutMs: number;
  /** Looks at each connection that was opened, before it is used; rejects one that will not do. */
  verify?: ((client: pg.PoolClient) => Promise<void>) | undefined;
}

/** Opens no connection by itself. 64-bit numbers up to 2^53 are answered as numbers; beyond that the query fails. */
export function openPool({ url, max, timeoutMs, verify }: PoolOptions): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, parseSafeInteger);
  const pool = new pg.Pool({
    connectionString: url,
    min: Math.min(KEPT, max),
    max,
    idleTimeoutMillis: IDLE_MS,
    types,
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    // Shorter than the statement's limit, so that a wait for a lock is told as one.
    lock_timeout: Math.ceil(timeoutMs * LOCK_SHARE),
    application_name: 'tributary-lineage',
    // Cursors carry times as the server writes them. In its own zone the first and last years have no ISO 8601 text.
    options: '-c timezone=UTC',
    keepAlive: true,
    ...(verify && { verify: (client, done) => verify(client).then(() => done(), done) }),
  });
  // A connection that breaks while nothing runs on it is replaced at the next use, be it in the pool or handed out.
  // Unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Counts and bytes up to 2^53 are numbers here; PostgreSQL's driver answers 64-bit ones as text. */
function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} lies beyond 2^53`);
  return value;
}

/** PostgreSQL works, but no connection of the pool came free in time. */
export class NoFreeConnection extends Error {}

/**
 * The pool. It tells a lack of connections from a lack of PostgreSQL, and hands out only connections that were used
 * lately or that just answered.
 * One that does not answer condemns all that have been idle since before: they share its fate, and trying each would
 * take the time of whoever waits.
 */
export function validating(pool: pg.Pool, { timeoutMs, trustedMs = TRUSTED_MS }: ValidatingOptions): PostgresPool {
  const lastUsed = new WeakMap<pg.PoolClient, number>();
  const bounded = new WeakMap<pg.PoolClient, pg.PoolClient>();
  let condemnedBefore = Number.NEGATIVE_INFINITY;
  let open = 0;
  let answeredAt = Number.NEGATIVE_INFINITY;
  pool.on('release', (error, client) => {
    lastUsed.set(client, performance.now());
    if (!error) answeredAt = performance.now();
  });
  pool.on('connect', (client) => {
    open += 1;
    bounded.set(client, boundStatements(client, timeoutMs + HANGS_AFTER_MS));
  });
  pool.on('remove', () => {
    open -= 1;
  });
  const checkOut = async (): Promise<pg.PoolClient> => {
    const began = performance.now();
    try {
      return await pool.connect();
    } catch (error) {
      const waited = Error.isError(error) && WAITED_TOO_LONG.test(error.message);
      const isServed = open >= pool.options.max || answeredAt > began;
      throw waited && isServed ? new NoFreeConnection('no connection came free', { cause: error }) : error;
    }
  };
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await checkOut();
    const usedAt = lastUsed.get(client);
    // A new one has just answered.
    if (usedAt === undefined) return client;
    if (usedAt <= condemnedBefore) {
      client.release(true);
      return connect();
    }
    const now = performance.now();
    if (now - usedAt < trustedMs) return client;
    try {
      await client.query(VALIDATION);
      return client;
    } catch {
      condemnedBefore = now;
      client.release(true);
      return connect();
    }
  };
  return {
    connect: async () => {
      const client = await connect();
      return bounded.get(client) ?? client;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

interface ValidatingOptions {
  /** How long the server lets a statement run. */
  timeoutMs: number;
  /** How long ago a connection may have been used without having to answer first. */
  trustedMs?: number;
}

/** For one that comes free, and for one that is opened meanwhile. */
const WAITED_TOO_LONG = /^timeout exceeded when trying to connect|^Connection terminated due to connection timeout/;
