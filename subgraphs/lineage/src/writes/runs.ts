import { audit } from '@tributary/common/mutations/audit';
import { byId, list, name, reference, tags, text, time } from '@tributary/common/mutations/inputs';
import { conflict, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { isUuid } from '../ids.ts';
import type { Run } from '../runs/runs.ts';
import { copiesOfArchivedRuns } from './affected-copies.ts';
import { addPoints } from './log-runs.ts';
import { points } from './metrics.ts';
import { lockModelForShare, refuseArchivedModel } from './models.ts';
import { perform } from './perform.ts';
import { lockRunGroupForShare, refuseArchivedRunGroup } from './run-groups.ts';
import { changeRun, lockRun, lockRuns, runTarget } from './run-rows.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

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
    await addPoints(work, run, metrics ?? [], 'metrics');
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
  framework: name(100).nullish(),
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
    if (archivedAt === null) await refuseArchivedGroups(work, ids);
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

/**
 * Locks the groups of the archived runs, before the runs as everybody does.
 * @throws Conflict when one of the groups is archived: it would hold a run that is not.
 */
async function refuseArchivedGroups({ db }: Work, runIds: readonly string[]): Promise<void> {
  const groups = await db
    .selectFrom('runGroup')
    .selectAll()
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('run')
        .select('groupId')
        .where(sql<SqlBool>`run.id = any(${runIds.filter(isUuid)}::uuid[])`)
        .where('archivedAt', 'is not', null)
        .where('groupId', 'is not', null)
        .$narrowType<{ groupId: string }>(),
    )
    .orderBy('id')
    .forShare()
    .execute();
  for (const group of groups) refuseArchivedRunGroup(group);
}
