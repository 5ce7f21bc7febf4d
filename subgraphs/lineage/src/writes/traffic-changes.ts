import { type Failure, outcomeOf } from '@tributary/common/mutations/outcome';
import type { Deployment } from '../deployments/deployments.ts';
import { type Change, changeDeployment } from './deployment-changes.ts';
import { lockVersion } from './model-versions.ts';
import { giveBack, type Share, splitAmong, takeShare } from './traffic.ts';
import { refuseUndeployable } from './undeployable.ts';
import type { Work } from './work.ts';

/**
 * Makes a PENDING deployment LIVE or, where its version could not be deployed any more, FAILED: then with the refusal,
 * which is its reason.
 */
export async function becomeLiveOrFail(
  work: Work,
  change: Change,
  deployment: Deployment,
): Promise<{ deployment: Deployment; refusal?: Failure }> {
  const version = await lockVersion(work, deployment.modelVersionId);
  const check = await outcomeOf(() => refuseUndeployable(work, version, deployment.environment));
  if ('value' in check) return { deployment: await becomeLive(work, change, deployment) };
  const failed = await fail(work, { ...change, reason: check.failure.message }, deployment);
  return { deployment: failed, refusal: check.failure };
}

/** Ends a PENDING deployment. */
export const fail = (work: Work, change: Change, deployment: Deployment): Promise<Deployment> =>
  changeDeployment(work, change, deployment, { status: 'FAILED', endedAt: new Date() });

/** Takes the share of the deployment that it replaces, while that is LIVE, and otherwise the share that was asked for. */
async function becomeLive(work: Work, change: Change, deployment: Deployment): Promise<Deployment> {
  const replaced = change.open.find(({ id, status }) => id === deployment.replacesId && status === 'LIVE');
  if (replaced) {
    await changeDeployment(work, change, replaced, { status: 'ROLLED_BACK', trafficPercent: 0, endedAt: new Date() });
    return changeDeployment(work, change, deployment, { status: 'LIVE', trafficPercent: replaced.trafficPercent });
  }
  const others = sharesOfOthers(change, deployment);
  const taken = takeShare(others, deployment.requestedPercent);
  await applySplit(work, change, splitAmong(others, 100 - taken), 'RETIRED');
  return changeDeployment(work, change, deployment, { status: 'LIVE', trafficPercent: taken });
}

/** Ends a LIVE deployment and gives its share to the others. */
export async function retire(work: Work, change: Change, deployment: Deployment): Promise<Deployment> {
  const ended = { status: 'RETIRED', trafficPercent: 0, endedAt: new Date() } as const;
  const retired = await changeDeployment(work, change, deployment, ended);
  await applySplit(work, change, giveBack(sharesOfOthers(change, deployment)), 'LIVE');
  return retired;
}

/**
 * Gives each deployment its share.
 * @param emptied what becomes of a deployment that had a share and now has none.
 */
export async function applySplit(
  work: Work,
  change: Change,
  split: ReadonlyMap<string, number>,
  emptied: 'LIVE' | 'RETIRED',
): Promise<Deployment[]> {
  const changed: Deployment[] = [];
  for (const deployment of change.open) {
    const trafficPercent = split.get(deployment.id);
    if (trafficPercent === undefined) continue;
    const ends = trafficPercent === 0 && deployment.trafficPercent > 0 && emptied === 'RETIRED';
    const end = ends ? { status: 'RETIRED' as const, endedAt: new Date() } : {};
    changed.push(await changeDeployment(work, change, deployment, { trafficPercent, ...end }));
  }
  return changed;
}

/** The shares of all other LIVE deployments, the newest first. */
const sharesOfOthers = ({ open }: Change, deployment: Deployment): Share[] =>
  open
    .filter(({ id, status }) => status === 'LIVE' && id !== deployment.id)
    .map(({ id, trafficPercent }) => ({ id, percent: trafficPercent }));
