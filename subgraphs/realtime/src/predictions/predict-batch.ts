import { checkInput } from '@tributary/common/mutations/check-input';
import {
  type Failure,
  type InputIssue,
  invalidInput,
  MutationError,
  type Outcome,
} from '@tributary/common/mutations/outcome';
import type { z } from 'zod';
import { problemOfEntity } from '../features/entities.ts';
import { readCached } from './cached.ts';
import { predictBatchShape } from './inputs.ts';
import { limitCall } from './limit.ts';
import type { PredictContext } from './predict.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { Target } from './read-targets.ts';
import { recordPredictions } from './record.ts';
import { recordLater } from './record-later.ts';
import { predictionOutcomeOf, type Refusal, Refused } from './refused.ts';
import { type Scorable, score } from './score.ts';
import { keep } from './score-once.ts';
import { type PredictionTable, type Result, toTable } from './table.ts';
import { problemOfTarget, toScorable, type Usable, usable, type Valued, valueTargets } from './usable.ts';

type BatchInput = z.output<typeof predictBatchShape>;

/** Predictions for many entities: one round trip to read, one batch a version. */
export async function predictBatch(
  context: PredictContext,
  input: unknown,
): Promise<Outcome<PredictionTable, Failure | Refusal>> {
  const started = performance.now();
  const checked = checkInput(predictBatchShape, input);
  if ('failure' in checked) return checked;
  return predictionOutcomeOf(() => predictMany(context, checked.value, started));
}

async function predictMany(context: PredictContext, input: BatchInput, started: number): Promise<PredictionTable> {
  const { modelId, environment, versionNumber = null, entities } = input;
  const { db, caller, settings } = context;
  refuseWrong(entities, (entity) => problemOfEntity({ joinKeys: [] }, entity));
  const once = [...new Set(entities)];
  const limit = limitCall(db.keys, caller, settings.predictLimit, input.rateLimitKey, entities.length);
  const prepared = await prepare(context, { modelId, environment, versionNumber, entities: once, limit });
  const groups = Map.groupBy(prepared.targets, ({ ready }) => ready);
  for (const ready of groups.keys()) {
    if ('plan' in ready) refuseWrong(entities, (entity) => problemOfTarget(ready.plan, entity));
  }
  const results = new Map<Target, Result>();
  await Promise.all(
    Array.from(groups, async ([ready, targets]) => {
      try {
        await answerGroup(context, input, prepared, usable(modelId, ready), targets, results);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        for (const target of targets) if (!results.has(target)) results.set(target, { message: error.message, error });
      }
    }),
  );
  const all = [...results.values()];
  const refusals = all.flatMap((result) => ('error' in result && result.error instanceof Refused ? result.error : []));
  await record(context, modelId, results, performance.now() - started);
  const [refusal] = refusals;
  if (refusal && refusals.length === all.length) throw refusal;
  const byEntity = new Map(Array.from(results, ([{ entity }, result]) => [entity, result]));
  return toTable(modelId, entities, byEntity, performance.now() - started);
}

/** @throws InvalidInput with the path of each entity that cannot be one, up to twenty. */
function refuseWrong(entities: readonly string[], problemOf: (entity: string) => string | undefined): void {
  const issues = entities.flatMap((entity, index): InputIssue[] => {
    const message = problemOf(entity);
    return message === undefined ? [] : [{ path: ['entities', String(index)], message }];
  });
  if (issues.length > 0) throw invalidInput(...issues.slice(0, 20));
}

/** Answers the targets of one deployment: from the cache, or as one batch. */
async function answerGroup(
  { serving }: PredictContext,
  { modelId, environment, bypassCache }: BatchInput,
  prepared: Prepared,
  ready: Usable,
  targets: readonly Target[],
  results: Map<Target, Result>,
): Promise<void> {
  const { deployment, signature } = ready;
  const ttlSeconds = prepared.model.predictionTtlSeconds;
  const now = Date.now();
  const missing: { readonly valued: Valued; readonly item: Scorable }[] = [];
  for (const valued of valueTargets(prepared, ready, targets)) {
    const { target, basis } = valued;
    const repeated = readCached(bypassCache ? null : target.cached, basis, ttlSeconds, now);
    const item = repeated ? undefined : toScorable(ready, valued);
    if (repeated) results.set(target, { scored: repeated, cached: true });
    else if (item instanceof MutationError) results.set(target, { message: item.message, error: item });
    else if (item) missing.push({ valued, item });
  }
  if (missing.length === 0) return;
  const items = missing.map(({ item }) => item);
  const scored = await score(serving, modelId, deployment, signature, items);
  const version = deployment.versionNumber;
  for (const [place, { valued }] of missing.entries()) {
    const { target, basis } = valued;
    const its = scored[place];
    if (!its) throw new Error('each row has an answer');
    const keepable = basis && { modelId, environment, version, entity: target.entity ?? '', basis, ttlSeconds };
    results.set(target, { scored: its, cached: false, ...(keepable && { keepable }) });
  }
}

/** Keeps what was scored, counts and logs, in one pipeline; what came from the cache alone is waited for by nobody. */
async function record(
  { settings, serving }: PredictContext,
  modelId: string,
  results: ReadonlyMap<Target, Result>,
  latencyMs: number,
): Promise<void> {
  const records = Array.from(results, ([{ entity, generation, ready }, result]) => ({
    ...{ modelId, deploymentId: ready.deployment.id, versionNumber: ready.deployment.versionNumber, latencyMs },
    ...{ entity, entityGeneration: generation },
    answer: 'scored' in result ? result.scored.text : null,
    cached: 'scored' in result && result.cached,
  }));
  const kept = Array.from(results.values()).flatMap((result) =>
    'keepable' in result && result.keepable ? [{ keepable: result.keepable, scored: result.scored }] : [],
  );
  const isScored = records.some(({ answer, cached }) => answer !== null && !cached);
  if (!isScored) return recordLater(serving, settings, records);
  await serving.db.write((redis) =>
    Promise.all([keep(redis, serving, kept), ...recordPredictions(redis, serving, settings.predictionLog, records)]),
  );
}
