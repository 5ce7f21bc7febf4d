import { badUserInput } from '@tributary/common/errors';
import { findArtifact, SHA256 } from '../artifacts/artifacts.ts';
import { readDocumentList } from '../document-list.ts';
import { modelConfigOrder, toConfigId } from '../model-configs.ts';
import type { QueryResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts } from './selected-parts.ts';

export const Query = {
  modelConfig: (_, { modelId, revision }, { loaders }, info) => {
    const parts = selectedConfigParts(info);
    return revision == null
      ? loaders.newestConfigOfModel(parts).load(modelId)
      : loaders.modelConfig(parts).load(toConfigId(modelId, revision));
  },
  modelConfigs: (_, args, { loaders }, info) =>
    loaders.modelConfigs.connection(readDocumentList(args, modelConfigOrder, selectedConfigParts(info))),
  artifact: (_, { sha256 }, { db }) => {
    const digest = sha256.toLowerCase();
    if (!SHA256.test(digest)) throw badUserInput('sha256 must be a SHA-256 in 64 hexadecimal digits.');
    return findArtifact(db, digest);
  },
  health: () => ({}),
} satisfies QueryResolvers;
