import type { Loaders } from '../loaders.ts';
import type { SearchHitResolvers } from '../resolver-types.generated.ts';
import type { SearchType } from '../schema-types.generated.ts';

export const SearchHit = {
  node: async ({ type, id }, _args, { loaders }) => {
    const node = await findNode(loaders, type, id);
    if (!node) throw new Error(`Search found the ${type} ${id}, which is not there`);
    return node;
  },
} satisfies SearchHitResolvers;

async function findNode(loaders: Loaders, type: SearchType, id: string) {
  switch (type) {
    case 'DATASET': {
      const dataset = await loaders.dataset.load(id);
      return dataset && { __typename: 'Dataset' as const, ...dataset };
    }
    case 'MODEL': {
      const model = await loaders.model.load(id);
      return model && { __typename: 'Model' as const, ...model };
    }
    case 'TRAINING_RUN': {
      const run = await loaders.run.load(id);
      return run && { __typename: 'TrainingRun' as const, ...run };
    }
    case 'FEATURE_VIEW': {
      const view = await loaders.featureView.load(id);
      return view && { __typename: 'FeatureView' as const, ...view };
    }
  }
}
