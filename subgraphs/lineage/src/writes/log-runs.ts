import { audit } from '@tributary/common/mutations/audit';
import { list, name, reference, text } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { experimentCopy } from '../copies/copies.ts';
import type { Run } from '../runs/runs.ts';
import { boardsOfRuns, rankedModelOf } from './affected-copies.ts';
import { artifact } from './inputs.ts';
import { points, storePoints } from './metrics.ts';
import { perform } from './perform.ts';
import { measureWithParameters, refuseManyMetrics } from './run-document.ts';
import { lockRun, runTarget, touch } from './run-rows.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

export const parameters = list(z.object({ name: name(), value: text(6_000) }));
export type Parameters = z.output<typeof parameters>;

const logParametersShape = z.object({ runId: reference, parameters });

export const logParameters = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, logParametersShape, input, async (work, { runId, parameters }) => {
    const run = await lockRun(work, runId);
    const added = await setParameters(work, run.id, parameters);
    if (added.length === 0) return run;
    audit(work, 'logParameters', runTarget(run.id), null, toRecord(added));
    return touch(work, run, { documentBytes: await measureWithParameters(work, run, added) });
  });

/**
 * Sets parameters that were not set before.
 * @returns the new ones.
 * @throws Conflict when one is set to another value.
 */
export async function setParameters({ db }: Work, runId: string, given: Parameters): Promise<Parameters> {
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
  if (other) throw conflict('STATE', `Parameter ${other.name} has another value already and keeps it.`);
  return added;
}

/** Parameters as the audit has them. */
export const toRecord = (parameters: Parameters): Record<string, string> =>
  Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

const logArtifactShape = z.object({ runId: reference, artifact });

export const logArtifact = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, logArtifactShape, input, async (work, { runId, artifact }) => {
    const run = await lockRun(work, runId);
    const { name, uri, format, sha256 = null, sizeBytes = null } = artifact;
    const before = await work.db
      .selectFrom('runArtifact')
      .select(['uri', 'format', 'sha256', 'sizeBytes'])
      .where('runId', '=', run.id)
      .where('name', '=', name)
      .executeTakeFirst();
    const after = { uri, format, sha256, sizeBytes };
    // By its name, so that the audit says which artifact was replaced.
    if (!audit(work, 'logArtifact', runTarget(run.id), before ? { [name]: before } : null, { [name]: after }))
      return run;
    await work.db
      .insertInto('runArtifact')
      .values({ runId: run.id, name, ...after })
      .onConflict((oc) => oc.columns(['runId', 'name']).doUpdateSet({ uri, format, sha256, sizeBytes }))
      .execute();
    return touch(work, run);
  });

const logMetricsShape = z.object({ runId: reference, points });

export const logMetrics = (context: WriteContext, input: unknown): Promise<Outcome<Run>> =>
  perform(context, logMetricsShape, input, async (work, { runId, points }) => {
    const run = await lockRun(work, runId);
    await addPoints(work, run, points, 'points');
    return run;
  });

/**
 * The copies of a running run are brought up to date when it ends.
 * @param place where the input has the points.
 */
export async function addPoints(work: Work, run: Run, given: z.output<typeof points>, place: string): Promise<void> {
  const { changed, hasNew } = await storePoints(work, run.id, given);
  if (hasNew) await refuseManyMetrics(work, run, place);
  if (changed.length === 0 || run.endedAt === null) return;
  markStale(work, [experimentCopy(run.id)]);
  if (rankedModelOf(run) !== null) markStale(work, await boardsOfRuns(work, [run.id], changed));
}
