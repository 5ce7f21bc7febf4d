/** Every key of this service. What stands in braces decides a key's slot in a cluster. */
export interface Keys {
  /** Sorted set of all boards' names, each with score 0, so that it is ordered by code point. */
  readonly boardNames: string;
  board(name: string): BoardKeys;
  /** Predictions that a model has served: a counter. */
  predictionCount(modelId: string): string;
}

/** The keys of one board, which lie in one slot. */
export interface BoardKeys {
  /** Hash of the board's own values: goal, synced, updatedAt. */
  readonly values: string;
  /** Sorted set of the board's models by score. */
  readonly scores: string;
}

/**
 * Boards are few and small, and a board is written together with the list of names: so they all share one slot.
 * @param prefix begins every key; without braces.
 */
export const createKeys = (prefix: string): Keys => ({
  boardNames: `${prefix}{boards}:names`,
  board: (name) => ({ values: `${prefix}{boards}:board:${name}`, scores: `${prefix}{boards}:scores:${name}` }),
  predictionCount: (modelId) => `${prefix}predictions:{${modelId}}:count`,
});
