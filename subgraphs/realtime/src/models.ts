import type { Database } from './database.ts';

/** A model is known here by its id alone. */
export interface Model {
  id: string;
}

export async function countPredictionsByModelIds(
  db: Database,
  modelIds: readonly string[],
): Promise<{ modelId: string; count: number }[]> {
  const counts = await db.run((redis) =>
    Promise.all(modelIds.map((modelId) => redis.get(db.keys.predictionCount(modelId)))),
  );
  return modelIds.map((modelId, index) => ({ modelId, count: Number(counts[index]) }));
}
