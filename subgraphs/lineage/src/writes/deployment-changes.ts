import { randomUUIDv7 } from 'node:crypto';
import { audit, difference } from '@tributary/common/mutations/audit';
import { sql, type Updateable } from 'kysely';
import { servingCopy } from '../copies/copies.ts';
import type { Deployment } from '../deployments/deployments.ts';
import { toUuid } from '../ids.ts';
import type { Database } from '../tables.ts';
import { lockOpenModel } from './models.ts';
import { notFound } from './not-found.ts';
import { markStale } from './stale-copies.ts';
import type { Work } from './work.ts';

/** A change of a model's deployments in one environment, under the lock of the model's row: one change at a time. */
export interface Change {
  /** The mutation's name, for the audit. */
  readonly action: string;
  readonly modelId: string;
  readonly environment: string;
  readonly reason: string | null;
  /** Those that are PENDING or LIVE there, the newest first. */
  readonly open: readonly Deployment[];
}

export async function beginChange(
  work: Work,
  action: string,
  { modelId, environment }: { modelId: string; environment: string },
  reason: string | null | undefined,
): Promise<Change> {
  await lockOpenModel(work, modelId);
  const open = await work.db
    .selectFrom('deployment')
    .selectAll()
    .where('modelId', '=', modelId)
    .where('environment', '=', environment)
    .where('status', 'in', ['PENDING', 'LIVE'])
    .orderBy('deployedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return { action, modelId, environment, reason: reason ?? null, open };
}

/** Begins a change of the deployment's model and environment, and reads the deployment as it is under the lock. */
export async function lockDeployment(
  work: Work,
  action: string,
  id: string,
  reason: string | null | undefined,
): Promise<{ change: Change; deployment: Deployment }> {
  const change = await beginChange(work, action, await getDeployment(work, id), reason);
  return { change, deployment: await getDeployment(work, id) };
}

export async function getDeployment({ db }: Work, id: string): Promise<Deployment> {
  const uuid = toUuid(id);
  const deployment = uuid && (await db.selectFrom('deployment').selectAll().where('id', '=', uuid).executeTakeFirst());
  if (!deployment) throw notFound('Deployment', id);
  return deployment;
}

export function refuseUnknownEnvironment({ settings: { environments } }: Work, name: string): void {
  if (environments.includes(name)) return;
  throw notFound('Environment', name, { hint: `models are deployed in ${environments.join(', ')}` });
}

export type NewDeployment = Pick<Deployment, 'modelVersionId' | 'requestedPercent' | 'endpointUrl' | 'replacesId'>;

/** Writes a PENDING deployment, its first event and its audit. */
export async function insertDeployment(work: Work, change: Change, fields: NewDeployment): Promise<Deployment> {
  const newest = await work.db
    .selectFrom('deployment')
    .select('deployedAt')
    .where('modelId', '=', change.modelId)
    .where('environment', '=', change.environment)
    .orderBy('deployedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  const deployment = await work.db
    .insertInto('deployment')
    .values({
      ...fields,
      id: randomUUIDv7(),
      modelId: change.modelId,
      environment: change.environment,
      status: 'PENDING',
      trafficPercent: 0,
      deployedBy: work.subject,
      // The newest must be the one that was deployed last, also when the clock of another process is ahead.
      deployedAt: new Date(Math.max(Date.now(), (newest?.deployedAt.getTime() ?? 0) + 1)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertEvent(work, change, deployment);
  audit(work, change.action, target(deployment.id), null, deployment);
  markStale(work, [servingCopy(change.modelId)]);
  return deployment;
}

/** Writes what changes of a deployment, its event and its audit. Where nothing changes, it writes none of them. */
export async function changeDeployment(
  work: Work,
  change: Change,
  before: Deployment,
  changes: Updateable<Database['deployment']>,
): Promise<Deployment> {
  const after = await work.db
    .updateTable('deployment')
    .set(changes)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (!difference(before, after)) return after;
  // Whoever reads of a failure asks why.
  const why = after.status === 'FAILED' && change.reason !== null ? { reason: change.reason } : {};
  audit(work, change.action, target(before.id), before, { ...after, ...why });
  await insertEvent(work, change, after);
  markStale(work, [servingCopy(change.modelId)]);
  return after;
}

async function insertEvent(work: Work, { reason }: Change, deployment: Deployment): Promise<void> {
  const { id, status, trafficPercent } = deployment;
  await work.db
    .insertInto('deploymentEvent')
    // The database's clock, which all processes share: so the history is in the order of the changes.
    .values({ deploymentId: id, by: work.subject, status, trafficPercent, reason, at: sql<Date>`clock_timestamp()` })
    .execute();
}

const target = (id: string) => ({ type: 'Deployment', id });
