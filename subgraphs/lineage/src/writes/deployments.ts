import { randomUUIDv7 } from 'node:crypto';
import { audit } from '@tributary/common/mutations/audit';
import { byId, list, name, orDefault, reference, text } from '@tributary/common/mutations/inputs';
import { conflict, invalidInput, type Outcome, outcomeOf } from '@tributary/common/mutations/outcome';
import { sql, type Updateable } from 'kysely';
import { z } from 'zod';
import type { Deployment } from '../deployments.ts';
import { toUuid } from '../ids.ts';
import type { ModelVersion } from '../model-versions.ts';
import { findRollbackTargets } from '../rollback-targets.ts';
import type { Database } from '../tables.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { servingCopy } from './copies.ts';
import { refuseDeletedViews } from './feature-sources.ts';
import { uri } from './inputs.ts';
import { lockVersion, refuseUntrusted } from './model-versions.ts';
import { lockOpenModel } from './models.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { markStale } from './stale-copies.ts';
import { giveBack, splitAmong, takeShare } from './traffic.ts';
import type { Work, WriteContext } from './work.ts';

const reason = text(10_000);
const percent = z.number().int().min(0, 'is less than 0').max(100, 'is more than 100');

const deployShape = z.object({
  modelVersionId: reference,
  environment: reference,
  trafficPercent: orDefault(percent, 100),
  endpointUrl: uri.nullish(),
  reason: reason.nullish(),
});

export const deployModelVersion = (context: WriteContext, input: unknown) =>
  perform(context, deployShape, input, async (work, { modelVersionId, environment, ...input }) => {
    refuseUnknownEnvironment(work, environment);
    const [modelId = ''] = modelVersionId.split('@');
    const change = await beginChange(work, 'deployModelVersion', modelId, environment, input.reason);
    const version = await lockVersion(work, modelVersionId);
    await refuseUndeployable(work, version, environment);
    const open = change.open.find((other) => other.modelVersionId === version.id);
    if (open) {
      const remedy = open.status === 'LIVE' ? 'setTraffic changes its share' : 'retire it to deploy anew';
      throw conflict(
        'DUPLICATE',
        `Deployment ${open.id} of this version is ${open.status} in ${environment}: ${remedy}.`,
      );
    }
    return insertDeployment(work, change, {
      modelVersionId: version.id,
      requestedPercent: input.trafficPercent,
      endpointUrl: input.endpointUrl ?? null,
      replacesId: null,
    });
  });

/** What a change of traffic works on; the model's row is locked, so that changes of one model pass one after another. */
interface Change {
  /** The mutation, for the audit. */
  action: string;
  modelId: string;
  environment: string;
  reason: string | null;
  /** PENDING and LIVE ones there, the newest first. */
  open: Deployment[];
}

async function beginChange(
  work: Work,
  action: string,
  modelId: string,
  environment: string,
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

const sharesBut = ({ open }: Change, id: string) =>
  open
    .filter((other) => other.status === 'LIVE' && other.id !== id)
    .map(({ id, trafficPercent }) => ({ id, percent: trafficPercent }));

/** @throws Conflict when a version may not be deployed there now. */
async function refuseUndeployable(work: Work, version: ModelVersion, environment: string): Promise<void> {
  const run = version.runId
    ? await work.db.selectFrom('run').select('status').where('id', '=', version.runId).forShare().executeTakeFirst()
    : undefined;
  if (run && run.status !== 'COMPLETED') {
    throw conflict('STATE', `The run of ${version.id} is ${run.status}: it is deployed when that is COMPLETED.`);
  }
  if (version.approval === 'REJECTED') throw conflict('STATE', `${version.id} is REJECTED.`);
  if (version.approval !== 'APPROVED' && work.settings.approvedOnly.includes(environment)) {
    throw conflict('STATE', `${environment} takes approved versions only; ${version.id} is ${version.approval}.`);
  }
  await refuseUntrusted(work, version.id);
  await refuseDeletedViews(work, version.id);
}

type NewDeployment = Pick<Deployment, 'modelVersionId' | 'requestedPercent' | 'endpointUrl' | 'replacesId'>;

/** One that is served elsewhere waits for its endpoint's word. */
async function insertDeployment(work: Work, change: Change, fields: NewDeployment): Promise<Deployment> {
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
      // Later than any other there, so that the newest is the one that was deployed last, even where another's clock is ahead.
      deployedAt: new Date(Math.max(Date.now(), (newest?.deployedAt.getTime() ?? 0) + 1)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordEvent(work, deployment, change.reason);
  audit(work, change.action, target(deployment.id), null, deployment);
  markStale(work, [servingCopy(change.modelId)]);
  return fields.endpointUrl === null ? becomeLive(work, change, deployment) : deployment;
}

/** Takes the share of the one it replaces, while that is LIVE, else what it asked for. */
async function becomeLive(work: Work, change: Change, deployment: Deployment): Promise<Deployment> {
  const replaced = change.open.find(({ id, status }) => id === deployment.replacesId && status === 'LIVE');
  if (replaced) {
    await changeDeployment(work, change, replaced, { status: 'ROLLED_BACK', trafficPercent: 0, endedAt: new Date() });
    return changeDeployment(work, change, deployment, { status: 'LIVE', trafficPercent: replaced.trafficPercent });
  }
  const others = sharesBut(change, deployment.id);
  const taken = takeShare(others, deployment.requestedPercent);
  await applySplit(work, change, splitAmong(others, 100 - taken), 'RETIRED');
  return changeDeployment(work, change, deployment, { status: 'LIVE', trafficPercent: taken });
}

/** @param fallen what one becomes that held some and holds nothing now. */
async function applySplit(
  work: Work,
  change: Change,
  split: ReadonlyMap<string, number>,
  fallen: 'LIVE' | 'RETIRED',
): Promise<Deployment[]> {
  const changed: Deployment[] = [];
  for (const deployment of change.open) {
    const trafficPercent = split.get(deployment.id);
    if (trafficPercent === undefined) continue;
    const ends = trafficPercent === 0 && deployment.trafficPercent > 0 && fallen === 'RETIRED';
    const end = ends ? { status: 'RETIRED' as const, endedAt: new Date() } : {};
    changed.push(await changeDeployment(work, change, deployment, { trafficPercent, ...end }));
  }
  return changed;
}

function refuseUnknownEnvironment({ settings: { environments } }: Work, name: string): void {
  if (environments.includes(name)) return;
  throw notFound('Environment', name, { hint: `models are deployed in ${environments.join(', ')}` });
}

const trafficShape = z.object({
  modelId: reference,
  environment: reference,
  shares: list(z.object({ deploymentId: reference, percent })),
  reason: reason.nullish(),
});

export const setTraffic = (context: WriteContext, input: unknown) =>
  perform(context, trafficShape, input, async (work, { modelId, environment, shares, reason }) => {
    refuseUnknownEnvironment(work, environment);
    const given = new Map(shares.map(({ deploymentId, percent }) => [deploymentId.toLowerCase(), percent]));
    if (given.size < shares.length) throw invalidInput({ path: ['shares'], message: 'name a deployment twice' });
    const sum = shares.reduce((sum, { percent }) => sum + percent, 0);
    if (sum !== 100) throw invalidInput({ path: ['shares'], message: `add up to ${sum}, not 100` });
    const change = await beginChange(work, 'setTraffic', modelId, environment, reason);
    for (const id of given.keys()) await expectLive(work, change, id);
    const live = change.open.filter(({ status }) => status === 'LIVE');
    return applySplit(work, change, new Map(live.map(({ id }) => [id, given.get(id) ?? 0])), 'LIVE');
  });

async function expectLive(work: Work, change: Change, id: string): Promise<void> {
  if (change.open.some((deployment) => deployment.id === id && deployment.status === 'LIVE')) return;
  const { modelId, environment, status } = await getDeployment(work, id);
  if (modelId !== change.modelId || environment !== change.environment) {
    throw notFound('Deployment', id, { hint: `that one is of ${modelId} in ${environment}` });
  }
  throw conflict('STATE', `Deployment ${id} is ${status}: only LIVE ones take traffic.`);
}

const rollbackShape = z.object({ id: reference, reason: name(10_000) });

export const rollbackDeployment = (context: WriteContext, input: unknown) =>
  perform(context, rollbackShape, input, async (work, { id, reason }) => {
    const { change, deployment: bad } = await lockDeployment(work, 'rollbackDeployment', id, reason);
    if (bad.status !== 'LIVE')
      throw conflict('STATE', `The deployment is ${bad.status}: only a LIVE one is rolled back.`);
    await lockQuarantineForShare(work);
    const [good] = await findRollbackTargets(work.db, work.settings.approvedOnly, [bad.id]);
    if (!good)
      throw conflict(
        'STATE',
        'There is no earlier deployment here that could take over: deploy another version, or retire this one.',
      );
    await refuseDeletedViews(work, good.modelVersionId);
    const open = change.open.find(({ modelVersionId }) => modelVersionId === good.modelVersionId);
    if (open?.status === 'LIVE') {
      await changeDeployment(work, change, bad, { status: 'ROLLED_BACK', trafficPercent: 0, endedAt: new Date() });
      return changeDeployment(work, change, open, { trafficPercent: open.trafficPercent + bad.trafficPercent });
    }
    if (open) {
      const other = change.open.find(({ id, status }) => id === open.replacesId && status === 'LIVE');
      if (other && other.id !== bad.id)
        throw conflict('STATE', `Deployment ${open.id} takes over from ${other.id}: roll back when it is LIVE.`);
      return changeDeployment(work, change, open, { replacesId: bad.id });
    }
    return insertDeployment(work, change, {
      modelVersionId: good.modelVersionId,
      requestedPercent: bad.trafficPercent,
      endpointUrl: good.endpointUrl,
      replacesId: bad.id,
    });
  });

export const retireDeployment = (context: WriteContext, id: string) =>
  perform(context, byId, { id }, async (work, { id }) => {
    const { change, deployment } = await lockDeployment(work, 'retireDeployment', id, null);
    const endedAt = new Date();
    if (deployment.status === 'PENDING')
      return changeDeployment(work, change, deployment, { status: 'FAILED', endedAt });
    if (deployment.status === 'RETIRED') return deployment;
    if (deployment.status !== 'LIVE') throw conflict('STATE', `The deployment is ${deployment.status} already.`);
    const retired = await changeDeployment(work, change, deployment, { status: 'RETIRED', trafficPercent: 0, endedAt });
    await applySplit(work, change, giveBack(sharesBut(change, deployment.id)), 'LIVE');
    return retired;
  });

const reportShape = z.object({ id: reference, status: z.enum(['LIVE', 'FAILED']), reason: reason.nullish() });

/** One that could not be deployed any more becomes FAILED, and the answer is a Conflict all the same. */
export async function reportDeployment(context: WriteContext, input: unknown): Promise<Outcome<Deployment>> {
  const outcome = await perform(
    context,
    reportShape,
    input,
    async (work, { id, status, reason }): Promise<Outcome<Deployment>> => {
      const { change, deployment } = await lockDeployment(work, 'reportDeployment', id, reason);
      if (deployment.endpointUrl === null) throw conflict('STATE', 'The deployment has no endpoint that could report.');
      if (deployment.status === status) return { value: deployment };
      if (deployment.status !== 'PENDING') {
        const remedy = deployment.status === 'LIVE' ? ': roll it back or retire it' : '';
        throw conflict('STATE', `The deployment is ${deployment.status} already${remedy}.`);
      }
      const fail = () => changeDeployment(work, change, deployment, { status: 'FAILED', endedAt: new Date() });
      if (status === 'FAILED') return { value: await fail() };
      const version = await lockVersion(work, deployment.modelVersionId);
      const check = await outcomeOf(() => refuseUndeployable(work, version, deployment.environment));
      if ('failure' in check) {
        await fail();
        return check;
      }
      return { value: await becomeLive(work, change, deployment) };
    },
  );
  return 'value' in outcome ? outcome.value : outcome;
}

const target = (id: string) => ({ type: 'Deployment', id });

/** Writes, keeps the history, audits and lets the serving path follow, where anything changes. */
async function changeDeployment(
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
  if (!audit(work, change.action, target(before.id), before, after)) return after;
  await recordEvent(work, after, change.reason);
  markStale(work, [servingCopy(change.modelId)]);
  return after;
}

async function recordEvent(
  work: Work,
  { id, status, trafficPercent }: Deployment,
  reason: string | null,
): Promise<void> {
  await work.db
    .insertInto('deploymentEvent')
    // By the one clock that all processes share, so that the history is in the order of the changes.
    .values({ deploymentId: id, by: work.subject, status, trafficPercent, reason, at: sql<Date>`clock_timestamp()` })
    .execute();
}

/** Locks the model first, as every change of traffic does, and then reads the deployment as it is now. */
async function lockDeployment(work: Work, action: string, id: string, reason: string | null | undefined) {
  const { modelId, environment } = await getDeployment(work, id);
  const change = await beginChange(work, action, modelId, environment, reason);
  return { change, deployment: await getDeployment(work, id) };
}

async function getDeployment({ db }: Work, id: string): Promise<Deployment> {
  const uuid = toUuid(id);
  const deployment = uuid && (await db.selectFrom('deployment').selectAll().where('id', '=', uuid).executeTakeFirst());
  if (!deployment) throw notFound('Deployment', id);
  return deployment;
}
