import type { DeploymentEventRow, DeploymentRow } from './rows.ts';
import { YEAR_END } from './time.ts';

type Status = DeploymentRow['status'];

const NEXT: Record<Status, readonly Status[]> = {
  PENDING: ['LIVE', 'FAILED'],
  LIVE: ['LIVE', 'ROLLED_BACK', 'RETIRED'],
  FAILED: [],
  ROLLED_BACK: [],
  RETIRED: [],
};

/** For tests: plays the events one moment after another. Answers one sentence for each that can't have been. */
export function replayDeployments(
  deployments: readonly DeploymentRow[],
  events: readonly DeploymentEventRow[],
): string[] {
  const broken: string[] = [];
  const rule = (holds: boolean, sentence: string) => {
    if (!holds) broken.push(sentence);
  };
  const rows = new Map(deployments.map((row) => [row.id, row]));
  const now = new Map<string, DeploymentEventRow>();
  const placeOf = ({ modelId, environment }: DeploymentRow) => `${modelId} in ${environment}`;
  for (const [index, event] of events.entries()) {
    const { deploymentId: id, at, status, trafficPercent, reason } = event;
    const row = rows.get(id);
    if (!row) throw new Error(`an event is of ${id}, which is no deployment`);
    const before = now.get(id);
    const where = `${row.modelVersionId} in ${row.environment}: ${status}`;
    rule(at <= YEAR_END, `${where} after the year`);
    rule(at >= (events[index - 1]?.at ?? at), `${where} out of order`);
    if (before) {
      rule(NEXT[before.status].includes(status), `${where} after ${before.status}`);
      rule(before.at < at, `${where} at the moment of ${before.status}`);
      rule(before.status !== status || before.trafficPercent !== trafficPercent, `${where} twice`);
    } else rule(status === 'PENDING' && at.getTime() === row.deployedAt.getTime(), `${where} to begin with`);
    rule(status === 'LIVE' ? trafficPercent > 0 : trafficPercent === 0, `${where} with ${trafficPercent} %`);
    rule(!/FAILED|ROLLED_BACK/.test(status) || reason !== null, `${where} without a reason`);
    now.set(id, event);
    // What changes together has one moment.
    if (events[index + 1]?.at.getTime() === at.getTime()) continue;
    const live = [...now.values()].filter((other) => other.status === 'LIVE');
    for (const [place, shares] of Map.groupBy(live, (other) => placeOf(rows.get(other.deploymentId) ?? row))) {
      const sum = shares.reduce((total, share) => total + share.trafficPercent, 0);
      rule(sum === 100, `${place} has ${sum} % at ${at.toISOString()}`);
    }
  }
  for (const row of deployments) {
    const last = now.get(row.id);
    const isSame = last?.status === row.status && last.trafficPercent === row.trafficPercent;
    rule(isSame, `${row.id} does not end as it is`);
    if (row.endedAt) rule(last?.at.getTime() === row.endedAt.getTime(), `${row.id} ended at another time`);
    if (row.status === 'ROLLED_BACK') {
      const successor = deployments.find(({ replacesId }) => replacesId === row.id);
      rule(successor?.requestedPercent !== undefined, `nothing took over from ${row.id}`);
    }
    if (row.environment !== 'production') continue;
    const stage = deployments.filter(
      (other) => other.modelVersionId === row.modelVersionId && other.environment === 'staging',
    );
    rule(
      stage.length === 0 || stage.some(({ deployedAt }) => deployedAt < row.deployedAt),
      `${row.id} came before staging`,
    );
  }
  return broken;
}
