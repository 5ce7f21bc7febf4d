import { isConnectionError } from '@tributary/common/connection-errors';
import type { Logger } from '@tributary/common/log';
import { type StoreFailure, StoreOverload } from '@tributary/common/overload';
import { urlsOf } from '@tributary/stores/redis/redis-urls';
import * as redis from 'redis';
import type { Connection, RedisClient, Work } from './connection.ts';
import { DeadlineError, UnreachableError } from './connection-errors.ts';
import { createKeys, type Keys } from './keys.ts';
import { openConnection } from './open-connection.ts';
import { openTopics, type Topics } from './topics.ts';
import { isFullQueue } from './write-outcome.ts';

export interface DatabaseOptions {
  url: string;
  /** What takes longer is an error, and so is a wait for the connection. */
  timeoutMs: number;
  /** Begins every key; without braces. */
  keyPrefix: string;
  /** Hears of every command by the name of the client's method, such as zRange; a transaction is one, multi. */
  onCommand?: (name: string) => void;
  /** Hears of every round trip. */
  onRoundTrip?: () => void;
  log?: Logger;
}

/** What data access works with. */
export interface Database {
  readonly keys: Keys;
  /** One round trip: commands that the work issues without waiting in between leave as one pipeline. */
  run<Reply>(work: Work<Reply>): Promise<Reply>;
  /**
   * As run, for work that changes something.
   * @throws OutcomeUnknown where something may have been changed; any other error where nothing was.
   */
  write<Reply>(work: Work<Reply>): Promise<Reply>;
  /** Each server that has data, which are several in a cluster: for what is asked of a server and not of a key. */
  nodes(): Promise<readonly Pick<Database, 'run'>[]>;
}

export interface OpenDatabase {
  db: Database;
  /** The same store by a connection of its own, which does not wait behind what others ask. */
  probed(): Database;
  /** What is published in the store, by a connection of its own. */
  readonly topics: Topics;
  close(): Promise<void>;
}

/** Connects in the background: while Redis is away commands fail, and once it is back they work. */
export function openDatabase({ log, ...options }: DatabaseOptions): OpenDatabase {
  const { url, timeoutMs, keyPrefix, onCommand, onRoundTrip } = options;
  const urls = urlsOf(url);
  const connection = openConnection({ urls, timeoutMs, log });
  const watched =
    (run: Connection['run']): Database['run'] =>
    (work) => {
      onRoundTrip?.();
      return run(onCommand ? (client) => work(watchCommands(client, onCommand)) : work);
    };
  const db: Database = {
    keys: createKeys(keyPrefix),
    run: watched(connection.run),
    write: watched(connection.write),
    nodes: async () => (await connection.nodes()).map((node) => ({ run: watched(node.run) })),
  };
  let probing: OpenDatabase | undefined;
  const topics = openTopics({ urls, timeoutMs });
  return {
    db,
    topics,
    probed: () => {
      probing ??= openDatabase(options);
      return probing.db;
    },
    close: async () => {
      await topics.close();
      await probing?.close();
      await connection.close();
    },
  };
}

const watchCommands = (client: RedisClient, onCommand: (name: string) => void): RedisClient =>
  new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      return (...args: unknown[]): unknown => {
        onCommand(name);
        return Reflect.apply(value, target, args);
      };
    },
  });

/** The database for one request: once nobody waits for its answer, no further round trip is made. */
export const untilGivenUp = (db: Database, signal: AbortSignal): Database => ({
  ...db,
  run: async (work) => {
    signal.throwIfAborted();
    return db.run(work);
  },
  write: async (work) => {
    signal.throwIfAborted();
    return db.write(work);
  },
});

const CLIENT_AWAY = [
  redis.ClientClosedError,
  redis.ClientOfflineError,
  redis.ConnectionTimeoutError,
  redis.DisconnectsClientError,
  redis.SocketClosedUnexpectedlyError,
];
/** The first words of Redis' own errors. */
const SERVER_AWAY = /^(LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|READONLY|MISCONF|ERR max number of clients reached)/;
const SERVER_REFUSES = /^(NOAUTH|WRONGPASS|NOPERM|ERR (AUTH|invalid password))/;

/** What a client may know of a failure of the store; undefined where the error is another. */
export function storeFailure(error: unknown): ReturnType<StoreFailure> {
  if (error instanceof UnreachableError) return storeFailure(error.cause) ?? 'Redis does not answer.';
  if (error instanceof redis.ErrorReply) return serverFailure(error.message);
  if (error instanceof DeadlineError || error instanceof redis.TimeoutError) return 'Redis took too long to answer.';
  if (isFullQueue(error)) {
    return new StoreOverload('There is more to do for Redis than it can take now: try again later.');
  }
  const isAway = isConnectionError(error) || CLIENT_AWAY.some((type) => error instanceof type);
  return isAway ? 'Redis does not answer.' : undefined;
}

function serverFailure(message: string): string | undefined {
  if (message.startsWith('OOM')) return 'Redis is full: it has reached its memory limit and takes no writes.';
  if (message.startsWith('BUSY ')) return 'Redis took too long to answer.';
  if (SERVER_REFUSES.test(message)) return 'Redis refuses this service: its password or rights do not fit.';
  return SERVER_AWAY.test(message) ? 'Redis does not answer.' : undefined;
}
