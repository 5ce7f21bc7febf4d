import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError } from '@tributary/common/connection-errors';
import type { Logger } from '@tributary/common/log';
import { type StoreFailure, StoreOverload } from '@tributary/common/overload';
import { noticeStandstill } from '@tributary/common/standstill';
import mongoose, { type Connection, type ConnectOptions, type mongo } from 'mongoose';
import { type Collections, openCollections } from './collections.ts';
import { LockTimeout } from './locks.ts';

export { createIndexes } from './collections.ts';

export interface DatabaseOptions {
  /** Without a database's name in it: tributary. */
  url: string;
  /** The most connections of this process. */
  poolMax: number;
  /** A command that runs longer is ended, and so is the wait for a server or a connection. */
  timeoutMs: number;
  /** Hears of every command, such as a test that counts them. */
  onCommand?: (name: string, command: Readonly<Record<string, unknown>>) => void;
  /** Hears why the first connection does not come about. */
  log?: Logger;
}

/** What data access works with. */
export interface Database extends Collections {
  readonly connection: Connection;
  /** Goes with every command: the server ends it in time. */
  readonly limits: CommandLimits;
  /** Goes with every read: by default the server answers 101 documents, and the rest by further commands. */
  readonly oneBatch: CommandLimits & { readonly batchSize: number };
}

interface CommandLimits {
  readonly maxTimeMS: number;
  /** Makes the command part of a transaction. */
  readonly session?: mongo.ClientSession;
}

export interface OpenDatabase {
  db: Database;
  /** The same store by a connection of its own, which is free when all others are in use. */
  probed(): Database;
  /** What a client may know of a failure: of the store's own, or of one that this process's standing still has made. */
  readonly failureOf: StoreFailure;
  close(): Promise<void>;
}

const ONE_BATCH = 1_000_000;
const HEARTBEAT_MS = 500;
const CONNECT_SHARE = 0.8;

/** Begins to connect, and goes on trying while MongoDB is away; the first command waits for it up to its deadline. */
export function openDatabase({ log, ...options }: DatabaseOptions): OpenDatabase {
  const { url, poolMax, timeoutMs, onCommand } = options;
  const closing = new AbortController();
  // An instance of its own: mongoose's settings are global to an instance.
  const connection = new mongoose.Mongoose().set('bufferTimeoutMS', timeoutMs).createConnection();
  const connected = keepOpening(
    connection,
    closing.signal,
    nameDatabase(url),
    {
      maxPoolSize: poolMax,
      serverSelectionTimeoutMS: timeoutMs,
      // Sooner than the wait for a connection ends, which then means that all are in use.
      connectTimeoutMS: timeoutMs * CONNECT_SHARE,
      waitQueueTimeoutMS: timeoutMs,
      // The server's own limit does not help when it is the server that hangs.
      socketTimeoutMS: timeoutMs + 200,
      // A second attempt inside the driver would double the deadline; whoever asked may repeat a query.
      retryReads: false,
      heartbeatFrequencyMS: HEARTBEAT_MS,
      autoIndex: false,
      autoCreate: false,
      fieldsAsRaw: {},
      appName: 'tributary-configs',
      monitorCommands: onCommand !== undefined,
    },
    { ...(onCommand && { onCommand }), ...(log && { log }) },
  );
  const limits = { maxTimeMS: timeoutMs };
  const standstill = noticeStandstill();
  let probing: OpenDatabase | undefined;
  return {
    db: { ...openCollections(connection), connection, limits, oneBatch: { ...limits, batchSize: ONE_BATCH } },
    probed: () => {
      probing ??= openDatabase({ ...options, poolMax: 1 });
      return probing.db;
    },
    failureOf: (error) => (RAN_OUT.test(String(error)) && standstill.wasLately() ? BUSY : storeFailure(error)),
    close: async () => {
      standstill.close();
      await probing?.close();
      closing.abort();
      await connected;
      await connection.close();
    },
  };
}

/**
 * The driver gives up for good when its first attempt fails: a service that starts before its store needs the next.
 * Says why once for each reason, since a wrong password never mends itself.
 */
async function keepOpening(
  connection: Connection,
  closing: AbortSignal,
  url: string,
  options: ConnectOptions,
  { onCommand, log }: Pick<DatabaseOptions, 'onCommand' | 'log'>,
): Promise<void> {
  let said = '';
  while (!closing.aborted) {
    try {
      await connection.openUri(url, options);
      // Here the driver looks up which lists to leave undecoded, and finds what an object inherits, such as toString.
      const undecoded: unknown = Reflect.get(connection.getClient().options, 'fieldsAsRaw');
      if (undecoded instanceof Object) Object.setPrototypeOf(undecoded, null);
      if (onCommand) {
        connection.getClient().on('commandStarted', (event: mongo.CommandStartedEvent) => {
          onCommand(event.commandName, event.command);
        });
      }
      return;
    } catch (error) {
      const reason = Error.isError(error) ? error.message : String(error);
      if (reason !== said && !closing.aborted) log?.error({ reason }, 'MongoDB cannot be reached; trying again');
      said = reason;
      await pause(HEARTBEAT_MS, undefined, { signal: closing }).catch(() => {});
    }
  }
}

/**
 * The database for one request: once nobody waits for its answer, no further command is made. Each goes with its limits,
 * so the limits are where that is seen.
 */
export const untilGivenUp = (db: Database, signal: AbortSignal): Database => ({
  ...db,
  get limits() {
    signal.throwIfAborted();
    return db.limits;
  },
  get oneBatch() {
    signal.throwIfAborted();
    return db.oneBatch;
  },
});

/** The database for one transaction: whatever data access reads or writes by it is part of the transaction. */
export const inTransaction = (db: Database, session: mongo.ClientSession): Database => ({
  ...db,
  get limits() {
    return { ...db.limits, session };
  },
  get oneBatch() {
    return { ...db.oneBatch, session };
  },
});

const DEFAULT_DATABASE = 'tributary';

/** A URL without a database's name gets ours; credentials without an authSource go on to be looked up in admin. */
function nameDatabase(url: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?(\?.*)?$/.exec(url);
  if (!parts) return url;
  const [, server, query = ''] = parts;
  const hasSource = !server?.includes('@') || /[?&]authSource=/i.test(query);
  const source = hasSource ? '' : `${query === '' ? '?' : '&'}authSource=admin`;
  return `${server}/${DEFAULT_DATABASE}${query}${source}`;
}

const SERVER_AWAY = [
  mongoose.Error.MongooseServerSelectionError,
  mongoose.mongo.MongoServerSelectionError,
  mongoose.mongo.MongoNetworkError,
  mongoose.mongo.MongoNotConnectedError,
  mongoose.mongo.MongoTopologyClosedError,
];
/** The codes of a server that stops or is no longer the primary. */
const SHUTDOWN_CODES = new Set<unknown>([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);
/** The server has ended a command whose time was over. */
export const MAX_TIME_EXPIRED = 50;
/** It waited for a connection of the pool. (While the server is away the driver empties the pool, which says so.) */
const NO_FREE_CONNECTION = 'MongoWaitQueueTimeoutError';
const TOO_LONG = 'MongoNetworkTimeoutError';
/** Mongoose's own error while there was no connection yet has neither class nor code. */
const NO_CONNECTION = /buffering timed out|before initial connection/;

/** The driver's deadlines: of a command, of its own looks at the server, and what else it gives up because of these. */
const RAN_OUT = /timed out|timeout/;
const BUSY = new StoreOverload('There is more to do than this process can do now: try again later.');

/** What a client may know of a failure of the store; undefined where the error is another. */
export function storeFailure(thrown: unknown): ReturnType<StoreFailure> {
  const error = causeOf(thrown);
  if (!(error instanceof Error)) return undefined;
  if (error.name === NO_FREE_CONNECTION) {
    return new StoreOverload('There is more to do for MongoDB than it can take now: try again later.');
  }
  if (error instanceof LockTimeout) return new StoreOverload('Many change the same at once: try again later.');
  const code = 'code' in error ? error.code : undefined;
  if (code === MAX_TIME_EXPIRED || error.name === TOO_LONG) return 'MongoDB took too long to answer.';
  const away = SERVER_AWAY.some((type) => error instanceof type) || SHUTDOWN_CODES.has(code);
  return away || isConnectionError(error) || NO_CONNECTION.test(error.message) ? 'MongoDB does not answer.' : undefined;
}

/** In an error of a bulk write the driver hides why none of it was done, such as that MongoDB is away. */
const causeOf = (error: unknown): unknown =>
  error instanceof mongoose.mongo.MongoServerError && error.errorResponse instanceof Error
    ? error.errorResponse
    : error;
