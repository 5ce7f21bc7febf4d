import { crc32 } from 'node:zlib';

/** Every key of this service, by noun. What stands in braces decides a key's slot in a cluster. */
export interface Keys {
  /** Sorted set of the names of all boards that have members, each with score 0, so that it is ordered by code point. */
  readonly boardNames: string;
  board(name: string): BoardKeys;
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
}

/** The keys of one board, which lie in one slot. */
export interface BoardKeys {
  /** Hash of the board's own values: goal, goalRevision, synced, updatedAt. */
  readonly values: string;
  /** Sorted set of the board's models by score, as it is. */
  readonly scores: string;
  /** Hash of a synced board's models, and of those that have left it: the version that was written last. */
  readonly versions: string;
}

/** @param prefix begins every key; without braces. */
export const createKeys = (prefix: string): Keys => ({
  auditedTag,
  auditStream: (tag) => `${prefix}audit:${tag}`,
  auditStreams: Array.from({ length: AUDITED_SLOTS }, (_, slot) => `${prefix}audit:${tagOfSlot(slot)}`),
  boardNames: `${prefix}leaderboards`,
  board: (name) => {
    const board = `${prefix}leaderboard:${tagOf(name)}`;
    return { values: `${board}:values`, scores: `${board}:scores`, versions: `${board}:versions` };
  },
  syncClock: `${prefix}sync:clock`,
  predictionCount: (modelId) => `${prefix}predictions:${tagOf(modelId)}:count`,
});

/** Enough to lie evenly in a cluster of several nodes, and few enough to look at all of them. */
const AUDITED_SLOTS = 64;

const tagOfSlot = (slot: number) => `{${slot}}`;
const auditedTag = (name: string) => tagOfSlot(crc32(name) % AUDITED_SLOTS);

/** A slot of its own. A brace of the name's would end the tag before its end. */
const tagOf = (name: string) =>
  `{${name.replace(/[%{}]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)}}`;
