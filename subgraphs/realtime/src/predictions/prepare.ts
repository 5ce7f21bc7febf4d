import type { Database } from '../database.ts';
import type { Registries } from '../features/registries.ts';
import type { Registry } from '../features/registry.ts';
import type { ServedModel } from '../serving/served-models.ts';
import type { ServedDeployment } from '../serving/snapshot.ts';
import { type AskedVersion, chooseDeployments } from './choose.ts';
import type { LimitedCall } from './limit.ts';
import { readTargets, type Target } from './read-targets.ts';
import { readyOf } from './ready.ts';
import type { Serving } from './serving.ts';

/** What reading for predictions needs. */
export interface PredictionReader {
  readonly db: Database;
  readonly registries: Registries;
  readonly serving: Serving;
}

interface AskedPredictions extends AskedVersion {
  readonly modelId: string;
  /** Each once; null: values alone. */
  readonly entities: readonly (string | null)[];
  /** By what the version is chosen where there is no entity. */
  readonly valuesText?: string;
  /** Left out: no limit. */
  readonly limit?: LimitedCall;
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
export async function prepare(
  { db, registries, serving }: PredictionReader,
  asked: AskedPredictions,
): Promise<Prepared> {
  const { modelId } = asked;
  let { limit } = asked;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const model = serving.models.kept(modelId) ?? (await serving.models.load(modelId));
    const chosen = choose(model, asked);
    const views = await knownViews(db, registries, chosen.deployments);
    const targets = chosen.byEntity.map((deployment, place) => ({
      entity: asked.entities[place] ?? null,
      ready: readyOf(modelId, deployment, views),
    }));
    const read = await db.run((redis) => readTargets(redis, db.keys, asked, targets, [...views.keys()], limit));
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
function choose(model: ServedModel, { entities, valuesText = '', ...version }: AskedPredictions) {
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
