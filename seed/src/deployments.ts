import { splitAmong, takeShare } from '@tributary/lineage/writes/traffic';
import type { DeploymentHistory } from './deployment-plan.ts';
import { reviewers } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { DeploymentEventRow, DeploymentRow, ModelVersionRow } from './rows.ts';
import { after, atWork, DAY, HOUR, later, MINUTE } from './time.ts';

/** Every deployment of the plan, oldest first, and all that happened to each, in order. */
export interface Deployments {
  deployments: DeploymentRow[];
  deploymentEvents: DeploymentEventRow[];
}

/** Each after its version was approved and after the one before it, and in staging before production. */
export function generateDeployments(
  seed: number,
  plan: readonly DeploymentHistory[],
  versions: readonly ModelVersionRow[],
): Deployments {
  const random = createRandom(seed, 'deployments');
  const proven = new Map<string, Date>();
  const drafts = ENVIRONMENTS.flatMap((environment) =>
    plan
      .filter((history) => history.environment === environment)
      .flatMap((history) => playHistory(history, versions, proven, random)),
  );
  drafts.sort((a, b) => a.row.deployedAt.getTime() - b.row.deployedAt.getTime());
  const ids = new Map(drafts.map((draft) => [draft, random.uuid(draft.row.deployedAt)]));
  const idOf = (draft: Draft | null) => (draft && ids.get(draft)) ?? '';
  const events = drafts.flatMap((draft) => draft.events.map((event) => ({ deploymentId: idOf(draft), ...event })));
  return {
    deployments: drafts.map((draft) => ({
      id: idOf(draft),
      ...draft.row,
      replacesId: draft.replaces && idOf(draft.replaces),
    })),
    deploymentEvents: events.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/** In the order in which a version goes through them. */
const ENVIRONMENTS = ['development', 'staging', 'production'] as const;

/** A deployment while its life is played. */
interface Draft {
  row: Omit<DeploymentRow, 'id' | 'replacesId'>;
  replaces: Draft | null;
  events: Omit<DeploymentEventRow, 'deploymentId'>[];
}

const ROLLBACK_REASONS = [
  'Error rate doubled within an hour.',
  'p99 latency above the limit since it went live.',
  'Scores drifted from those of the version before on the same requests.',
] as const;
const FAILURE_REASONS = [
  'The endpoint did not answer its readiness check within five minutes.',
  'The container was killed while it loaded the model: out of memory.',
] as const;

/** @param proven when each version went live in the environment before; those of this one are added. */
function playHistory(
  plan: DeploymentHistory,
  versions: readonly ModelVersionRow[],
  proven: Map<string, Date>,
  random: Random,
): Draft[] {
  const drafts: Draft[] = [];
  for (const [index, step] of plan.steps.entries()) {
    const version = versions.find(({ id }) => id === `${plan.modelId}@${step.version}`);
    if (!version) throw new Error(`${plan.modelId} has no version ${step.version}`);
    const before = drafts.at(-1);
    const isBack = step.outcome === 'back and retired' || step.outcome === 'back and live';
    const isCanary = plan.steps[index - 1]?.outcome === 'live';
    const percent = step.percent ?? 100;
    const known = later(version.approvalAt ?? version.createdAt, proven.get(version.id) ?? version.createdAt);
    const ready = after(known, random.between(1, 20) * HOUR);
    const pause = isBack ? random.between(5, 40) * HOUR : DAY;
    const soonest = before ? after(before.row.deployedAt, pause) : ready;
    const draft = startDraft(plan, version, atWork(isBack ? soonest : later(ready, soonest)), random);
    const reason = isBack ? random.pick(ROLLBACK_REASONS) : isCanary ? 'Canary beside the version before.' : null;
    // A canary begins with the half of what it is to have.
    draft.row.requestedPercent = isCanary ? Math.ceil(percent / 2) : 100;
    draft.replaces = isBack ? (before ?? null) : null;
    record(draft, draft.row.deployedAt, draft.row.deployedBy, reason);
    const settled = after(draft.row.deployedAt, random.between(2, 9) * MINUTE);
    const others = drafts.filter(({ row }) => row.status === 'LIVE').toReversed();
    drafts.push(draft);
    if (step.outcome === 'pending') continue;
    if (step.outcome === 'failed') {
      end(draft, 'FAILED', settled, draft.row.deployedBy, random.pick(FAILURE_REASONS));
      continue;
    }
    goLive(draft, others, settled, reason);
    proven.set(version.id, settled);
    if (isCanary && percent > draft.row.requestedPercent) {
      const at = atWork(after(settled, random.between(1, 2) * DAY));
      moveTraffic([draft, ...others], percent, at, random.pick(reviewers));
    }
  }
  const last = drafts.at(-1);
  if (plan.steps.at(-1)?.outcome === 'retired' && last) {
    const at = atWork(after(last.row.deployedAt, random.between(8, 30) * DAY));
    end(last, 'RETIRED', at, last.row.deployedBy, null);
  }
  return drafts;
}

function startDraft(
  { modelId, environment }: DeploymentHistory,
  version: ModelVersionRow,
  deployedAt: Date,
  random: Random,
): Draft {
  return {
    row: {
      modelId,
      modelVersionId: version.id,
      environment,
      status: 'PENDING',
      trafficPercent: 0,
      requestedPercent: 100,
      deployedBy: random.pick(reviewers),
      deployedAt,
      endedAt: null,
      endpointUrl:
        version.artifactSha256 !== null
          ? null
          : `https://${environment}.serving.example.com/v2/models/${modelId}/versions/${version.number}`,
    },
    replaces: null,
    events: [],
  };
}

/** Takes the share of the one it replaces, else what it asked for: others that fall to nothing retire. */
function goLive(draft: Draft, others: readonly Draft[], at: Date, reason: string | null): void {
  const { replaces, row } = draft;
  const by = row.deployedBy;
  row.status = 'LIVE';
  if (replaces) {
    row.trafficPercent = replaces.row.trafficPercent;
    end(replaces, 'ROLLED_BACK', at, by, reason);
  } else {
    row.trafficPercent = takeShare(sharesOf(others), row.requestedPercent);
    share(others, splitAmong(sharesOf(others), 100 - row.trafficPercent), at, by);
  }
  record(draft, at, by, replaces ? reason : null);
}

/** What somebody sets when the newest did well. */
function moveTraffic([newest, ...others]: readonly Draft[], percent: number, at: Date, by: string): void {
  if (!newest) return;
  const reason = `No alarm since it went live: ${percent} % from now on.`;
  newest.row.trafficPercent = percent;
  share(others, splitAmong(sharesOf(others), 100 - percent), at, by, reason);
  record(newest, at, by, reason);
}

/** By their places, since what is being played has no ids yet. */
const sharesOf = (drafts: readonly Draft[]) =>
  drafts.map(({ row }, place) => ({ id: String(place), percent: row.trafficPercent }));

function share(
  drafts: readonly Draft[],
  split: ReadonlyMap<string, number>,
  at: Date,
  by: string,
  reason: string | null = null,
): void {
  for (const [place, draft] of drafts.entries()) {
    const percent = split.get(String(place)) ?? 0;
    if (percent === draft.row.trafficPercent) continue;
    if (percent === 0) {
      end(draft, 'RETIRED', at, by, reason);
      continue;
    }
    draft.row.trafficPercent = percent;
    record(draft, at, by, reason);
  }
}

function end({ row, events }: Draft, status: Ended, at: Date, by: string, reason: string | null): void {
  Object.assign(row, { status, trafficPercent: 0, endedAt: at });
  events.push({ at, by, status, trafficPercent: 0, reason });
}

type Ended = 'FAILED' | 'ROLLED_BACK' | 'RETIRED';

function record({ row: { status, trafficPercent }, events }: Draft, at: Date, by: string, reason: string | null): void {
  events.push({ at, by, status, trafficPercent, reason });
}
