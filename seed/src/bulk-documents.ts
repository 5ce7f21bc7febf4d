import type { Database as Configs } from '@tributary/configs/database';
import { insertExperiments, type NewExperiment } from '@tributary/configs/experiments';
import { insertModelConfigs } from '@tributary/configs/model-configs';
import type { ModelBatch } from './bulk-model.ts';
import { partOf } from './shares.ts';

/** What MongoDB gets of a bulk seed. */
export interface DocumentPlan {
  models: number;
  /** Of all models together. */
  configs: number;
  experiments: number;
}

/** SecantusDB, which stands in for MongoDB where there is none, is slow over more documents than these. */
const STAND_IN_EXPERIMENTS = 2_000;

/** @param most experiments; without it all of them, and over SecantusDB so many as it takes, which is said. */
export async function planDocuments(
  db: Configs,
  all: DocumentPlan,
  { most, log }: { most?: number | undefined; log: (line: string) => void },
): Promise<DocumentPlan> {
  if (most !== undefined) return { ...all, experiments: Math.min(most, all.experiments) };
  if (all.experiments <= STAND_IN_EXPERIMENTS || (await isMongod(db))) return all;
  log(
    `MongoDB: this is SecantusDB, which is slow over many documents: ${STAND_IN_EXPERIMENTS.toLocaleString('en')} of ${all.experiments.toLocaleString('en')} experiments are loaded.`,
  );
  return { ...all, experiments: STAND_IN_EXPERIMENTS };
}

/** Whether nothing is to be written: the documents of a seed are never fewer than planned. */
export async function hasDocuments(db: Configs, plan: DocumentPlan): Promise<boolean> {
  const configs = await db.modelConfigs.countDocuments({}, db.limits);
  const experiments = await db.experiments.countDocuments({}, db.limits);
  return configs >= plan.configs && experiments >= plan.experiments;
}

/**
 * Writes a model's configurations and experiments, of the latter the newest where not all are planned; those that are
 * there stay as they are. Answers the experiments.
 */
export async function writeDocuments(
  db: Configs,
  plan: DocumentPlan,
  { configs, experiments }: ModelBatch,
  index: number,
): Promise<NewExperiment[]> {
  await insertModelConfigs(db, configs);
  const chosen = experiments.slice(-Math.max(1, partOf(plan.experiments, plan.models, index)));
  await insertExperiments(db, chosen);
  return chosen;
}

async function isMongod(db: Configs): Promise<boolean> {
  const connection = await db.connection.asPromise();
  const build = await connection.db?.command({ buildInfo: 1, ...db.limits });
  return !/secantus/i.test(JSON.stringify(build));
}
