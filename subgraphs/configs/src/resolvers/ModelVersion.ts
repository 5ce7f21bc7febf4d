import { toConfigId } from '../model-configs.ts';
import type { ModelVersionResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts } from './selected-parts.ts';

export const ModelVersion = {
  config: ({ id, configRevision }, _, { loaders }, info) =>
    configRevision == null
      ? null
      : loaders.modelConfig(selectedConfigParts(info)).load(toConfigId(modelIdOf(id), configRevision)),
} satisfies ModelVersionResolvers;

/** A version is named fraud-detector@2. */
const modelIdOf = (versionId: string) => versionId.slice(0, Math.max(0, versionId.lastIndexOf('@')));
