import { uuid } from '@tributary/common/mutations/inputs';
import {
  findCountedDeployments,
  foldCounts as keepCounts,
  type OpenMinutes,
  sumFoldedCounts,
} from '@tributary/lineage/prediction-counts';
import {
  findCountedModels,
  keptSince,
  mayHaveMore,
  type OpenCounts,
  readClosed,
  removeFolded,
  restoreModel,
  toClosedMinutes,
} from '@tributary/realtime/predictions/open-counts';
import type { Stores } from './stores.ts';

const MODELS_A_STEP = 20;
/** As lineage draws the ids of deployments. Another would fail the whole statement. */
const isUuid = (id: string) => uuid.safeParse(id).success;

/**
 * Brings what was counted in closed minutes from Redis to PostgreSQL, and removes it there once it is kept. Safe to repeat,
 * by any number at once; who ends in between leaves it to be folded again.
 */
export async function foldCounts(stores: Stores, signal?: AbortSignal): Promise<void> {
  const models = await findCountedModels(stores.realtime);
  for (let place = 0; place < models.length; place += MODELS_A_STEP) {
    await foldModels(stores, models.slice(place, place + MODELS_A_STEP), signal);
  }
}

/** Answers what is open of each model then. */
async function foldModels(
  { lineage, realtime }: Stores,
  modelIds: readonly string[],
  signal?: AbortSignal,
): Promise<OpenCounts[]> {
  for (;;) {
    signal?.throwIfAborted();
    const found = await readClosed(realtime, modelIds);
    const folded = found.flatMap((counts, index) => {
      const modelId = modelIds[index];
      return modelId !== undefined && counts.fields.length > 0 ? { modelId, counts } : [];
    });
    if (folded.length === 0) return found;
    await keepCounts(
      lineage,
      folded.flatMap(({ counts }) => toClosedMinutes(counts)).filter(({ deploymentId }) => isUuid(deploymentId)),
    );
    await removeFolded(realtime, folded);
    if (!found.some(mayHaveMore)) return found;
  }
}

const ATTEMPTS = 3;

/**
 * Writes what Redis says of every model's predictions anew: what was folded, and what was counted since. One whose minutes
 * another worker closes meanwhile is tried again.
 * @returns of how many models.
 * @throws Error, once all others are done, that names those whose minutes were closed each time.
 */
export async function rebuildCounts(stores: Stores, signal?: AbortSignal): Promise<number> {
  const deployments = await findCountedDeployments(stores.lineage);
  const byModel = Map.groupBy(deployments, ({ modelId }) => modelId);
  const left = new Set(byModel.keys());
  for (const [modelId, its] of byModel) {
    for (let attempt = 1; attempt <= ATTEMPTS && left.has(modelId); attempt++) {
      if (await rebuildModel(stores, modelId, its, signal)) left.delete(modelId);
    }
  }
  if (left.size > 0) {
    throw new Error(`Minutes of ${[...left].join(', ')} were closed meanwhile: make the counts anew once more.`);
  }
  return byModel.size;
}

async function rebuildModel(
  stores: Stores,
  modelId: string,
  deployments: Awaited<ReturnType<typeof findCountedDeployments>>,
  signal?: AbortSignal,
): Promise<boolean> {
  const [present] = await foldModels(stores, [modelId], signal);
  if (!present) return false;
  const { epoch, minute } = present;
  const open: OpenMinutes = { epoch, from: new Date(minute * 60_000) };
  const folded = [];
  for (const { id, versionNumber } of deployments) {
    signal?.throwIfAborted();
    const counts = await sumFoldedCounts(stores.lineage, id, open, keptSince(minute));
    folded.push({ id, versionNumber, ...counts });
  }
  return restoreModel(stores.realtime, modelId, present, folded);
}
