import { toConnection } from '@tributary/common/page';
import { experimentOrder } from '../experiments.ts';
import { readList } from '../list.ts';
import type { ModelResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts, selectedExperimentParts } from './selected-parts.ts';

/** A reference is a model here, whether lineage knows it or not: documents may precede their model and outlive it. */
export const Model = {
  config: ({ id }, _, { loaders }, info) => loaders.newestConfigOfModel(selectedConfigParts(info)).load(id),
  experiments: async ({ id }, args, { loaders }, info) => {
    const list = readList(args, experimentOrder);
    const rows = await loaders.experimentsOfModel({ list, parts: selectedExperimentParts(info) }).load(id);
    return toConnection(rows, list, () => loaders.experimentCountOfModel(list).load(id));
  },
} satisfies ModelResolvers;
