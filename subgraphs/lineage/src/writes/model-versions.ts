import { audit } from '@tributary/common/mutations/audit';
import { idempotencyKey, integerFrom, list, reference, text } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import { z } from 'zod';
import { servingCopy } from '../copies/copies.ts';
import { learnedFrom } from '../learned-from.ts';
import type { ModelVersion } from '../models/model-versions.ts';
import type { Run } from '../runs/runs.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { featureSources, findFillingVersions, lockFeatureSourcesForShare } from './feature-sources.ts';
import { withIdempotencyKey } from './idempotency.ts';
import { artifact } from './inputs.ts';
import { lockOpenModel } from './models.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { quarantineConflict } from './quarantine-marks.ts';
import { lockRunForShare } from './run-rows.ts';
import { signature } from './signature.ts';
import { refuseUnfitFeatures } from './signature-features.ts';
import { markStale } from './stale-copies.ts';
import { refuseUntrustedVersions } from './usable-versions.ts';
import type { Work, WriteContext } from './work.ts';

const target = (id: string) => ({ type: 'ModelVersion', id });
const MAX_TRAINED_ON = 100;

const registerShape = z.object({
  modelId: reference,
  trainingRunId: reference.nullish(),
  trainedOnIds: list(reference, MAX_TRAINED_ON).nullish(),
  featureSources: featureSources.nullish(),
  configRevision: integerFrom(1).nullish(),
  artifact: artifact.nullish(),
  signature: signature.nullish(),
  idempotencyKey,
});
type NewVersion = z.output<typeof registerShape>;

export const registerModelVersion = (context: WriteContext, input: unknown): Promise<Outcome<ModelVersion>> =>
  perform(context, registerShape, input, async (work, input) => {
    const { id } = await withIdempotencyKey(work, 'registerModelVersion', input, () => insertVersion(work, input));
    return getVersion(work, id);
  });

/** Counts under the lock of the model's row, so that numbers have no gaps. */
async function insertVersion(work: Work, input: NewVersion): Promise<string> {
  const model = await lockOpenModel(work, input.modelId);
  const run = input.trainingRunId == null ? null : await lockRunForShare(work, input.trainingRunId);
  if (run && run.status !== 'RUNNING' && run.status !== 'COMPLETED') {
    throw conflict('STATE', `The run is ${run.status}: a version comes from a RUNNING or COMPLETED run.`);
  }
  await lockQuarantineForShare(work);
  const views = await lockFeatureSourcesForShare(work, input.featureSources ?? []);
  if (input.signature) await refuseUnfitFeatures(work, input.signature, views);
  const trainedOn = await findTrainedOn(work, input, run);
  await refuseUntrustedVersions(work, [...trainedOn, ...(await findFillingVersions(work, views))]);
  const number = model.lastNumber + 1;
  const id = `${model.id}@${number}`;
  const { artifact } = input;
  const version = await work.db
    .insertInto('modelVersion')
    .values({
      id,
      modelId: model.id,
      number,
      runId: run?.id ?? null,
      configRevision: input.configRevision ?? null,
      signature: input.signature ? JSON.stringify(input.signature) : null,
      artifactName: artifact?.name ?? null,
      artifactUri: artifact?.uri ?? null,
      artifactFormat: artifact?.format ?? null,
      artifactSha256: artifact?.sha256 ?? null,
      artifactSizeBytes: artifact?.sizeBytes ?? null,
      // Not the start of the transaction, which may have waited for its number: the higher number is the newer version.
      createdAt: sql<Date>`clock_timestamp()`,
      createdBy: work.subject,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await work.db.updateTable('model').set({ lastNumber: number }).where('id', '=', model.id).execute();
  if (trainedOn.length > 0) {
    const rows = trainedOn.map((datasetVersionId) => ({ modelVersionId: id, datasetVersionId }));
    await work.db.insertInto('modelVersionDataset').values(rows).execute();
  }
  if (views.length > 0) {
    const rows = views.map((view) => ({ ...view, modelVersionId: id }));
    await work.db.insertInto('modelVersionFeatureView').values(rows).execute();
  }
  const featureSources = views.map(({ viewName, revision }) => ({ view: viewName, revision }));
  audit(work, 'registerModelVersion', target(id), null, { ...version, trainedOn, featureSources });
  return id;
}

/** The versions that were named or, where none were, the run's TRAINING and VALIDATION inputs. */
async function findTrainedOn(work: Work, { trainedOnIds }: NewVersion, run: Run | null): Promise<string[]> {
  return [...new Set(trainedOnIds ?? (run ? await findLearningInputs(work, run.id) : []))];
}

async function findLearningInputs({ db }: Work, runId: string): Promise<string[]> {
  const inputs = await db
    .selectFrom('runInput')
    .select('datasetVersionId')
    .where('runId', '=', runId)
    .where('role', 'in', ['TRAINING', 'VALIDATION'])
    .execute();
  return inputs.map(({ datasetVersionId }) => datasetVersionId);
}

const reviewShape = z.object({
  id: reference,
  approval: z.enum(['PENDING', 'APPROVED', 'REJECTED']),
  comment: text(10_000).nullish(),
});

export const reviewModelVersion = (context: WriteContext, input: unknown): Promise<Outcome<ModelVersion>> =>
  perform(context, reviewShape, input, async (work, { id, approval, comment = null }) => {
    const before = await lockVersion(work, id);
    if (!work.settings.reviewOwn && before.createdBy === work.subject) {
      throw conflict('STATE', 'You made this version: somebody else must review it.');
    }
    if (approval === 'APPROVED') await refuseUntrusted(work, id);
    const at = new Date();
    const after = await work.db
      .updateTable('modelVersion')
      .set({ approval, approvalBy: work.subject, approvalAt: at, approvalComment: comment })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await work.db
      .insertInto('approval')
      .values({ modelVersionId: id, state: approval, at, by: work.subject, comment })
      .execute();
    audit(work, 'reviewModelVersion', target(id), before, after);
    markStale(work, [servingCopy(before.modelId)]);
    return after;
  });

/** @throws Conflict when the version learned from data that is quarantined by now. */
async function refuseUntrusted(work: Work, versionId: string): Promise<void> {
  await lockQuarantineForShare(work);
  const marked = await work.db
    .selectFrom(learnedFrom.as<'learned'>(sql`learned`))
    .innerJoin('datasetVersion', 'datasetVersion.id', 'learned.datasetVersionId')
    .select('datasetVersion.id')
    .where('learned.modelVersionId', '=', versionId)
    .where('datasetVersion.marks', '>', 0)
    .limit(1)
    .executeTakeFirst();
  if (marked) throw await quarantineConflict(work, marked.id);
}

export async function getVersion({ db }: Work, id: string): Promise<ModelVersion> {
  const version = await db.selectFrom('modelVersion').selectAll().where('id', '=', id).executeTakeFirst();
  if (!version) throw notFound('ModelVersion', id);
  return version;
}

export async function lockVersion({ db }: Work, id: string): Promise<ModelVersion> {
  const version = await db.selectFrom('modelVersion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!version) throw notFound('ModelVersion', id);
  return version;
}
