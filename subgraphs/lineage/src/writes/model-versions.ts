import { audit } from '@tributary/common/mutations/audit';
import { idempotencyKey, list, reference, text } from '@tributary/common/mutations/inputs';
import { conflict } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ModelVersion } from '../model-versions.ts';
import { readReservedAlias } from '../reserved-aliases.ts';
import type { Run } from '../runs.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { servingCopy } from './copies.ts';
import { featureSources, findFillingVersions, lockFeatureSourcesForShare } from './feature-sources.ts';
import { withIdempotencyKey } from './idempotency.ts';
import { artifact } from './inputs.ts';
import { lockModel, lockOpenModel } from './models.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { lockRunForShare } from './run-rows.ts';
import { signature } from './signature.ts';
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
  configRevision: z.number().int().min(1, 'is less than 1').nullish(),
  artifact: artifact.nullish(),
  signature: signature.nullish(),
  idempotencyKey,
});
type NewVersion = z.output<typeof registerShape>;

export const registerModelVersion = (context: WriteContext, input: unknown) =>
  perform(context, registerShape, input, async (work, input) => {
    const { id } = await withIdempotencyKey(work, 'registerModelVersion', input, () => insertVersion(work, input));
    return getVersion(work, id);
  });

/** Counted under the lock of the model's row, so that numbers have no gaps. */
async function insertVersion(work: Work, input: NewVersion): Promise<string> {
  const model = await lockOpenModel(work, input.modelId);
  const run = input.trainingRunId == null ? null : await lockRunForShare(work, input.trainingRunId);
  if (run && run.status !== 'RUNNING' && run.status !== 'COMPLETED') {
    throw conflict('STATE', `The run is ${run.status}: versions come from RUNNING and COMPLETED runs.`);
  }
  await lockQuarantineForShare(work);
  const views = await lockFeatureSourcesForShare(work, input.featureSources ?? []);
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
      // When the number is given, not when the call began to wait for it: the higher of two is the newer.
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

/** What was named, else the run's TRAINING and VALIDATION inputs. */
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

export const reviewModelVersion = (context: WriteContext, input: unknown) =>
  perform(context, reviewShape, input, async (work, { id, approval, comment = null }) => {
    const before = await lockVersion(work, id);
    if (!work.settings.reviewOwn && before.createdBy === work.subject) {
      throw conflict('STATE', 'Who made a version does not review it.');
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

/** @throws Conflict when what a version learned from is quarantined by now. */
export async function refuseUntrusted(work: Work, versionId: string): Promise<void> {
  await lockQuarantineForShare(work);
  const sources = await work.db
    .selectFrom('modelVersionDataset')
    .select('datasetVersionId')
    .where('modelVersionId', '=', versionId)
    .union((eb) =>
      eb
        .selectFrom('modelVersionFeatureView as read')
        .innerJoin('featureViewSource as source', (join) =>
          join.onRef('source.viewName', '=', 'read.viewName').onRef('source.revision', '=', 'read.revision'),
        )
        .select('source.datasetVersionId')
        .where('read.modelVersionId', '=', versionId),
    )
    .execute();
  await refuseUntrustedVersions(
    work,
    sources.map(({ datasetVersionId }) => datasetVersionId),
  );
}

const ALIAS = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

const aliasShape = z.object({
  modelId: reference,
  alias: z
    .string()
    .regex(ALIAS, 'is no alias: 1 to 100 of letters, digits, _, . and -, beginning with a letter or digit')
    .refine(
      (alias) => readReservedAlias(alias) === null,
      'is reserved: latest, v<number> and digits could be taken for a version',
    ),
  versionNumber: z.number().int(),
});

/** Moves of a model's aliases pass one after another, so that their history is the order in which they took effect. */
export const setModelAlias = (context: WriteContext, input: unknown) =>
  perform(context, aliasShape, input, async (work, { modelId, alias, versionNumber }) => {
    await lockOpenModel(work, modelId);
    const version = await getVersion(work, `${modelId}@${versionNumber}`);
    const before = await findAlias(work, modelId, alias);
    if (before?.versionId === version.id) return version;
    const move = { versionId: version.id, setAt: new Date(), setBy: work.subject };
    await work.db
      .insertInto('modelAlias')
      .values({ modelId, name: alias, ...move })
      .onConflict((oc) => oc.columns(['modelId', 'name']).doUpdateSet(move))
      .execute();
    await recordMove(work, 'setModelAlias', { modelId, alias, fromId: before?.versionId ?? null, toId: version.id });
    return version;
  });

export const deleteModelAlias = (context: WriteContext, modelId: string, alias: string) =>
  perform(
    context,
    z.object({ modelId: reference, alias: reference }),
    { modelId, alias },
    async (work, { modelId, alias }) => {
      const model = await lockModel(work, modelId);
      const before = await findAlias(work, modelId, alias);
      if (!before) throw notFound('ModelAlias', alias);
      await work.db.deleteFrom('modelAlias').where('modelId', '=', modelId).where('name', '=', alias).execute();
      await recordMove(work, 'deleteModelAlias', { modelId, alias, fromId: before.versionId, toId: null });
      return model;
    },
  );

interface Move {
  modelId: string;
  alias: string;
  fromId: string | null;
  toId: string | null;
}

async function recordMove(work: Work, action: string, move: Move): Promise<void> {
  await work.db
    .insertInto('aliasChange')
    // By the one clock that all processes share, so that the history is in the order of the moves.
    .values({ ...move, by: work.subject, at: sql<Date>`clock_timestamp()` })
    .execute();
  const { modelId, alias, fromId, toId } = move;
  audit(work, action, { type: 'Model', id: modelId }, { [alias]: fromId }, { [alias]: toId });
}

const findAlias = ({ db }: Work, modelId: string, alias: string) =>
  db.selectFrom('modelAlias').selectAll().where('modelId', '=', modelId).where('name', '=', alias).executeTakeFirst();

async function getVersion({ db }: Work, id: string): Promise<ModelVersion> {
  const version = await db.selectFrom('modelVersion').selectAll().where('id', '=', id).executeTakeFirst();
  if (!version) throw notFound('ModelVersion', id);
  return version;
}

export async function lockVersion({ db }: Work, id: string): Promise<ModelVersion> {
  const version = await db.selectFrom('modelVersion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!version) throw notFound('ModelVersion', id);
  return version;
}
