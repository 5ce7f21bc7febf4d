import { setTimeout as pause } from 'node:timers/promises';
import { OutcomeUnknown } from '@tributary/common/errors';
import type { Logger } from '@tributary/common/log';
import { afterTimeToRead } from '@tributary/common/time-to-read';
import { ClientClosedError, createClient, RESP_TYPES } from 'redis';
import { DeadlineError, UnreachableError } from './connection-errors.ts';
import { wasRefused } from './write-outcome.ts';

export interface ConnectionOptions {
  /** Of one server, or of nodes of one cluster, which are tried in turn. */
  urls: readonly string[];
  timeoutMs: number;
  /** Hears of each connection before anybody else uses it. */
  onOpened?: ((client: RedisClient) => void) | undefined;
  log?: Logger | undefined;
}

export type RedisClient = ReturnType<typeof createRedisClient>;

/** The type mapping of a client whose texts come as bytes. */
export const AS_BUFFERS = { [RESP_TYPES.BLOB_STRING]: Buffer };

export type TypeMapping = typeof AS_BUFFERS;

/** What is asked of Redis: one command, or several issued together, which the client writes as one pipeline. */
export type Work<Reply> = (client: RedisClient) => Promise<Reply>;

export interface Connection {
  /** @throws UnreachableError where there was no connection in time, and nothing was sent. */
  run<Reply>(work: Work<Reply>): Promise<Reply>;
  /**
   * As run, for work that changes something.
   * @throws OutcomeUnknown where something may have been changed; any other error where nothing was.
   */
  write<Reply>(work: Work<Reply>): Promise<Reply>;
  /** One for each server that has data. */
  nodes(): Promise<readonly Pick<Connection, 'run'>[]>;
  close(): Promise<void>;
}

const LONGEST_PAUSE_MS = 500;
const PENDING_MAX = 100_000;

/**
 * One connection, opened in the background and replaced when it breaks or when a command gets no answer in time.
 *
 * The client's own deadline ends when a command is written, and its connect timeout when TCP is there, so neither
 * notices a server that hangs; its reconnecting cannot be begun from outside. So both are done here: each run has a
 * deadline, and a connection that let one pass is given up, since Redis answers in order and nothing behind it can be
 * answered sooner.
 */
export function keepConnection(options: ConnectionOptions): Connection {
  const { urls, timeoutMs } = options;
  let firstTried = -1;
  const openOne = (): Promise<Opened> => {
    firstTried += 1;
    const inTurn = urls.map((_, index) => urls[(firstTried + index) % urls.length] ?? '');
    return heard(openFirst(inTurn, timeoutMs));
  };
  const closing = new AbortController();
  const outages = reportOutages(options.log);
  let client: RedisClient | undefined;
  let attempt = openOne();

  async function keepOpen(): Promise<void> {
    let failures = 0;
    while (!closing.signal.aborted) {
      const began = performance.now();
      const cause = await useAttempt().catch((error: unknown) => error);
      client = undefined;
      if (closing.signal.aborted) return;
      outages.away(cause);
      failures = performance.now() - began > LONGEST_PAUSE_MS + timeoutMs ? 0 : failures + 1;
      await pause(failures === 0 ? 0 : Math.min(10 * 2 ** failures, LONGEST_PAUSE_MS), undefined, {
        signal: closing.signal,
      }).catch(() => undefined);
      if (closing.signal.aborted) return;
      attempt = openOne();
    }
  }

  /** Resolves with the reason for which the connection ended, or rejects with that for which it never was. */
  async function useAttempt(): Promise<unknown> {
    const opened = await attempt;
    client = opened.client;
    options.onOpened?.(client);
    outages.back();
    const reason = await opened.ended;
    opened.client.destroy();
    const cause = new UnreachableError(reason);
    attempt = rejected(cause);
    return cause;
  }

  const kept = keepOpen();
  const connection: Connection = {
    nodes: async () => [connection],
    run: async (work) => {
      if (closing.signal.aborted) throw new ClientClosedError();
      const before = client;
      let isSent = false;
      let isGivenUp = false;
      const giveUp = () => {
        isGivenUp = true;
        before?.destroy();
      };
      const answer = async () => {
        const used = before ?? (await attempt).client;
        // Whoever asked was told that nothing was sent.
        if (isGivenUp) throw new DeadlineError(timeoutMs);
        isSent = true;
        return work(used);
      };
      try {
        // A run that waited for the connection says nothing of how long the server takes.
        return await withDeadline(timeoutMs, answer, giveUp);
      } catch (error) {
        throw isSent || error instanceof UnreachableError ? error : new UnreachableError(error);
      }
    },
    write: async (work) => {
      try {
        return await connection.run(work);
      } catch (error) {
        throw wasRefused(error) ? error : new OutcomeUnknown(error);
      }
    },
    close: async () => {
      closing.abort();
      const last = client ?? (await attempt.catch(() => undefined))?.client;
      if (last) {
        await withDeadline(
          timeoutMs,
          () => last.close(),
          () => undefined,
        ).catch(() => undefined);
        last.destroy();
      }
      await kept;
    },
  };
  return connection;
}

interface Opened {
  client: RedisClient;
  ended: Promise<unknown>;
}

/** Connects to the first that answers. */
async function openFirst([url = '', ...others]: readonly string[], timeoutMs: number): Promise<Opened> {
  try {
    return await open(url, timeoutMs);
  } catch (error) {
    if (others.length === 0) throw error;
    return openFirst(others, timeoutMs);
  }
}

/** Connects once; rejected by itself or after the deadline. Nobody has to wait for it. */
function open(url: string, timeoutMs: number): Promise<Opened> {
  const client = createRedisClient(url, timeoutMs);
  const ended = new Promise<unknown>((resolve) => {
    // Unheard, this event would end the process; it comes with one of the others.
    client.on('error', () => undefined);
    client.once('terminated', resolve);
    client.once('end', () => resolve(new DeadlineError(timeoutMs)));
  });
  const connect = async () => {
    try {
      await client.connect();
    } catch (error) {
      client.destroy();
      throw new UnreachableError(error);
    }
    return { client, ended };
  };
  return heard(withDeadline(timeoutMs, connect, () => client.destroy()));
}

/** Connects when it is told to. */
export const createRedisClient = (url: string, timeoutMs: number) =>
  createClient({
    url,
    name: 'tributary-realtime',
    disableOfflineQueue: true,
    commandsQueueMaxLength: PENDING_MAX,
    // A signal and a timer for each command, and none once it is written: a run's own deadline takes its place.
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
    socket: { connectTimeout: timeoutMs, reconnectStrategy: false },
  });

async function withDeadline<Value>(
  timeoutMs: number,
  work: () => Promise<Value>,
  onExpired: () => void,
): Promise<Value> {
  const expired = Promise.withResolvers<never>();
  const expire = () => {
    // Rejected first: what is given up by onExpired rejects the work, too, and says less.
    expired.reject(new DeadlineError(timeoutMs));
    onExpired();
  };
  const cancel = afterTimeToRead(timeoutMs, expire);
  try {
    return await Promise.race([expired.promise, work()]);
  } finally {
    cancel();
  }
}

const rejected = (reason: unknown): Promise<never> => heard(Promise.reject(reason));

/** A rejection that nobody waits for is no failure of the process. */
function heard<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

/** Says once that Redis is away, however often it is tried, and once that it is back. */
function reportOutages(log: Logger | undefined) {
  let isAway = false;
  return {
    away: (err: unknown) => {
      if (!isAway) log?.warn({ err }, 'Redis does not answer');
      isAway = true;
    },
    back: () => {
      if (isAway) log?.info('Redis answers again');
      isAway = false;
    },
  };
}
