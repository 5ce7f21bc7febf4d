/** Every key of this service. What stands in braces decides a key's slot in a cluster. */
export interface Keys {
  /** Sorted set of all boards' names, each with score 0, so that it is ordered by code point. */
  boardNames: string;
  /** Hash of a board's own values: goal, synced, updatedAt. */
  board(name: string): string;
  /** Sorted set of a board's models by score. */
  boardScores(name: string): string;
  /** Predictions that a model has served: a counter. */
  predictionCount(modelId: string): string;
}

/**
 * Boards are few and small, and a board is written together with the list of names: so they all share one slot.
 * @param prefix begins every key; without braces.
 */
export const createKeys = (prefix: string): Keys => ({
  boardNames: `${prefix}{boards}:names`,
  board: (name) => `${prefix}{boards}:board:${name}`,
  boardScores: (name) => `${prefix}{boards}:scores:${name}`,
  predictionCount: (modelId) => `${prefix}predictions:{${modelId}}:count`,
});
