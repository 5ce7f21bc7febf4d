import type { Caller } from '@tributary/common/caller';
import { checkInput } from '@tributary/common/mutations/check-input';
import {
  type Failure,
  type InputIssue,
  invalidInput,
  MutationError,
  type Outcome,
} from '@tributary/common/mutations/outcome';
import type { z } from 'zod';
import type { RedisClient } from '../connection.ts';
import { readCached } from './cached.ts';
import { predictShape } from './inputs.ts';
import { limitCall } from './limit.ts';
import type { PredictionSettings } from './log-settings.ts';
import type { Plan } from './plan.ts';
import { type Prediction, toPrediction } from './prediction.ts';
import { type PredictionReader, prepare } from './prepare.ts';
import { recordPredictions } from './record.ts';
import { recordLater } from './record-later.ts';
import { predictionOutcomeOf, type Refusal, Refused } from './refused.ts';
import { score } from './score.ts';
import { keep, scoreOnce } from './score-once.ts';
import type { Scored } from './stored.ts';
import { problemOfTarget, toScorable, usable, valueTargets } from './usable.ts';
import { checkGiven, type GivenValues } from './values.ts';

/** What predicting needs of a request. */
export interface PredictContext extends PredictionReader {
  readonly caller: Caller;
  readonly settings: PredictionSettings;
}

type PredictInput = z.output<typeof predictShape>;

/** One prediction, from the cache where that holds for what is known now. */
export async function predict(
  context: PredictContext,
  input: unknown,
): Promise<Outcome<Prediction, Failure | Refusal>> {
  const started = performance.now();
  const checked = checkInput(predictShape, input);
  if ('failure' in checked) return checked;
  return predictionOutcomeOf(() => predictOne(context, checked.value, started));
}

async function predictOne(context: PredictContext, input: PredictInput, started: number): Promise<Prediction> {
  const { modelId, environment, features, versionNumber = null, bypassCache } = input;
  const { db, caller, settings, serving } = context;
  const entity = input.entity === '' ? null : input.entity;
  const limit = limitCall(db.keys, caller, settings.predictLimit, input.rateLimitKey);
  const byValues = entity === null && { valuesText: sortedText(features ?? {}) };
  const asked = { modelId, environment, versionNumber, entities: [entity], limit, ...byValues };
  const prepared = await prepare(context, asked);
  const target = prepared.targets[0];
  if (!target) throw new Error('who asks for one entity gets one target');
  const ready = usable(modelId, target.ready);
  const { deployment, signature, plan } = ready;
  const [valued] = valueTargets(prepared, ready, [target], givenOf(plan, entity, features ?? {}));
  if (!valued) throw new Error('one target has one set of values');
  const { basis } = valued;

  const latency = () => performance.now() - started;
  const recordOf = (answer: string | null, cached = false) => ({
    ...{ modelId, deploymentId: deployment.id, versionNumber: deployment.versionNumber },
    ...{ entity, entityGeneration: target.generation, answer, cached, latencyMs: latency() },
  });
  const fail = (error: unknown): never => {
    recordLater(serving, settings, [recordOf(null)]);
    throw error;
  };

  const ttlSeconds = prepared.model.predictionTtlSeconds;
  const repeated = readCached(bypassCache ? null : target.cached, basis, ttlSeconds, Date.now());
  if (repeated) {
    recordLater(serving, settings, [recordOf(repeated.text, true)]);
    return toPrediction(repeated, { cached: true, ttlSeconds: repeated.ttlSeconds, latencyMs: latency() });
  }

  const item = toScorable(ready, valued);
  if (item instanceof MutationError) return fail(item);
  const compute = async (): Promise<Scored> => {
    const [scored] = await score(serving, modelId, deployment, signature, [item]);
    if (!scored) throw new Error('one row has one answer');
    return scored;
  };
  const record = (redis: RedisClient, { text }: Scored) =>
    Promise.all(recordPredictions(redis, serving, settings.predictionLog, [recordOf(text)]));
  const version = deployment.versionNumber;
  const keepable = basis && { modelId, environment, version, entity: entity ?? '', basis, ttlSeconds };
  if (!keepable || bypassCache) {
    const scored = await compute().catch(refusedOr(fail));
    await serving.db.write((redis) =>
      Promise.all([keepable && keep(redis, serving, [{ keepable, scored }]), record(redis, scored)]),
    );
    return toPrediction(scored, { cached: false, ttlSeconds: keepable ? ttlSeconds : null, latencyMs: latency() });
  }
  const key = JSON.stringify(keepable);
  const { scored, isOwn } = await serving.flights
    .join(key, () => scoreOnce(serving, keepable, compute, record))
    .catch(refusedOr(fail));
  const isRepeated = 'ttlSeconds' in scored;
  if (!isOwn || isRepeated) recordLater(serving, settings, [recordOf(scored.text, isRepeated)]);
  return toPrediction(scored, {
    cached: isRepeated,
    ttlSeconds: isRepeated ? scored.ttlSeconds : ttlSeconds,
    latencyMs: latency(),
  });
}

/** A refusal is the deployment's error; whatever else fails says nothing of it. */
const refusedOr = (fail: (error: unknown) => never) => (error: unknown) => {
  if (error instanceof Refused) return fail(error);
  throw error;
};

/** @throws InvalidInput with the path of each place that does not fit. */
function givenOf(plan: Plan, entity: string | null, features: GivenValues): ReadonlyMap<string, unknown> {
  const issues: InputIssue[] = [];
  const problem = entity === null ? undefined : problemOfTarget(plan, entity);
  if (problem !== undefined) issues.push({ path: ['entity'], message: problem });
  const given = checkGiven(plan, features, (issue) => issues.push(issue));
  if (issues.length > 0) throw invalidInput(...issues);
  return given;
}

/** The same text for the same values, in whatever order they are given. */
const sortedText = (values: GivenValues) =>
  JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)));
