import { list, reference, text } from '@tributary/common/mutations/inputs';
import { conflict, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { Deployment } from '../deployments/deployments.ts';
import { beginChange, type Change, getDeployment, refuseUnknownEnvironment } from './deployment-changes.ts';
import { percent } from './inputs.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { applySplit } from './traffic-changes.ts';
import type { Work, WriteContext } from './work.ts';

const trafficShape = z.object({
  modelId: reference,
  environment: reference,
  shares: list(z.object({ deploymentId: reference, percent })),
  reason: text(10_000).nullish(),
});

/** LIVE deployments without a share of their own get none. */
export const setTraffic = (context: WriteContext, input: unknown): Promise<Outcome<Deployment[]>> =>
  perform(context, trafficShape, input, async (work, { modelId, environment, shares, reason }) => {
    refuseUnknownEnvironment(work, environment);
    const given = new Map(shares.map(({ deploymentId, percent }) => [deploymentId.toLowerCase(), percent]));
    if (given.size < shares.length) {
      throw invalidInput({ path: ['shares'], message: 'must name each deployment once' });
    }
    const sum = shares.reduce((sum, { percent }) => sum + percent, 0);
    if (sum !== 100) throw invalidInput({ path: ['shares'], message: `must add up to 100, not to ${sum}` });
    const change = await beginChange(work, 'setTraffic', { modelId, environment }, reason);
    for (const id of given.keys()) await refuseOtherThanLive(work, change, id);
    const live = change.open.filter(({ status }) => status === 'LIVE');
    return applySplit(work, change, new Map(live.map(({ id }) => [id, given.get(id) ?? 0])), 'LIVE');
  });

async function refuseOtherThanLive(work: Work, change: Change, id: string): Promise<void> {
  if (change.open.some((deployment) => deployment.id === id && deployment.status === 'LIVE')) return;
  const { modelId, environment, status } = await getDeployment(work, id);
  if (modelId !== change.modelId || environment !== change.environment) {
    throw notFound('Deployment', id, { hint: `that one is of ${modelId} in ${environment}` });
  }
  throw conflict('STATE', `Deployment ${id} is ${status}: only LIVE ones take traffic.`);
}
