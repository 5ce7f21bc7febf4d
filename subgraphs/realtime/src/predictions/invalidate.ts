import type { Outcome } from '@tributary/common/mutations/outcome';
import { perform } from '../writes/perform.ts';
import type { WriteContext } from '../writes/work.ts';
import { forgetPredictions } from './cache-scripts.ts';
import { invalidateShape } from './inputs.ts';

/**
 * From now on nothing is answered that was computed before, nor what is being computed. Answers whether the model is, or
 * was, served here: of another nothing is kept.
 */
export const invalidatePredictions = (context: WriteContext, input: unknown): Promise<Outcome<boolean>> =>
  perform(context, invalidateShape, input, async ({ db }, { modelId, entity }) => {
    const isServed = await db.run((redis) => redis.exists(db.keys.serving.snapshot(modelId)));
    if (isServed === 0) return false;
    await db.write((redis) =>
      entity
        ? forgetPredictions(redis, db.keys.entityPredictions(entity))
        : redis.incr(db.keys.predictionGeneration(modelId)),
    );
    return true;
  });
