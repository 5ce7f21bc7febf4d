import { badUserInput } from '@tributary/common/errors';
import { findArtifact, SHA256 } from '../artifacts/artifacts.ts';
import { experimentKind, modelConfigKind } from '../collections.ts';
import { compareFrameworks } from '../framework-metrics.ts';
import { readDocumentList, readOrderedList } from '../lists/document-list.ts';
import { highestFirst } from '../lists/order.ts';
import { toConfigId } from '../model-configs.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts, selectedExperimentParts } from './selected-parts.ts';

export const Query = {
  modelConfig: (_, { modelId, revision }, { loaders }, info) => {
    const parts = selectedConfigParts(info);
    return revision == null
      ? loaders.newestConfigOfModel(parts).load(modelId)
      : loaders.modelConfig(parts).load(toConfigId(modelId, revision));
  },
  modelConfigs: (_, args, { loaders }, info) =>
    loaders.modelConfigs.connection(readDocumentList(args, modelConfigKind, selectedConfigParts(info))),
  highAccuracyModels: (_, { minAccuracy, ...args }, { loaders }, info) => {
    const where = { metric: { name: 'accuracy', value: { gte: minAccuracy } } };
    const by = highestFirst(['metrics', 'accuracy']);
    return loaders.modelConfigs.connection(readOrderedList(args, by, selectedConfigParts(info), where));
  },
  metricsByFramework: (_, { metric, of }, { db }) => compareFrameworks(db, metric, of),
  experiment: (_, { id }, { loaders }, info) => loaders.experiment(selectedExperimentParts(info)).load(id),
  experiments: (_, args, { loaders }, info) =>
    loaders.experiments.connection(readDocumentList(args, experimentKind, selectedExperimentParts(info))),
  artifact: (_, { sha256 }, { db }) => {
    const digest = sha256.toLowerCase();
    if (!SHA256.test(digest)) throw badUserInput('sha256 must be a SHA-256 in 64 hexadecimal digits.');
    return findArtifact(db, digest);
  },
  health: () => ({}),
} satisfies QueryResolvers;
