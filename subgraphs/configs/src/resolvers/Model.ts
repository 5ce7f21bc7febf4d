import { experimentKind } from '../collections.ts';
import { readDocumentList, readOrderedList } from '../lists/document-list.ts';
import { highestRevisionFirst } from '../lists/order.ts';
import type { ModelResolvers } from '../resolver-types.generated.ts';
import { selectedCardParts, selectedConfigParts, selectedExperimentParts } from './selected-parts.ts';

/** A reference is a model here, whether lineage knows it or not: documents may precede their model and outlive it. */
export const Model = {
  config: ({ id }, _, { loaders }, info) => loaders.newestConfigOfModel(selectedConfigParts(info)).load(id),
  configRevisions: ({ id }, args, { loaders }, info) =>
    loaders.revisionsOfModel.connection(id, readOrderedList(args, highestRevisionFirst, selectedConfigParts(info))),
  experiments: ({ id }, args, { loaders }, info) =>
    loaders.experimentsOfModel.connection(id, readDocumentList(args, experimentKind, selectedExperimentParts(info))),
  card: ({ id }, _, { loaders }, info) => loaders.cardOfModel(selectedCardParts(info)).load(id),
  metadata: async ({ id }, _, { loaders }) => (await loaders.metadataOfModel.load(id))?.metadata ?? null,
} satisfies ModelResolvers;
