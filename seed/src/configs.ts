import type { NewExperiment } from '@tributary/configs/experiments';
import type { NewModelConfig } from '@tributary/configs/model-configs';
import type { Registration } from './model-versions.ts';
import { createRandom } from './random.ts';
import type { Training } from './runs.ts';
import { after, MINUTE } from './time.ts';

/** One revision a version: the settings that it was trained with, and what they reached. */
export const generateConfigs = (registrations: readonly Registration[]): NewModelConfig[] =>
  registrations.map(({ row, model, recipe, metrics }) => ({
    modelId: model.id,
    revision: row.configRevision,
    framework: model.framework,
    architecture: recipe.architecture,
    hyperparameters: recipe.hyperparameters,
    metrics,
    tags: [...model.tags, `v${row.number}`],
    extra: recipe.extra,
    createdAt: after(row.createdAt, -10 * MINUTE),
    createdBy: row.createdBy,
  }));

const NOTES = [
  'Converges faster, ends at the same place.',
  'Overfits after half of the steps.',
  'Try again with the next version of the data.',
  'Confuses the two smallest classes.',
  'Good candidate; ask for a review.',
] as const;

/** One experiment a run: the run's part is a copy, notes and fields of their own are what people added. */
export function generateExperiments(seed: number, trainings: readonly Training[]): NewExperiment[] {
  const random = createRandom(seed, 'experiments');
  return trainings.map(({ row, recipe, metrics }) => ({
    id: row.id,
    archived: false,
    modelId: row.modelId,
    name: row.name,
    framework: row.framework,
    status: row.status,
    hyperparameters: recipe.hyperparameters,
    // A running run's points follow when it ends.
    metrics: row.endedAt ? metrics : {},
    tags: row.tags,
    notes: random.chance(0.15) ? random.pick(NOTES) : null,
    config: { framework: row.framework, architecture: recipe.architecture, hyperparameters: recipe.hyperparameters },
    extra: recipe.extra,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    updatedBy: row.createdBy,
  }));
}
