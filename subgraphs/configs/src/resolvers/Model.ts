import { readDocumentList } from '../document-list.ts';
import { experimentOrder } from '../experiments.ts';
import type { ModelResolvers } from '../resolver-types.generated.ts';
import { selectedConfigParts, selectedExperimentParts } from './selected-parts.ts';

/** A reference is a model here, whether lineage knows it or not: documents may precede their model and outlive it. */
export const Model = {
  config: ({ id }, _, { loaders }, info) => loaders.newestConfigOfModel(selectedConfigParts(info)).load(id),
  experiments: ({ id }, args, { loaders }, info) =>
    loaders.experimentsOfModel.connection(id, readDocumentList(args, experimentOrder, selectedExperimentParts(info))),
} satisfies ModelResolvers;
