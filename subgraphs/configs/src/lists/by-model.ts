import type { PipelineStage } from 'mongoose';
import type { Condition, Filter } from './conditions.ts';
import { chosen } from './pages.ts';

/**
 * What a pipeline reads of each model's documents in a collection, each with its model as parentKey: any one document
 * serves as a row, the ids are unwound onto it, and each looks up its own.
 */
export const lookUpByModelIds = (
  collection: string,
  modelIds: readonly string[],
  pipeline: Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[],
): PipelineStage[] => [
  // No collection holds all ids: a document may precede its model. Where there is no document, there is no page.
  { $limit: 1 },
  { $project: { _id: 0, parentKey: { $literal: modelIds } } },
  { $unwind: '$parentKey' },
  { $lookup: { from: collection, localField: 'parentKey', foreignField: 'modelId', pipeline, as: 'document' } },
  { $unwind: '$document' },
];

export const countByModelIds = (modelIds: readonly string[], base: Filter, where: Condition): PipelineStage[] => [
  ...chosen({ modelId: { $in: modelIds }, ...base }, where),
  { $group: { _id: '$modelId', count: { $sum: 1 } } },
  { $project: { _id: 0, parentKey: '$_id', count: 1 } },
];
