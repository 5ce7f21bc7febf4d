import type { Artifact } from '@tributary/configs/artifacts/artifacts';
import type { ModelSignature } from '@tributary/lineage/columns';
import type { Campaign } from './campaigns.ts';
import { type DeploymentHistory, isDeployed, needsApproval } from './deployment-plan.ts';
import { drawRecipe, frameworks, type Recipe } from './frameworks.ts';
import { drawMetrics, type Metrics } from './metrics.ts';
import type { ModelEntry } from './model-catalogue.ts';
import { people, reviewers } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { LineageRows, ModelRow, ModelVersionRow, RunInputRow } from './rows.ts';
import { bestOf, type Training } from './runs.ts';
import { after, DAY, HOUR, MINUTE, YEAR_START } from './time.ts';
import type { Exported } from './trained.ts';

/** A version with what its configuration says. */
export interface Registration {
  row: ModelVersionRow;
  model: ModelEntry;
  training: Training | null;
  recipe: Recipe;
  metrics: Metrics;
  /** Null: there are no bytes. */
  bytes: Uint8Array | null;
}

/** Each campaign's best run as the model's next version, registered after it ended. */
export function generateModelVersions(
  seed: number,
  campaigns: readonly Campaign[],
  trainings: readonly Training[],
  plan: readonly DeploymentHistory[],
): Registration[] {
  const random = createRandom(seed, 'model-versions');
  const ofCampaign = Map.groupBy(trainings, (training) => training.campaign);
  return campaigns.map((campaign) => {
    const { model, number } = campaign;
    const isImported = model.firstImported && number === 1;
    const training = isImported ? undefined : bestOf(ofCampaign.get(campaign) ?? [], campaign.model);
    if (!training && !isImported) throw new Error(`campaign ${number} of ${model.id} has no completed run`);
    const createdAt = after(training?.row.endedAt ?? campaign.startsAt, random.between(1, 30) * HOUR);
    const exported = training?.trained?.export();
    const recipe = training?.recipe ?? drawRecipe(model, random);
    return {
      model,
      training: training ?? null,
      recipe,
      bytes: exported?.bytes ?? null,
      metrics: training?.metrics ?? drawMetrics(model, createdAt, random),
      row: {
        id: `${model.id}@${number}`,
        modelId: model.id,
        number,
        runId: training?.row.id ?? null,
        signature: training?.trained?.signature ?? signatureOf(model),
        configRevision: number,
        ...(exported ? toServedArtifact(exported) : drawArtifact(model, number, random)),
        ...drawApproval(plan, model, number, createdAt, random),
        createdAt,
        createdBy: training?.row.createdBy ?? random.pick(model.team),
      },
    };
  });
}

/**
 * What each version learned from, as its registration notes it: what its run read to train and to validate. There is no
 * run to say it of an imported version, so whoever imported it did.
 */
export function toModelVersionDatasets(
  registrations: readonly Registration[],
  inputs: readonly RunInputRow[],
): LineageRows['modelVersionDatasets'] {
  const ofRun = Map.groupBy(inputs.filter(isLearnedFrom), ({ runId }) => runId);
  return registrations.flatMap(({ row, model }) => {
    const read = row.runId === null ? null : (ofRun.get(row.runId) ?? []);
    const learned = new Set(read?.map(({ datasetVersionId }) => datasetVersionId) ?? [`${model.dataset}@1`]);
    return [...learned].map((datasetVersionId) => ({
      modelVersionId: row.id,
      datasetVersionId,
      throughRun: read !== null,
    }));
  });
}

const isLearnedFrom = ({ role }: RunInputRow) => role === 'TRAINING' || role === 'VALIDATION';

export const toModelRows = (models: readonly ModelEntry[]): ModelRow[] =>
  models.map((model, index) => {
    const createdAt = after(YEAR_START, index * 9 * MINUTE);
    return {
      id: model.id,
      name: model.name,
      description: model.description,
      owner: people[model.owner],
      tags: model.tags,
      task: model.task,
      framework: model.framework,
      predictionTtlSeconds: model.predictionTtlSeconds,
      lastNumber: model.versions,
      createdAt,
      updatedAt: createdAt,
      archivedAt: null,
    };
  });

/** As an upload of the bytes would have answered. */
const toServedArtifact = ({ bytes, sha256 }: Exported) => ({
  artifactName: 'model.onnx',
  artifactUri: `gridfs:artifacts/${sha256}`,
  artifactFormat: 'ONNX' as const,
  artifactSha256: sha256,
  artifactSizeBytes: bytes.length,
});

export type NewArtifact = Pick<Artifact, 'sha256' | 'filename' | 'createdAt' | 'createdBy'> & { bytes: Uint8Array };

/** Uploaded some minutes before the version was registered; the same bytes once. */
export function generateArtifacts(registrations: readonly Registration[]): NewArtifact[] {
  const artifacts = registrations.flatMap(({ row, bytes }): NewArtifact[] => {
    const { artifactSha256: sha256, artifactName: filename, createdBy } = row;
    const createdAt = after(row.createdAt, -5 * MINUTE);
    return bytes === null || sha256 === null ? [] : [{ bytes, sha256, filename, createdAt, createdBy }];
  });
  return [...Map.groupBy(artifacts, ({ sha256 }) => sha256).values()].flatMap((same) => same.slice(0, 1));
}

/** Only the place of the bytes is known, since there are none: no sum. */
function drawArtifact(model: ModelEntry, number: number, random: Random) {
  const { name, megabytes } = frameworks[model.framework].artifact;
  const isOnnx = random.chance(0.3);
  const file = isOnnx ? 'model.onnx' : name;
  return {
    artifactName: file,
    artifactUri: `s3://example-models/${model.id}/${number}/${file}`,
    artifactFormat: isOnnx ? ('ONNX' as const) : ('OTHER' as const),
    artifactSha256: null,
    artifactSizeBytes: Math.round(random.between(...megabytes) * 1_000_000),
  };
}

const NOT_YET = { approval: 'PENDING', approvalBy: null, approvalAt: null, approvalComment: null } as const;

function drawApproval(
  plan: readonly DeploymentHistory[],
  model: ModelEntry,
  number: number,
  createdAt: Date,
  random: Random,
) {
  const by = random.pick(reviewers);
  const at = after(createdAt, random.between(0.2, 3) * DAY);
  const luck = random.next();
  const reviewed = { approvalBy: by, approvalAt: at };
  if (needsApproval(plan, model.id, number)) {
    const comment = random.pick(['Better on every slice.', 'Good to go.', 'Calibration looks right.', null]);
    return { approval: 'APPROVED' as const, ...reviewed, approvalComment: comment };
  }
  // What was rejected can't be deployed anywhere.
  if (luck < 0.4 && !isDeployed(plan, model.id, number)) {
    const comment = random.pick(['Worse for new customers.', 'Test set overlaps with training.', 'Too slow to serve.']);
    return { approval: 'REJECTED' as const, ...reviewed, approvalComment: comment };
  }
  return luck < 0.7 ? { approval: 'APPROVED' as const, ...reviewed, approvalComment: null } : NOT_YET;
}

/** Of the exported graph: the batch first, then the features side by side. */
function signatureOf({ features, classes, task }: ModelEntry): ModelSignature {
  const isRegression = task === 'regression';
  return {
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, features.length], features }],
    outputs: isRegression
      ? [{ name: 'value', datatype: 'FP32', shape: [-1, 1], features: null }]
      : [
          { name: 'label', datatype: 'INT64', shape: [-1], features: null },
          { name: 'probabilities', datatype: 'FP32', shape: [-1, classes?.length ?? -1], features: null },
        ],
    classes,
  };
}
