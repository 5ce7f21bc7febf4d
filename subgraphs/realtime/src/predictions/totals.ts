import type { Database } from '../database.ts';

/** What a model has answered since it was first asked. */
export interface ModelTotals {
  readonly modelId: string;
  readonly served: number;
  /** Of them from the cache. */
  readonly hits: number;
}

/** In the order of the models. */
export async function findTotalsByModelIds(db: Database, modelIds: readonly string[]): Promise<ModelTotals[]> {
  const found = await db.run((redis) =>
    Promise.all(modelIds.map((modelId) => redis.hmGet(db.keys.predictions(modelId).totals, ['served', 'hits']))),
  );
  return modelIds.map((modelId, index) => {
    const [served, hits] = found[index] ?? [];
    return { modelId, served: Number(served ?? 0), hits: Number(hits ?? 0) };
  });
}
