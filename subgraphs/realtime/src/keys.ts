import { crc32 } from 'node:zlib';

/** Every key of this service, by noun. What stands in braces decides a key's slot in a cluster. */
export interface Keys {
  /** Sorted set of the names of all boards that have members, each with score 0, so that it is ordered by code point. */
  readonly boardNames: string;
  board(name: string): BoardKeys;
  /** Where the first release kept boards, with other scores: the names of all, and a board's own. */
  readonly firstBoardNames: string;
  firstBoard(name: string): readonly string[];
  /** When copies were last brought here, by the clock of their home. */
  readonly syncClock: string;
  /**
   * The hash tag, braces and all, of what a caller may change under such a name, and of the stream for the audit of it.
   * A script writes both, so they share a slot; and whoever empties the streams must know them all, so there are few.
   */
  auditedTag(name: string): string;
  /** Stream of changes on their way to the audit, of everything with this tag. */
  auditStream(tag: string): string;
  readonly auditStreams: readonly string[];
  /** Predictions that a model has served: a counter. */
  predictionCount(modelId: string): string;
  /** @param slot that of the subject's sessions. */
  session(slot: number, digest: string): string;
  sessionsOf(subject: string): SubjectKeys;
  /** A caller's window of one length, in one slot. */
  rateLimit(subject: string, key: string, windowSeconds: number): LimitKeys;
  progress(runId: string): ProgressKeys;
}

/** The keys of one board, which lie in one slot. */
export interface BoardKeys {
  /** Hash of the board's own values: goal, goalRevision, synced, updatedAt. */
  readonly values: string;
  /** Sorted set of the board's models by score, as it is. */
  readonly scores: string;
  /** Hash of a synced board's models, and of those that have left it: the version that was written last. */
  readonly versions: string;
  /** What is published there says that the board has changed. */
  readonly channel: string;
}

/** What a subject's sessions share. */
export interface SubjectKeys {
  /** Where the sessions of this subject lie. */
  readonly slot: number;
  /** Sorted set of the digests of the subject's sessions, by the millisecond at which each ends. */
  readonly index: string;
  readonly audit: string;
}

export interface LimitKeys {
  /** List of what was consumed, oldest first, each as microseconds since 1970 and cost. */
  readonly log: string;
  /** The sum of the costs in the log. */
  readonly used: string;
}

export interface ProgressKeys {
  /** Hash of what was reported. */
  readonly values: string;
  /** Hash of the metrics that were reported. */
  readonly metrics: string;
  /** What is published there says that there is news of the run. */
  readonly channel: string;
}

/** @param prefix begins every key; without braces. */
export const createKeys = (prefix: string): Keys => ({
  auditedTag,
  auditStream: (tag) => `${prefix}audit:${tag}`,
  auditStreams: Array.from({ length: AUDITED_SLOTS }, (_, slot) => `${prefix}audit:${tagOfSlot(slot)}`),
  boardNames: `${prefix}leaderboards`,
  board: (name) => {
    const board = isOwnBoard(name)
      ? `${prefix}leaderboard:${auditedTag(name)}:${name}`
      : `${prefix}leaderboard:${tagOf(name)}`;
    return {
      values: `${board}:values`,
      scores: `${board}:scores`,
      versions: `${board}:versions`,
      channel: `${board}:changed`,
    };
  },
  firstBoardNames: `${prefix}{boards}:names`,
  firstBoard: (name) => [`${prefix}{boards}:board:${name}`, `${prefix}{boards}:scores:${name}`],
  syncClock: `${prefix}sync:clock`,
  predictionCount: (modelId) => `${prefix}predictions:${tagOf(modelId)}:count`,
  session: (slot, digest) => `${prefix}session:${tagOfSlot(slot)}:${digest}`,
  sessionsOf: (subject) => {
    const slot = auditedSlot(subject);
    const tag = tagOfSlot(slot);
    return { slot, index: `${prefix}sessions:${tag}:${subject}`, audit: `${prefix}audit:${tag}` };
  },
  rateLimit: (subject, key, windowSeconds) => {
    const window = `${prefix}limit:${tagOf(`${subject.length}:${subject}${key}`)}:${windowSeconds}`;
    return { log: `${window}:log`, used: `${window}:used` };
  },
  progress: (runId) => {
    const run = `${prefix}progress:${tagOf(runId)}`;
    return { values: `${run}:values`, metrics: `${run}:metrics`, channel: `${run}:changed` };
  },
});

/** Callers' own boards; those of metrics never begin so. */
export const isOwnBoard = (name: string): boolean => name.startsWith('x_');

/** Enough to lie evenly in a cluster of several nodes, and few enough to look at all of them. */
const AUDITED_SLOTS = 64;

const tagOfSlot = (slot: number) => `{${slot}}`;
const auditedSlot = (name: string) => crc32(name) % AUDITED_SLOTS;
const auditedTag = (name: string) => tagOfSlot(auditedSlot(name));

/** A slot of its own. A brace of the name's would end the tag before its end. */
const tagOf = (name: string) =>
  `{${name.replace(/[%{}]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}}`;
