import { isConnectionError } from '@tributary/common/connection-errors';
import { type StoreFailure, StoreOverload } from '@tributary/common/overload';
import { CamelCasePlugin, Kysely, type LogEvent } from 'kysely';
import type pg from 'pg';
import { LineageDialect } from './connections/dialect.ts';
import { NoFreeConnection, openPool, type PoolOptions, validating } from './connections/pool.ts';
import { StatementHangs } from './connections/statement-deadline.ts';
import type { Database } from './tables.ts';

export interface DatabaseOptions {
  url: string;
  /** The most connections of this process. */
  poolMax: number;
  /** A statement that runs longer is ended, and so is the wait for a connection. */
  timeoutMs: number;
  /** Hears of every statement, such as a test that counts them or a bench that explains one. */
  onStatement?: (sql: string, parameters: readonly unknown[]) => void;
  /** Looks at each connection that was opened, before it is used. */
  verify?: PoolOptions['verify'];
}

export interface OpenDatabase {
  db: Kysely<Database>;
  /** For health, and for the plans that a bench asks for uncounted: everything else goes through `db`. */
  pool: pg.Pool;
  /** The same store by a connection of its own, which is free when all others are in use. Nobody hears of its statements. */
  probed(): Kysely<Database>;
  close(): Promise<void>;
}

/** Only columns: the keys inside documents are their authors'. */
export const PLUGINS = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

/** Opens the pool; connects at the first statement. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const { onStatement, ...unwatched } = options;
  const { url, poolMax, timeoutMs, verify } = unwatched;
  const pool = openPool({ url, max: poolMax, timeoutMs, verify });
  const db = new Kysely<Database>({
    dialect: new LineageDialect({ pool: validating(pool, { timeoutMs }) }),
    plugins: PLUGINS,
    ...(onStatement && { log: (event: LogEvent) => onStatement(event.query.sql, event.query.parameters) }),
  });
  let probing: OpenDatabase | undefined;
  return {
    db,
    pool,
    probed: () => {
      probing ??= openDatabase({ ...unwatched, poolMax: 1 });
      return probing.db;
    },
    close: async () => {
      await probing?.close();
      await db.destroy();
    },
  };
}

/** The database for one request: once nobody waits for its answer, no further statement is made. */
export const untilGivenUp = (db: Kysely<Database>, signal: AbortSignal): Kysely<Database> =>
  db.withPlugin({
    transformQuery: ({ node }) => {
      signal.throwIfAborted();
      return node;
    },
    transformResult: async ({ result }) => result,
  });

/** Classes 08 (connection), 53 (resources) and 57P (shutdown) of PostgreSQL's error codes. */
const SERVER_AWAY = /^(08|53|57P)/;
/** The disk is full: reads go on. */
const DISK_FULL = '53100';
/** Class 28: the user or the password is not the server's. */
const SERVER_REFUSES = /^28/;
/** The server has ended a statement, be it at its limit or because somebody told it to. */
export const STATEMENT_TIMEOUT = '57014';
const LOCK_TIMEOUT = '55P03';
/** The driver's own errors have no code. */
const DRIVER_AWAY =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** What a client may know of a failure of the store; undefined where the error is another. */
export function storeFailure(error: unknown): ReturnType<StoreFailure> {
  if (!Error.isError(error)) return undefined;
  if (error instanceof NoFreeConnection) {
    return new StoreOverload('There is more to do for PostgreSQL than it can take now: try again later.');
  }
  const code = 'code' in error ? String(error.code) : '';
  if (code === LOCK_TIMEOUT) return new StoreOverload('Many change the same at once: try again later.');
  if (code === STATEMENT_TIMEOUT || error instanceof StatementHangs) return 'PostgreSQL took too long to answer.';
  if (code === DISK_FULL) return 'PostgreSQL has no space left to write to.';
  if (SERVER_REFUSES.test(code)) return 'PostgreSQL refuses this service: its user or password does not fit.';
  if (isConnectionError(error) || SERVER_AWAY.test(code) || DRIVER_AWAY.test(error.message)) {
    return 'PostgreSQL does not answer.';
  }
  return undefined;
}
