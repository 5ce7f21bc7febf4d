import { findFolds, keepCounts } from '@tributary/lineage/deployments/prediction-counts';
import { drawTogether, sumCounts } from '@tributary/lineage/deployments/prediction-sums';
import { startOf } from '@tributary/realtime/predictions/count-windows';
import {
  findCountedModels,
  keptSince,
  mayHaveMore,
  type OpenModel,
  readClosed,
  removeFolded,
  restoreModel,
  toClosedMinutes,
} from '@tributary/realtime/predictions/open-counts';
import { inBatches } from './in-batches.ts';
import type { Stores } from './stores.ts';

const MODELS_A_STEP = 20;

/**
 * Brings what was counted in closed minutes from Redis to PostgreSQL, and removes it there once it is kept. Where Redis'
 * totals of a model are of less than was kept, since it was emptied or came back older, they are made anew. Safe to repeat,
 * by any number at once; who ends in between leaves it to be folded again.
 * @returns of how many models the totals were made anew.
 * @throws Error as rebuildCounts.
 */
export async function foldCounts(stores: Stores, signal?: AbortSignal): Promise<number> {
  const revisions = new Map((await findFolds(stores.lineage)).map(({ modelId, revision }) => [modelId, revision]));
  const models = [...new Set([...(await findCountedModels(stores.realtime)), ...revisions.keys()])].toSorted();
  const hasLost = ({ modelId, counts }: OpenModel) => counts.revision < (revisions.get(modelId) ?? 0);
  const lost: string[] = [];
  let oldest: number | undefined;
  for await (const modelIds of inBatches(models, MODELS_A_STEP)) {
    for (const found of await foldModels(stores, modelIds, hasLost, signal)) {
      const { modelId, counts } = found;
      if (hasLost(found)) lost.push(modelId);
      oldest = Math.min(oldest ?? counts.minute, counts.minute);
    }
  }
  if (oldest !== undefined) await drawTogether(stores.lineage, keptSince(oldest), signal);
  return rebuildModels(stores, lost, signal);
}

/**
 * Writes what Redis says of every model's predictions anew: what was folded, and what was counted since. One whose minutes
 * another worker closes meanwhile is tried again.
 * @returns of how many models.
 * @throws Error, once all others are done, that names those whose minutes were closed each time.
 */
export async function rebuildCounts(stores: Stores, signal?: AbortSignal): Promise<number> {
  const folds = await findFolds(stores.lineage);
  return rebuildModels(
    stores,
    folds.map(({ modelId }) => modelId),
    signal,
  );
}

/**
 * @param hasLost whether Redis' totals of a model are of less than was kept: they are not said to be up to date then.
 * @returns what is open of each model at the end.
 */
async function foldModels(
  { lineage, realtime }: Stores,
  modelIds: readonly string[],
  hasLost: (found: OpenModel) => boolean,
  signal?: AbortSignal,
): Promise<OpenModel[]> {
  for (;;) {
    signal?.throwIfAborted();
    const found = await readClosed(realtime, modelIds);
    const folded = found.filter(({ counts }) => counts.fields.length > 0);
    if (folded.length === 0) return found;
    const kept = await keepCounts(
      lineage,
      folded.flatMap(({ counts }) => toClosedMinutes(counts)),
      folded
        .filter(({ counts }) => !mayHaveMore(counts))
        .map(({ counts: { epoch, minute } }) => ({ epoch, keptBefore: startOf('MINUTE', minute) })),
    );
    const revisions = new Map(kept.map(({ modelId, revision }) => [modelId, revision]));
    await removeFolded(
      realtime,
      folded.map((one) => ({ ...one, revision: hasLost(one) ? undefined : revisions.get(one.modelId) })),
    );
    if (!folded.some(({ counts }) => mayHaveMore(counts))) return found;
  }
}

const ATTEMPTS = 3;

async function rebuildModels(stores: Stores, modelIds: readonly string[], signal?: AbortSignal): Promise<number> {
  const left: string[] = [];
  for await (const step of inBatches(modelIds, MODELS_A_STEP)) {
    let behind = step;
    for (let attempt = 1; attempt <= ATTEMPTS && behind.length > 0; attempt++) {
      behind = await restoreModels(stores, behind, signal);
    }
    left.push(...behind);
  }
  if (left.length > 0) {
    throw new Error(`Minutes of ${left.join(', ')} were closed meanwhile: make the counts anew once more.`);
  }
  return modelIds.length;
}

/** Answers those of which minutes were closed meanwhile. */
async function restoreModels(stores: Stores, modelIds: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const found = await foldModels(stores, modelIds, () => true, signal);
  const presents = new Map(found.map(({ modelId, counts }) => [modelId, counts]));
  const sums = await sumCounts(
    stores.lineage,
    found.map(({ modelId, counts: { epoch, minute } }) => ({ modelId, epoch, from: startOf('MINUTE', minute) })),
    keptSince(Math.min(...found.map(({ counts }) => counts.minute))),
  );
  const left = await Promise.all(
    sums.map(async (sum) => {
      const present = presents.get(sum.modelId);
      return present && (await restoreModel(stores.realtime, present, sum)) ? [] : [sum.modelId];
    }),
  );
  return left.flat();
}
