import { badUserInput } from '@tributary/common/errors';
import { answerWith, toAnswer } from '@tributary/common/mutations/answer';
import type { Failure, Outcome } from '@tributary/common/mutations/outcome';
import type { Artifact } from '../artifacts/artifacts.ts';
import { type Context, renewLoaders } from '../context.ts';
import type { StoredMetadata } from '../model-cards.ts';
import type { MutationResolvers } from '../resolver-types.generated.ts';
import { uploadArtifact } from '../writes/artifacts.ts';
import * as experiments from '../writes/experiments.ts';
import { patchModelMetadata, putModelCard } from '../writes/model-cards.ts';
import * as configs from '../writes/model-configs.ts';

const answer = answerWith(renewLoaders);

const MAX_INPUTS = 1_000;

/** An answer for each of the inputs, in their order. */
async function answerEach<Value, Success>(
  context: Context,
  inputs: readonly unknown[],
  write: (context: Context, inputs: readonly unknown[]) => Promise<Outcome<Value>[]>,
  success: (value: Value) => Success,
): Promise<(Success | Failure)[]> {
  if (inputs.length > MAX_INPUTS) throw badUserInput(`inputs must have at most 1,000 entries, not ${inputs.length}.`);
  try {
    return (await write(context, inputs)).map((outcome) => toAnswer(outcome, success));
  } finally {
    renewLoaders(context);
  }
}

const config = <Row>(config: Row) => ({ __typename: 'ModelConfigSuccess' as const, config });
const experiment = <Row>(experiment: Row) => ({ __typename: 'ExperimentSuccess' as const, experiment });

const artifact = ({ uri, sha256, sizeBytes }: Artifact) => ({
  __typename: 'UploadArtifactSuccess' as const,
  uri,
  sha256,
  sizeBytes,
});

const card = <Row>(card: Row) => ({ __typename: 'ModelCardSuccess' as const, card });
const metadata = ({ metadata, updatedAt }: StoredMetadata) => ({
  __typename: 'ModelMetadataSuccess' as const,
  metadata,
  updatedAt,
});

export const Mutation = {
  insertModelConfig: (_, { input }, context) => answer(context, configs.insertModelConfig(context, input), config),
  insertModelConfigs: (_, { inputs }, context) => answerEach(context, inputs, configs.insertModelConfigs, config),
  patchModelConfig: (_, { input }, context) => answer(context, configs.patchModelConfig(context, input), config),
  updateModelMetrics: (_, args, context) => answer(context, configs.updateModelMetrics(context, args), config),
  uploadArtifact: (_, args, context) => answer(context, uploadArtifact(context, args), artifact),
  insertExperiment: (_, { input }, context) =>
    answer(context, experiments.insertExperiment(context, input), experiment),
  insertExperiments: (_, { inputs }, context) => answerEach(context, inputs, experiments.insertExperiments, experiment),
  patchExperiment: (_, args, context) => answer(context, experiments.patchExperiment(context, args), experiment),
  deleteExperiments: (_, { ids }, context) =>
    answer(context, experiments.deleteExperiments(context, ids), (deleted) => ({
      __typename: 'DeleteExperimentsSuccess' as const,
      deleted,
    })),
  putModelCard: (_, args, context) => answer(context, putModelCard(context, args), card),
  patchModelMetadata: (_, args, context) => answer(context, patchModelMetadata(context, args), metadata),
} satisfies MutationResolvers;
