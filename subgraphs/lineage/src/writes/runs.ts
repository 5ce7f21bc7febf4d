import { randomUUIDv7 } from 'node:crypto';
import { audit } from '@tributary/common/mutations/audit';
import { digestOf } from '@tributary/common/mutations/digest';
import {
  byId,
  document,
  idempotencyKey,
  list,
  name,
  orDefault,
  reference,
  slug,
  tags,
  text,
  time,
  uuid,
} from '@tributary/common/mutations/inputs';
import { conflict, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { experimentCopy } from '../copies.ts';
import type { Run } from '../runs.ts';
import { copiesOfArchivedRuns } from './affected-copies.ts';
import { withIdempotencyKey } from './idempotency.ts';
import { addPoints, parameters, setParameters, toRecord } from './log-runs.ts';
import { points } from './metrics.ts';
import { createMissingModel, lockModelForShare, lockOpenModelForShare, refuseArchivedModel } from './models.ts';
import { perform } from './perform.ts';
import {
  createMissingRunGroup,
  lockOpenRunGroupForShare,
  lockRunGroupForShare,
  refuseArchivedRunGroup,
} from './run-groups.ts';
import { type ReadInput, readRunInputs } from './run-inputs.ts';
import { changeRun, getRun, lockRun, lockRuns, runTarget } from './run-rows.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

const framework = name(100);
const createFields = {
  id: uuid.nullish(),
  modelId: slug.nullish(),
  groupId: slug.nullish(),
  createMissing: orDefault(z.boolean(), false),
  datasetId: reference.nullish(),
  inputs: list(
    z.object({
      datasetVersionId: reference,
      role: orDefault(z.enum(['TRAINING', 'VALIDATION', 'TEST', 'OTHER']), 'TRAINING'),
    }),
    100,
  ).nullish(),
  framework: framework.nullish(),
  name: name().nullish(),
  parentId: reference.nullish(),
  parameters: parameters.nullish(),
  tags: tags.nullish(),
  sourceCommit: name(200).nullish(),
  start: orDefault(z.boolean(), true),
  startedAt: time.nullish(),
  idempotencyKey,
};
const isStartedOrNot = ({ start, startedAt }: { start: boolean; startedAt?: Date | null | undefined }) =>
  start || startedAt == null;
const notStarted = { path: ['startedAt'], message: 'must be left out, since start is false' };
const createShape = z.object(createFields).refine(isStartedOrNot, notStarted);
/** With the whole configuration, which becomes part of the run's experiment. */
const registerShape = z.object({ ...createFields, config: document }).refine(isStartedOrNot, notStarted);
type NewRun = z.output<typeof createShape>;

export const createTrainingRun = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, createShape, input, async (work, input) => {
    const { id } = await withIdempotencyKey(work, 'createTrainingRun', input, () =>
      insertRun(work, 'createTrainingRun', input),
    );
    return getRun(work, id);
  });

export interface RegisteredRun {
  trainingRun: Run;
  /** False where the idempotency key was used before. */
  created: boolean;
}

export const registerTrainingRun = (context: WriteContext, input: unknown): Promise<Outcome<RegisteredRun>> =>
  perform(context, registerShape, input, async (work, input) => {
    const { id, created } = await withIdempotencyKey(work, 'registerTrainingRun', input, async () => {
      const id = await insertRun(work, 'registerTrainingRun', input, toAudited(input.config));
      await work.db
        .insertInto('runConfig')
        .values({ runId: id, config: JSON.stringify(input.config) })
        .execute();
      return id;
    });
    return { trainingRun: await getRun(work, id), created };
  });

/** The audit is no second store of configurations: it holds the small ones, and tells the large ones apart. */
const MAX_AUDITED_BYTES = 16 * 1024;

function toAudited(config: Record<string, unknown>): object {
  const isSmall = Buffer.byteLength(JSON.stringify(config)) <= MAX_AUDITED_BYTES;
  return isSmall ? { config } : { configDigest: `sha256:${digestOf(config)}` };
}

/** @param audited what the audit says beside the run's row. */
async function insertRun(work: Work, action: string, input: NewRun, audited: object = {}): Promise<string> {
  const id = input.id ?? randomUUIDv7();
  if (input.createMissing && input.modelId != null) await createMissingModel(work, input.modelId);
  if (input.createMissing && input.groupId != null) await createMissingRunGroup(work, input.groupId);
  if (input.modelId != null) await lockOpenModelForShare(work, input.modelId);
  if (input.groupId != null) await lockOpenRunGroupForShare(work, input.groupId);
  const parentId = input.parentId == null ? null : (await getRun(work, input.parentId)).id;
  const inputs = await readRunInputs(work, input.datasetId ?? null, input.inputs ?? []);
  const run = await work.db
    .insertInto('run')
    .values({
      id,
      parentId,
      name: input.name ?? null,
      groupId: input.groupId ?? null,
      modelId: input.modelId ?? null,
      framework: input.framework ?? null,
      tags: input.tags ?? [],
      sourceCommit: input.sourceCommit ?? null,
      status: input.start ? 'RUNNING' : 'SCHEDULED',
      startedAt: input.start ? (input.startedAt ?? new Date()) : null,
      datasetVersionId: inputs.find(({ role }) => role === 'TRAINING')?.datasetVersionId ?? null,
      createdBy: work.subject,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertInputs(work, id, inputs);
  const parameters = toRecord(await setParameters(work, id, input.parameters ?? []));
  audit(work, action, runTarget(id), null, { ...run, inputs, parameters, ...audited });
  markStale(work, [experimentCopy(id)]);
  return id;
}

async function insertInputs({ db }: Work, runId: string, inputs: readonly ReadInput[]): Promise<void> {
  if (inputs.length === 0) return;
  await db
    .insertInto('runInput')
    .values(inputs.map((input, position) => ({ ...input, runId, position })))
    .execute();
}

/** Starting a RUNNING run changes nothing. */
export const startTrainingRun = (context: WriteContext, id: string): Promise<Outcome<Run>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockRun(work, id);
    if (before.status === 'RUNNING') return before;
    if (before.status !== 'SCHEDULED') throw conflict('STATE', `The run is ${before.status} already: reopen it.`);
    return changeRun(work, 'startTrainingRun', before, { status: 'RUNNING', startedAt: new Date() });
  });

const finishShape = z.object({
  runId: reference,
  status: z.enum(['COMPLETED', 'FAILED', 'KILLED']),
  metrics: points.nullish(),
  errorMessage: text(10_000).nullish(),
  endedAt: time.nullish(),
});

export const finishTrainingRun = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, finishShape, input, async (work, { runId, status, metrics, errorMessage, endedAt }) => {
    const run = await lockRun(work, runId);
    if (run.endedAt !== null && run.status !== status) {
      throw conflict('STATE', `The run is ${run.status} already: reopen it first.`);
    }
    if (run.status === 'SCHEDULED' && status !== 'KILLED') {
      throw conflict('STATE', 'The run is SCHEDULED, so it can only become KILLED: start it first.');
    }
    await addPoints(work, run, metrics ?? []);
    if (run.endedAt !== null) return run;
    if (endedAt && run.startedAt && endedAt < run.startedAt) {
      throw invalidInput({ path: ['endedAt'], message: 'must not lie before the start' });
    }
    const changes = {
      status,
      errorMessage: errorMessage ?? null,
      endedAt: endedAt ?? latest(new Date(), run.startedAt),
    };
    return changeRun(work, 'finishTrainingRun', run, changes);
  });

const latest = (now: Date, other: Date | null) => (other && other > now ? other : now);

export const reopenTrainingRun = (context: WriteContext, id: string): Promise<Outcome<Run>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const run = await lockRun(work, id);
    if (run.status === 'RUNNING') return run;
    if (run.status === 'SCHEDULED') throw conflict('STATE', 'The run is SCHEDULED and has not ended: start it.');
    const startedAt = run.startedAt ?? new Date();
    return changeRun(work, 'reopenTrainingRun', run, {
      status: 'RUNNING',
      startedAt,
      endedAt: null,
      errorMessage: null,
    });
  });

const updateShape = z.object({
  id: reference,
  name: name().nullish(),
  groupId: reference.nullish(),
  framework: framework.nullish(),
  tags: tags.nullish(),
  modelId: reference.nullish(),
});

export const updateTrainingRun = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, updateShape, input, async (work, { id, tags, modelId, ...changes }) => {
    // Parents first, in the order of all locks: otherwise two transactions could wait for each other.
    const model = modelId == null ? null : await lockModelForShare(work, modelId);
    const group = changes.groupId == null ? null : await lockRunGroupForShare(work, changes.groupId);
    const run = await lockRun(work, id);
    if (modelId !== undefined && modelId !== run.modelId) {
      if (run.modelId !== null) throw conflict('STATE', `The run's model is ${run.modelId} and cannot change.`);
      if (model) refuseArchivedModel(model);
    }
    const moves = changes.groupId !== undefined && changes.groupId !== run.groupId;
    if (moves && group) refuseArchivedRunGroup(group);
    return changeRun(work, 'updateTrainingRun', run, {
      ...changes,
      modelId,
      tags: tags === null ? [] : tags,
      ...(moves && { archivedWithGroup: false }),
    });
  });

const idsShape = list(reference);

export const archiveTrainingRuns = (context: WriteContext, ids: readonly string[]): Promise<Outcome<Run[]>> =>
  setArchived(context, 'archiveTrainingRuns', ids, new Date());

export const restoreTrainingRuns = (context: WriteContext, ids: readonly string[]): Promise<Outcome<Run[]>> =>
  setArchived(context, 'restoreTrainingRuns', ids, null);

/** Runs that are archived already, or are not, stay as they are. */
const setArchived = (context: WriteContext, action: string, ids: readonly string[], archivedAt: Date | null) =>
  perform(context, z.object({ ids: idsShape }), { ids }, async (work, { ids }) => {
    const runs = await lockRuns(work, ids);
    const changed = runs.filter((run) => (run.archivedAt === null) !== (archivedAt === null));
    if (changed.length === 0) return runs;
    const rows = await work.db
      .updateTable('run')
      .set({ archivedAt, archivedWithGroup: false, updatedAt: new Date() })
      .where(
        'id',
        'in',
        changed.map(({ id }) => id),
      )
      .returningAll()
      .execute();
    const after = new Map(rows.map((row) => [row.id, row]));
    for (const run of changed) audit(work, action, runTarget(run.id), run, after.get(run.id) ?? null);
    markStale(work, await copiesOfArchivedRuns(work, changed));
    return runs.map((run) => after.get(run.id) ?? run);
  });
