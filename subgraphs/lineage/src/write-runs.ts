import { randomUUIDv7 } from 'node:crypto';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { Context } from './context.ts';
import { experimentCopy, followBoards, followRuns } from './copies.ts';
import type { Database } from './database.ts';
import { once } from './idempotency.ts';
import {
  artifact,
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
} from './inputs.ts';
import { conflict, invalidInput, notFound } from './outcome.ts';
import { perform, type Work } from './perform.ts';
import { type ReadInput, readRunInputs } from './run-inputs.ts';
import type { Run } from './runs.ts';
import { points, storePoints } from './write-metrics.ts';
import { createMissingModel, refuseArchivedModel, shareModel, shareOpenModel } from './write-models.ts';
import { createMissingRunGroup, refuseArchivedRunGroup, shareOpenRunGroup, shareRunGroup } from './write-run-groups.ts';

const target = (id: string) => ({ type: 'TrainingRun', id });
const framework = name(100);
const parameters = list(z.object({ name: name(), value: text(6_000) }));
type Parameters = z.output<typeof parameters>;

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
const notStarted = { path: ['startedAt'], message: 'a run that is not started has no start' };
const createShape = z.object(createFields).refine(isStartedOrNot, notStarted);
const registerShape = z.object({ ...createFields, config: document }).refine(isStartedOrNot, notStarted);
type NewRun = z.output<typeof createShape>;

export const createTrainingRun = (context: Context, input: unknown) =>
  perform(context, createShape, input, async (work, input) => {
    const { id } = await once(work, 'createTrainingRun', input, () => insertRun(work, 'createTrainingRun', input));
    return getRun(work, id);
  });

export const registerTrainingRun = (context: Context, input: unknown) =>
  perform(context, registerShape, input, async (work, input) => {
    const { id, created } = await once(work, 'registerTrainingRun', input, async () => {
      const id = await insertRun(work, 'registerTrainingRun', input);
      await work.db
        .insertInto('runConfig')
        .values({ runId: id, config: JSON.stringify(input.config) })
        .execute();
      return id;
    });
    return { trainingRun: await getRun(work, id), created };
  });

async function insertRun(work: Work, action: string, input: NewRun): Promise<string> {
  const id = input.id ?? randomUUIDv7();
  if (input.createMissing && input.modelId != null) await createMissingModel(work, input.modelId);
  if (input.createMissing && input.groupId != null) await createMissingRunGroup(work, input.groupId);
  if (input.modelId != null) await shareOpenModel(work, input.modelId);
  if (input.groupId != null) await shareOpenRunGroup(work, input.groupId);
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
  await setParameters(work, id, input.parameters ?? []);
  work.audit(action, target(id), null, { ...run, inputs });
  work.follow(experimentCopy(id));
  return id;
}

async function insertInputs({ db }: Work, runId: string, inputs: readonly ReadInput[]): Promise<void> {
  if (inputs.length === 0) return;
  await db
    .insertInto('runInput')
    .values(inputs.map((input, position) => ({ ...input, runId, position })))
    .execute();
}

/** Starting a run that runs changes nothing. */
export const startTrainingRun = (context: Context, id: string) =>
  perform(context, byId, { id }, async (work) => {
    const before = await lockRun(work, id);
    if (before.status === 'RUNNING') return before;
    if (before.status !== 'SCHEDULED')
      throw conflict('STATE', `A ${before.status} run is not started again: reopen it.`);
    return changeRun(work, 'startTrainingRun', before, { status: 'RUNNING', startedAt: new Date() });
  });

const logParametersShape = z.object({ runId: reference, parameters });

export const logParameters = (context: Context, input: unknown) =>
  perform(context, logParametersShape, input, async (work, { runId, parameters }) => {
    const run = await lockRun(work, runId);
    const added = await setParameters(work, run.id, parameters);
    if (added.length === 0) return run;
    work.audit(
      'logParameters',
      target(run.id),
      null,
      Object.fromEntries(added.map(({ name, value }) => [name, value])),
    );
    work.follow(experimentCopy(run.id));
    return touch(work, run);
  });

/** One that is set keeps its value. Answers those that were not there before. */
async function setParameters({ db }: Work, runId: string, given: Parameters): Promise<Parameters> {
  if (given.length === 0) return [];
  const added = await db
    .insertInto('runParameter')
    .values(given.map(({ name, value }) => ({ runId, name, value })))
    .onConflict((oc) => oc.doNothing())
    .returning(['name', 'value'])
    .execute();
  const names = given.map(({ name }) => name);
  const kept = await db
    .selectFrom('runParameter')
    .select(['name', 'value'])
    .where('runId', '=', runId)
    .where('name', 'in', names)
    .execute();
  const values = new Map(kept.map(({ name, value }) => [name, value]));
  const other = given.find(({ name, value }) => values.get(name) !== value);
  if (other) throw conflict('STATE', `Parameter ${other.name} is set to another value and keeps it.`);
  return added;
}

const logArtifactShape = z.object({ runId: reference, artifact });

export const logArtifact = (context: Context, input: unknown) =>
  perform(context, logArtifactShape, input, async (work, { runId, artifact }) => {
    const run = await lockRun(work, runId);
    const { name, uri, format, sha256 = null, sizeBytes = null } = artifact;
    const before = await work.db
      .selectFrom('runArtifact')
      .select(['name', 'uri', 'format', 'sha256', 'sizeBytes'])
      .where('runId', '=', run.id)
      .where('name', '=', name)
      .executeTakeFirst();
    const after = { name, uri, format, sha256, sizeBytes };
    if (!work.audit('logArtifact', target(run.id), before ?? null, after)) return run;
    await work.db
      .insertInto('runArtifact')
      .values({ runId: run.id, ...after })
      .onConflict((oc) => oc.columns(['runId', 'name']).doUpdateSet({ uri, format, sha256, sizeBytes }))
      .execute();
    return touch(work, run);
  });

const logMetricsShape = z.object({ runId: reference, points });

export const logMetrics = (context: Context, input: unknown) =>
  perform(context, logMetricsShape, input, async (work, { runId, points }) => {
    const run = await lockRun(work, runId);
    await addPoints(work, run, points);
    return run;
  });

/** A running run's copies follow when it ends. */
async function addPoints(work: Work, run: Run, given: z.output<typeof points>): Promise<void> {
  const changed = await storePoints(work, run.id, given);
  if (changed.length === 0 || run.endedAt === null) return;
  work.follow(experimentCopy(run.id));
  if (run.status === 'COMPLETED') await followBoards(work, [run.id], changed);
}

const finishShape = z.object({
  runId: reference,
  status: z.enum(['COMPLETED', 'FAILED', 'KILLED']),
  metrics: points.nullish(),
  errorMessage: text(10_000).nullish(),
  endedAt: time.nullish(),
});

export const finishTrainingRun = (context: Context, input: unknown) =>
  perform(context, finishShape, input, async (work, { runId, status, metrics, errorMessage, endedAt }) => {
    const run = await lockRun(work, runId);
    if (run.endedAt !== null && run.status !== status) {
      throw conflict('STATE', `The run is ${run.status} already: reopen it before it ends otherwise.`);
    }
    if (run.status === 'SCHEDULED' && status !== 'KILLED') {
      throw conflict('STATE', 'A SCHEDULED run can only be KILLED: start it first.');
    }
    await addPoints(work, run, metrics ?? []);
    if (run.endedAt !== null) return run;
    if (endedAt && run.startedAt && endedAt < run.startedAt) {
      throw invalidInput({ path: ['endedAt'], message: 'lies before the start' });
    }
    const changes = {
      status,
      errorMessage: errorMessage ?? null,
      endedAt: endedAt ?? latest(new Date(), run.startedAt),
    };
    return changeRun(work, 'finishTrainingRun', run, changes);
  });

const latest = (now: Date, other: Date | null) => (other && other > now ? other : now);

export const reopenTrainingRun = (context: Context, id: string) =>
  perform(context, byId, { id }, async (work) => {
    const run = await lockRun(work, id);
    if (run.status === 'RUNNING') return run;
    if (run.status === 'SCHEDULED') throw conflict('STATE', 'A SCHEDULED run has not ended: start it.');
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

export const updateTrainingRun = (context: Context, input: unknown) =>
  perform(context, updateShape, input, async (work, { id, tags, modelId, ...changes }) => {
    // Parents before runs, as everybody locks them: otherwise two transactions could wait for each other.
    if (modelId != null) await shareModel(work, modelId);
    if (changes.groupId != null) await shareRunGroup(work, changes.groupId);
    const run = await lockRun(work, id);
    if (modelId !== undefined && modelId !== run.modelId) {
      if (run.modelId !== null) throw conflict('STATE', `The run's model is ${run.modelId} and stays so.`);
      if (modelId !== null) refuseArchivedModel(await shareModel(work, modelId));
    }
    const moves = changes.groupId !== undefined && changes.groupId !== run.groupId;
    if (moves && changes.groupId != null) refuseArchivedRunGroup(await shareRunGroup(work, changes.groupId));
    return changeRun(work, 'updateTrainingRun', run, {
      ...changes,
      modelId,
      tags: tags === null ? [] : tags,
      ...(moves && { archivedWithGroup: false }),
    });
  });

const idsShape = list(reference);

export const archiveTrainingRuns = (context: Context, ids: readonly string[]) =>
  setArchived(context, 'archiveTrainingRuns', ids, (run) => (run.archivedAt ? null : { archivedAt: new Date() }));

export const restoreTrainingRuns = (context: Context, ids: readonly string[]) =>
  setArchived(context, 'restoreTrainingRuns', ids, (run) =>
    run.archivedAt ? { archivedAt: null, archivedWithGroup: false } : null,
  );

const setArchived = (
  context: Context,
  action: string,
  ids: readonly string[],
  changesOf: (run: Run) => RunChanges | null,
) =>
  perform(context, z.object({ ids: idsShape }), { ids }, async (work, { ids }) => {
    const runs = await lockRuns(work, ids);
    const changed = runs.flatMap((run) => {
      const changes = changesOf(run);
      return changes ? [{ run, after: { ...run, ...changes } }] : [];
    });
    const [first] = changed;
    if (!first) return runs;
    const rows = await work.db
      .updateTable('run')
      .set({ archivedAt: first.after.archivedAt ?? null, archivedWithGroup: false, updatedAt: new Date() })
      .where(
        'id',
        'in',
        changed.map(({ run }) => run.id),
      )
      .returningAll()
      .execute();
    const after = new Map(rows.map((row) => [row.id, row]));
    for (const { run } of changed) work.audit(action, target(run.id), run, after.get(run.id) ?? null);
    await followRuns(
      work,
      changed.map(({ run }) => run.id),
    );
    return runs.map((run) => after.get(run.id) ?? run);
  });

type RunChanges = Updateable<Database['run']>;

/** Writes, audits and lets the copies follow, where anything changes. */
async function changeRun(work: Work, action: string, before: Run, changes: RunChanges): Promise<Run> {
  const after = await work.db
    .updateTable('run')
    .set({ ...changes, updatedAt: new Date() })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (work.audit(action, target(before.id), before, after)) await followRuns(work, [before.id]);
  return after;
}

const touch = ({ db }: Work, { id }: Run): Promise<Run> =>
  db.updateTable('run').set({ updatedAt: new Date() }).where('id', '=', id).returningAll().executeTakeFirstOrThrow();

export async function getRun({ db }: Work, id: string): Promise<Run> {
  const run = uuid.safeParse(id).success
    ? await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined;
  if (!run) throw notFound('TrainingRun', id);
  return run;
}

/** A run that stays as it is until the transaction ends. */
export async function shareRun({ db }: Work, id: string): Promise<Run> {
  const run = uuid.safeParse(id).success
    ? await db.selectFrom('run').selectAll().where('id', '=', id).forShare().executeTakeFirst()
    : undefined;
  if (!run) throw notFound('TrainingRun', id);
  return run;
}

const lockRun = async (work: Work, id: string): Promise<Run> => {
  const [run] = await lockRuns(work, [id]);
  if (!run) throw notFound('TrainingRun', id);
  return run;
};

/** A statement of its own: one that also read something else would read it as it was before the wait for the lock. */
async function lockRuns({ db }: Work, ids: readonly string[]): Promise<Run[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const stranger = wanted.find((id) => !uuid.safeParse(id).success);
  if (stranger !== undefined) throw notFound('TrainingRun', stranger);
  if (wanted.length === 0) return [];
  const rows = await db.selectFrom('run').selectAll().where('id', 'in', wanted).orderBy('id').forUpdate().execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return wanted.map((id) => {
    const run = found.get(id);
    if (!run) throw notFound('TrainingRun', id);
    return run;
  });
}
