import { CamelCasePlugin, Kysely, type LogEvent, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

export interface DatabaseOptions {
  url: string;
  /** The most connections of this process. */
  poolMax: number;
  /** A statement that runs longer is ended, and so is the wait for a connection. */
  timeoutMs: number;
  /** Hears of every statement, such as a test that counts them. */
  onStatement?: (sql: string) => void;
}

export interface OpenDatabase {
  db: Kysely<Database>;
  /** For health alone: everything else goes through `db`. */
  pool: pg.Pool;
}

/** Counts and bytes up to 2^53 are numbers here; PostgreSQL's driver answers 64-bit ones as text. */
const parseSafeInteger = (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} lies beyond 2^53`);
  return value;
};

/** Opens the pool; connects at the first statement. The caller ends it by `db.destroy()`. */
export function openDatabase({ url, poolMax, timeoutMs, onStatement }: DatabaseOptions): OpenDatabase {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, parseSafeInteger);
  const pool = new pg.Pool({
    connectionString: url,
    max: poolMax,
    types,
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    // The server's own limit does not help when it is the server that hangs.
    query_timeout: timeoutMs + 200,
    application_name: 'tributary-lineage',
    keepAlive: true,
  });
  // A connection that breaks while nothing runs on it is replaced at the next use, be it in the pool or handed out.
  // Unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    // Only columns: the keys inside documents are their authors'.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    ...(onStatement && { log: (event: LogEvent) => onStatement(event.query.sql) }),
  });
  return { db, pool };
}

const CONNECTION_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
/** Classes 08 (connection), 53 (resources) and 57P (shutdown) of PostgreSQL's error codes. */
const SERVER_AWAY = /^(08|53|57P)/;
/** Class 28: the user or the password is not the server's. */
const SERVER_REFUSES = /^28/;
const STATEMENT_TIMEOUT = '57014';
/** The driver's own errors have no code. */
const DRIVER_AWAY =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** What a client may know of a failure of the store; undefined where the error is another. */
export function storeFailure(error: unknown): string | undefined {
  if (!Error.isError(error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (code === STATEMENT_TIMEOUT || error.message === 'Query read timeout')
    return 'PostgreSQL took too long to answer.';
  if (SERVER_REFUSES.test(code)) return 'PostgreSQL refuses this service: its user or password does not fit.';
  if (CONNECTION_ERRORS.has(code) || SERVER_AWAY.test(code) || DRIVER_AWAY.test(error.message)) {
    return 'PostgreSQL does not answer.';
  }
  return undefined;
}
