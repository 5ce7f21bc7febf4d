import { AS_BUFFERS, type RedisClient } from '../connection.ts';
import { answerOf, type Keys } from '../keys.ts';
import type { AskedVersion } from './choose.ts';
import { consumeLimit, type LimitedCall } from './limit.ts';
import type { Ready } from './ready.ts';
import type { Refused } from './refused.ts';

/** An entity with all that Redis has for its prediction. */
export interface Target {
  readonly entity: string | null;
  readonly ready: Ready;
  /** Of each of the plan's views. */
  readonly rows: readonly (Buffer | null)[];
  readonly generation: number;
  readonly cached: string | null;
}

/** What of an entity's prediction is known before anything is read. */
type Unread = Pick<Target, 'entity' | 'ready'>;

/** Whose answers are looked for in the cache. */
interface AskedOf extends Pick<AskedVersion, 'environment'> {
  readonly modelId: string;
}

/** What was read, with the versions of what it was read by; a version is 0 where nothing is there. */
interface ReadTargets {
  readonly targets: readonly Target[];
  readonly modelVersion: number;
  readonly modelGeneration: number;
  readonly viewVersions: ReadonlyMap<string, number>;
  /** Why the call is refused, if it is. */
  readonly refused: Refused | undefined;
}

/**
 * Reads everything in one pipeline: one command for all that is known of the entities of a slot.
 * @param views whose versions are read.
 * @param limit consumed with the rest; undefined where it was already.
 */
export async function readTargets(
  redis: RedisClient,
  keys: Keys,
  asked: AskedOf,
  targets: readonly Unread[],
  views: readonly string[],
  limit: LimitedCall | undefined,
): Promise<ReadTargets> {
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
  { modelId, environment }: AskedOf,
  targets: readonly Unread[],
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
    ofTag.names.push(about.generation, about.answer(answerOf(environment, modelId, ready.deployment.versionNumber)));
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
