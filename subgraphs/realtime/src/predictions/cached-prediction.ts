import { badUserInput } from '@tributary/common/errors';
import { checkInput } from '@tributary/common/mutations/check-input';
import { readCached } from './cached.ts';
import { cachedShape } from './inputs.ts';
import { type Prediction, toPrediction } from './prediction.ts';
import { type PredictionReader, prepare } from './prepare.ts';
import { predictionOutcomeOf } from './refused.ts';
import { valueTargets } from './usable.ts';

/**
 * What predict would answer from the cache; null where it would score anew, or could not answer.
 * @throws BAD_USER_INPUT for what can be no entity.
 */
export async function findCachedPrediction(context: PredictionReader, args: unknown): Promise<Prediction | null> {
  const started = performance.now();
  const checked = checkInput(cachedShape, args);
  if ('failure' in checked) throw badUserInput(`${checked.failure.message}.`);
  const { modelId, entity, environment } = checked.value;
  if (entity === '') throw badUserInput('entity must not be empty');
  const outcome = await predictionOutcomeOf(() =>
    prepare(context, { modelId, environment, versionNumber: null, entities: [entity] }),
  );
  if ('failure' in outcome) return null;
  const prepared = outcome.value;
  const [target] = prepared.targets;
  const ttlSeconds = prepared.model.predictionTtlSeconds;
  if (!target || ttlSeconds === 0 || 'problem' in target.ready) return null;
  const [valued] = valueTargets(prepared, target.ready, [target]);
  if (!valued || valued.issues.length > 0) return null;
  const repeated = readCached(target.cached, valued.basis, ttlSeconds, Date.now());
  if (!repeated) return null;
  const latencyMs = performance.now() - started;
  return toPrediction(repeated, { cached: true, ttlSeconds: repeated.ttlSeconds, latencyMs });
}
