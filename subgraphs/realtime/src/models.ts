import type { Database } from './database.ts';

/** A model is known here by its id alone. */
export interface Model {
  id: string;
}

/** Zero where a model has served none. */
export async function countPredictionsByModelIds(db: Database, modelIds: readonly string[]): Promise<number[]> {
  const counts = await db.run((redis) =>
    Promise.all(modelIds.map((modelId) => redis.get(db.keys.predictionCount(modelId)))),
  );
  return counts.map(Number);
}
