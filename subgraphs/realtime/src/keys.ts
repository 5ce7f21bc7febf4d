/** Every key of this service. What stands in braces decides a key's slot in a cluster. */
export interface Keys {
  /** Sorted set of the names of all boards that have members, each with score 0, so that it is ordered by code point. */
  readonly boardNames: string;
  board(name: string): BoardKeys;
  /** When copies were last brought here, by the clock of their home. */
  readonly syncClock: string;
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
  boardNames: `${prefix}leaderboards`,
  board: (name) => {
    const board = `${prefix}leaderboard:{${withoutBraces(name)}}`;
    return { values: `${board}:values`, scores: `${board}:scores`, versions: `${board}:versions` };
  },
  syncClock: `${prefix}sync:clock`,
  predictionCount: (modelId) => `${prefix}predictions:{${modelId}}:count`,
});

/** A brace of the name's own would end the hash tag before its end. */
const withoutBraces = (name: string) =>
  name.replace(/[%{}]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
