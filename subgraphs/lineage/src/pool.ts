import type { PostgresPool } from 'kysely';
import pg from 'pg';

/** As many stay open while nobody asks; what a rush opened beyond them is closed after it. */
const KEPT = 10;
const IDLE_MS = 30_000;
/** An idle connection may be cut by a firewall or a failover without a word: after this long it has to answer first. */
const TRUSTED_MS = 5_000;
const VALIDATION_MS = 250;

// The driver writes times in the process's zone, and cuts an offset such as +05:21:10, of before 1906 in Kolkata.
pg.defaults.parseInputDatesAsUTC = true;

export interface PoolOptions {
  url: string;
  /** The most connections of this process. */
  max: number;
  /** A statement that runs longer is ended, and so is the wait for a connection. */
  timeoutMs: number;
}

/** Opens no connection by itself. 64-bit numbers up to 2^53 are answered as numbers; beyond that the query fails. */
export function openPool({ url, max, timeoutMs }: PoolOptions): pg.Pool {
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
    // The server's own limit does not help when it is the server that hangs.
    query_timeout: timeoutMs + 200,
    application_name: 'tributary-lineage',
    // Cursors carry times as the server writes them. In its own zone the first and last years have no ISO 8601 text.
    options: '-c timezone=UTC',
    keepAlive: true,
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

/**
 * The pool, handing out only connections that were used lately or that just answered.
 * One that does not answer condemns all that have been idle since before: they share its fate, and trying each would
 * take the time of whoever waits.
 */
export function validating(pool: pg.Pool, trustedMs = TRUSTED_MS): PostgresPool {
  const lastUsed = new WeakMap<pg.PoolClient, number>();
  let condemnedBefore = Number.NEGATIVE_INFINITY;
  pool.on('release', (_error, client) => lastUsed.set(client, performance.now()));
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect();
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
  return { connect, end: () => pool.end(), options: pool.options };
}

/** The driver reads a limit for one query, which its types do not know. */
const VALIDATION: pg.QueryConfig & { query_timeout: number } = { text: 'select 1', query_timeout: VALIDATION_MS };
