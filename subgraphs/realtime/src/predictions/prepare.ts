import { AS_BUFFERS, type RedisClient } from '../connection.ts';
import type { Database } from '../database.ts';
import type { Registries } from '../features/registries.ts';
import type { Registry } from '../features/registry.ts';
import type { Keys } from '../keys.ts';
import type { ServedModel } from '../serving/served-models.ts';
import type { ServedDeployment, ServedSignature } from '../serving/snapshot.ts';
import { type AskedVersion, chooseDeployments, signatureOf } from './choose.ts';
import { consumeLimit, type LimitedCall } from './limit.ts';
import { type Plan, planOf } from './plan.ts';
import type { Serving } from './serving.ts';

/** What reading for predictions needs. */
export interface PredictionReader {
  readonly db: Database;
  readonly registries: Registries;
  readonly serving: Serving;
}

export interface Asked extends AskedVersion {
  readonly modelId: string;
  /** Each once; null: values alone. */
  readonly entities: readonly (string | null)[];
  /** By what the version is chosen where there is no entity. */
  readonly valuesText: string;
  readonly limit: LimitedCall;
}

/** A deployment as it answers here: why it cannot, or how. */
export type Ready =
  | { readonly deployment: ServedDeployment; readonly problem: string }
  | { readonly deployment: ServedDeployment; readonly signature: ServedSignature; readonly plan: Plan };

/** An entity with all that Redis has for its prediction. */
export interface Target {
  readonly entity: string | null;
  readonly ready: Ready;
  /** Of each of the plan's views. */
  readonly rows: readonly (Buffer | null)[];
  readonly generation: number;
  readonly cached: string | null;
}

export interface Prepared {
  readonly model: ServedModel;
  readonly modelGeneration: number;
  /** In the order of the entities. */
  readonly targets: readonly Target[];
}

const ATTEMPTS = 5;

/**
 * Chooses who answers and reads all that is needed, in one round trip where model and views are known here as they are.
 * Their versions are read with the rest, so that nobody is answered by what was before.
 * @throws NotFound, RateLimited, ModelUnavailable
 */
export async function prepare({ db, registries, serving }: PredictionReader, asked: Asked): Promise<Prepared> {
  const { modelId } = asked;
  let limit: LimitedCall | undefined = asked.limit;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const model = serving.models.kept(modelId) ?? (await serving.models.load(modelId));
    const chosen = choose(model, asked);
    const views = await knownViews(db, registries, chosen.deployments);
    const readies = new Map(chosen.deployments.map((one) => [one, readyOf(modelId, one, views)]));
    const targets = chosen.byEntity.map((deployment, place) => ({
      entity: asked.entities[place] ?? null,
      ready: readies.get(deployment) ?? readyOf(modelId, deployment, views),
    }));
    const read = await db.run((redis) => readAll(redis, db.keys, asked, targets, [...views.keys()], limit));
    if (read.refused) throw read.refused;
    limit = undefined;
    if (read.modelVersion !== model.version) await serving.models.load(modelId);
    const stale = [...views].filter(([view, known]) => known && known.version !== read.viewVersions.get(view));
    await Promise.all(stale.map(([view]) => registries.load(db, view)));
    if (read.modelVersion !== model.version || stale.length > 0) continue;
    if (chosen.error) throw chosen.error;
    return { model, modelGeneration: read.modelGeneration, targets: read.targets };
  }
  throw new Error(`What answers for ${modelId} changes all the time`);
}

/** An error counts only once it is known that nothing has changed. */
function choose(model: ServedModel, { entities, valuesText, ...version }: Asked) {
  try {
    const names = entities.map((entity) => entity ?? valuesText);
    const byEntity = chooseDeployments(model, version, names);
    return { byEntity, deployments: [...new Set(byEntity)] };
  } catch (error) {
    return { byEntity: [], deployments: [], error };
  }
}

async function knownViews(
  db: Database,
  registries: Registries,
  deployments: readonly ServedDeployment[],
): Promise<Map<string, Registry | null>> {
  const served = deployments.filter(({ endpointUrl, unavailable }) => endpointUrl === null && unavailable === null);
  const names = new Set(served.flatMap(({ sources }) => sources.map(({ view }) => view)));
  return new Map(
    await Promise.all(
      Array.from(names, async (view): Promise<[string, Registry | null]> => {
        return [view, registries.kept(view) ?? (await registries.load(db, view))];
      }),
    ),
  );
}

/** A deployment's plan holds as long as what is known of its views. */
const plans = new WeakMap<ServedDeployment, { readonly views: readonly (Registry | null)[]; readonly ready: Ready }>();

function readyOf(modelId: string, deployment: ServedDeployment, known: ReadonlyMap<string, Registry | null>): Ready {
  const views = deployment.sources.map(({ view }) => known.get(view) ?? null);
  const kept = plans.get(deployment);
  if (kept?.views.every((view, place) => view === views[place])) return kept.ready;
  const ready = makeReady(modelId, deployment, views);
  plans.set(deployment, { views, ready });
  return ready;
}

function makeReady(modelId: string, deployment: ServedDeployment, views: readonly (Registry | null)[]): Ready {
  const signature = signatureOf(modelId, deployment);
  if (typeof signature === 'string') return { deployment, problem: signature };
  const plan = planOf(deployment, signature, views);
  if (typeof plan === 'string') {
    return { deployment, problem: `${modelId}@${deployment.versionNumber} cannot answer. ${plan}` };
  }
  return { deployment, signature, plan };
}

/** Everything in one pipeline: one command for all that is known of the entities of a slot. */
async function readAll(
  redis: RedisClient,
  keys: Keys,
  asked: Asked,
  targets: readonly Pick<Target, 'entity' | 'ready'>[],
  views: readonly string[],
  limit: LimitedCall | undefined,
) {
  const { modelId } = asked;
  const [refused, version, generation, viewVersions, found] = await Promise.all([
    limit && consumeLimit(redis, limit),
    redis.hGet(keys.serving.snapshot(modelId), 'version'),
    redis.get(keys.predictionGeneration(modelId)),
    Promise.all(views.map((view) => redis.hGet(keys.features.registry(view), 'version'))),
    readEntities(redis, keys, asked, targets),
  ]);
  return {
    refused,
    modelVersion: Number(version ?? 0),
    modelGeneration: Number(generation ?? 0),
    viewVersions: new Map(views.map((view, place) => [view, Number(viewVersions[place] ?? 0)])),
    targets: found,
  };
}

async function readEntities(
  redis: RedisClient,
  keys: Keys,
  { modelId, environment }: Asked,
  targets: readonly Pick<Target, 'entity' | 'ready'>[],
): Promise<Target[]> {
  const binary = redis.withTypeMapping(AS_BUFFERS);
  const asked = new Map<string, { names: string[]; values?: (Buffer | null)[] }>();
  const places = targets.map(({ entity, ready }) => {
    if (entity === null) return undefined;
    const tag = keys.features.tag(entity);
    const ofTag = asked.get(tag) ?? { names: [] };
    asked.set(tag, ofTag);
    const begin = ofTag.names.length;
    const about = keys.entityPredictions(entity);
    ofTag.names.push(about.generation, about.answer(environment, modelId, ready.deployment.versionNumber));
    if ('plan' in ready)
      for (const { registry } of ready.plan.views) ofTag.names.push(keys.features.row(tag, registry, entity));
    return { ofTag, begin };
  });
  await Promise.all(
    Array.from(asked.values(), async (ofTag) => {
      ofTag.values = await binary.mGet(ofTag.names);
    }),
  );
  return targets.map((target, index) => {
    const views = 'plan' in target.ready ? target.ready.plan.views.length : 0;
    const place = places[index];
    if (!place) return { ...target, rows: new Array<null>(views).fill(null), generation: 0, cached: null };
    const { begin, ofTag } = place;
    const values = ofTag.values ?? [];
    return {
      ...target,
      generation: Number(values[begin]?.toString() ?? 0),
      cached: values[begin + 1]?.toString() ?? null,
      rows: values.slice(begin + 2, begin + 2 + views),
    };
  });
}
