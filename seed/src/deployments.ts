import type { DeploymentHistory, Step } from './deployment-plan.ts';
import { reviewers } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { AliasRow, DeploymentRow, ModelVersionRow } from './rows.ts';
import { after, DAY, HOUR, later, MINUTE } from './time.ts';

/** Every deployment of the plan, oldest first, each after its version was approved and after the one before it. */
export function generateDeployments(
  seed: number,
  plan: readonly DeploymentHistory[],
  versions: readonly ModelVersionRow[],
): DeploymentRow[] {
  const random = createRandom(seed, 'deployments');
  const drafts = plan.flatMap((history) => draftHistory(history, versions, random));
  drafts.sort((a, b) => a.deployedAt.getTime() - b.deployedAt.getTime());
  return drafts.map(({ deployedAt, ...draft }) => ({ id: random.uuid(deployedAt), deployedAt, ...draft }));
}

/** `champion` is the version with the most of production, `challenger` the one beside it. */
export function generateAliases(deployments: readonly DeploymentRow[]): AliasRow[] {
  const live = deployments.filter(({ status, environment }) => status === 'LIVE' && environment === 'production');
  const models = [...new Set(live.map((deployment) => deployment.modelId))];
  return models.flatMap((modelId) =>
    live
      .filter((deployment) => deployment.modelId === modelId)
      .sort((a, b) => b.trafficPercent - a.trafficPercent)
      .map((deployment, index) => ({
        modelId,
        name: index === 0 ? 'champion' : 'challenger',
        versionId: deployment.modelVersionId,
        setAt: after(deployment.deployedAt, 20 * MINUTE),
        setBy: deployment.deployedBy,
      })),
  );
}

type Draft = Omit<DeploymentRow, 'id'>;

function draftHistory(plan: DeploymentHistory, versions: readonly ModelVersionRow[], random: Random): Draft[] {
  const drafts: Draft[] = [];
  for (const step of plan.steps) {
    const version = versions.find(({ id }) => id === `${plan.modelId}@${step.version}`);
    if (!version) throw new Error(`${plan.modelId} has no version ${step.version}`);
    const before = drafts.at(-1);
    const isBack = step.outcome === 'back and retired' || step.outcome === 'back and live';
    const ready = after(version.approvalAt ?? version.createdAt, random.between(1, 20) * HOUR);
    const pause = isBack ? random.between(5, 40) * HOUR : DAY;
    const deployedAt = before ? later(isBack ? before.deployedAt : ready, after(before.deployedAt, pause)) : ready;
    // What stood before ends when this one is live, unless both share the traffic.
    if (before && before.status !== 'LIVE') before.endedAt = deployedAt;
    const share = before?.status === 'LIVE' ? (step.percent ?? 100) : 100;
    drafts.push({ ...draftDeployment(plan, version, step, deployedAt, random), requestedPercent: share });
  }
  const last = drafts.at(-1);
  if (last?.status === 'RETIRED') last.endedAt = after(last.deployedAt, random.between(8, 30) * DAY);
  return drafts;
}

const STATUSES: Record<Step['outcome'], DeploymentRow['status']> = {
  retired: 'RETIRED',
  'rolled back': 'ROLLED_BACK',
  'back and retired': 'RETIRED',
  'back and live': 'LIVE',
  live: 'LIVE',
  failed: 'FAILED',
  pending: 'PENDING',
};

function draftDeployment(
  { modelId, environment }: DeploymentHistory,
  version: ModelVersionRow,
  step: Step,
  deployedAt: Date,
  random: Random,
): Omit<Draft, 'requestedPercent'> {
  const status = STATUSES[step.outcome];
  return {
    modelId,
    modelVersionId: version.id,
    environment,
    status,
    trafficPercent: status === 'LIVE' ? (step.percent ?? 100) : 0,
    deployedBy: random.pick(reviewers),
    deployedAt,
    endedAt: status === 'FAILED' ? after(deployedAt, random.between(2, 9) * MINUTE) : null,
    replacesId: null,
    endpointUrl: `https://${environment}.serving.example.com/v2/models/${modelId}/versions/${version.number}`,
  };
}
