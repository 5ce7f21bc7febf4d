import type { TrainingRunResolvers } from '../resolver-types.generated.ts';
import { selectedExperimentParts } from './selected-parts.ts';

export const TrainingRun = {
  experiment: ({ id }, _, { loaders }, info) => loaders.experiment(selectedExperimentParts(info)).load(id),
} satisfies TrainingRunResolvers;
