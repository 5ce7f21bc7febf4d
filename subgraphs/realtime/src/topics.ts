import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, keepConnection, type RedisClient } from './connection.ts';

/** That there was news, however much: whoever reads now reads the newest. All who hear of it together share it. */
export type News = object;

export interface Topics {
  /**
   * News of a channel: first at once, then after what is published, and when Redis is back after it was away. What comes
   * while nobody asks for the next is one.
   * @param leastMs the least time between two, by default 100; the same for all who listen to the channel.
   * @throws the signal's reason, once it is aborted; the store's error where it is away from the first.
   */
  listen(channel: string, signal: AbortSignal, leastMs?: number): AsyncGenerator<News>;
  /** News once more for all who listen to the channel: what the last told of could not be read. */
  tellAgain(channel: string): void;
  close(): Promise<void>;
}

export interface TopicsOptions {
  urls: readonly string[];
  timeoutMs: number;
}

const LEAST_MS = 100;
/** A connection on which nothing is published is asked whether it is still there. */
const HEARTBEAT_MS = 5_000;

/** One connection for all channels, opened when the first is listened to, and one subscription for each channel. */
export function openTopics(options: TopicsOptions): Topics {
  const topics = new Map<string, Topic>();
  let connection: Connection | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const connect = () => {
    heartbeat ??= setInterval(() => {
      if (topics.size > 0) connection?.run((redis) => redis.ping()).catch(() => undefined);
    }, HEARTBEAT_MS).unref();
    connection ??= keepConnection({ ...options, onOpened: resubscribe });
    return connection;
  };

  /** What was published while there was no connection is lost: so all look. */
  function resubscribe(redis: RedisClient): void {
    for (const [channel, topic] of topics) {
      if (topic.isNew) continue;
      redis.subscribe(channel, topic.changed).then(topic.changed, () => undefined);
    }
  }

  function join(channel: string, leastMs: number): Topic {
    const known = topics.get(channel);
    if (known) return known;
    const topic = new Topic(leastMs);
    topics.set(channel, topic);
    topic.subscribed = connect()
      .run((redis) => redis.subscribe(channel, topic.changed))
      .finally(() => {
        topic.isNew = false;
      });
    return topic;
  }

  function leave(channel: string, topic: Topic): void {
    if (topic.listeners.size > 0 || topics.get(channel) !== topic) return;
    topics.delete(channel);
    topic.close();
    connection?.run((redis) => redis.unsubscribe(channel, topic.changed)).catch(() => undefined);
  }

  return {
    async *listen(channel, signal, leastMs = LEAST_MS) {
      signal.throwIfAborted();
      const topic = join(channel, leastMs);
      const listener = new Listener();
      topic.listeners.add(listener);
      const abort = () => listener.end(signal.reason);
      signal.addEventListener('abort', abort);
      try {
        await topic.subscribed;
        listener.tell({});
        for (;;) {
          yield await listener.next();
          // Who leaves is told by the next.
          await pause(leastMs, undefined, { signal }).catch(() => undefined);
        }
      } finally {
        signal.removeEventListener('abort', abort);
        topic.listeners.delete(listener);
        leave(channel, topic);
      }
    },
    tellAgain: (channel) => topics.get(channel)?.changed(),
    close: async () => {
      clearInterval(heartbeat);
      for (const topic of topics.values()) topic.close();
      await connection?.close();
    },
  };
}

/** A channel, and who listens to it in this process. */
class Topic {
  readonly listeners = new Set<Listener>();
  /** Whether Redis was not asked for it yet: nothing can have been missed. */
  isNew = true;
  /** Resolves when nothing that is published is missed any more. */
  subscribed: Promise<unknown> = Promise.resolve();
  readonly #leastMs: number;
  #told = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(leastMs: number) {
    this.#leastMs = leastMs;
  }

  readonly changed = (): void => {
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#told + this.#leastMs - performance.now()));
  };

  close(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = undefined;
    this.#told = performance.now();
    const news = {};
    for (const listener of this.listeners) listener.tell(news);
  }
}

/** Keeps the newest news until it is asked for. */
class Listener {
  #news: News | undefined;
  #waiting: PromiseWithResolvers<News> | undefined;
  #ended: { reason: unknown } | undefined;

  tell(news: News): void {
    this.#waiting?.resolve(news);
    this.#news = this.#waiting ? undefined : news;
    this.#waiting = undefined;
  }

  end(reason: unknown): void {
    this.#ended = { reason };
    this.#waiting?.reject(reason);
  }

  async next(): Promise<News> {
    if (this.#ended) throw this.#ended.reason;
    const news = this.#news;
    this.#news = undefined;
    if (news) return news;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }
}
