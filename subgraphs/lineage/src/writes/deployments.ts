import { byId, name, orDefault, reference, text } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import { storeFailure } from '../database.ts';
import { type Deployment, findDeploymentsByIds, waitsForTrial } from '../deployments/deployments.ts';
import { findRollbackTargets } from '../deployments/rollback-targets.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import {
  beginChange,
  changeDeployment,
  insertDeployment,
  lockDeployment,
  refuseUnknownEnvironment,
} from './deployment-changes.ts';
import { lockReadViewsForShare } from './feature-sources.ts';
import { percent, uri } from './inputs.ts';
import { lockVersion } from './model-versions.ts';
import { perform } from './perform.ts';
import { becomeLiveOrFail, fail, retire } from './traffic-changes.ts';
import { refuseObstacle, refuseUndeployable, refuseUnservable } from './undeployable.ts';
import type { WriteContext } from './work.ts';

const deployShape = z.object({
  modelVersionId: reference,
  environment: reference,
  trafficPercent: orDefault(percent, 100),
  endpointUrl: uri.nullish(),
  reason: text(10_000).nullish(),
});

export const deployModelVersion = async (context: WriteContext, input: unknown): Promise<Outcome<Deployment>> => {
  const outcome = await perform(
    context,
    deployShape,
    input,
    async (work, { modelVersionId, environment, ...input }) => {
      refuseUnknownEnvironment(work, environment);
      const [modelId = ''] = modelVersionId.split('@');
      const change = await beginChange(work, 'deployModelVersion', { modelId, environment }, input.reason);
      const version = await lockVersion(work, modelVersionId);
      await refuseUndeployable(work, version, environment);
      if (input.endpointUrl == null) refuseUnservable(version);
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
    },
  );
  return asItIsNow(context, outcome);
};

const rollbackShape = z.object({ id: reference, reason: name(10_000) });

export const rollbackDeployment = async (context: WriteContext, input: unknown): Promise<Outcome<Deployment>> => {
  const outcome = await perform(context, rollbackShape, input, async (work, { id, reason }) => {
    const { change, deployment: bad } = await lockDeployment(work, 'rollbackDeployment', id, reason);
    if (bad.status !== 'LIVE') {
      throw conflict('STATE', `The deployment is ${bad.status}: only a LIVE one can be rolled back.`);
    }
    refuseUnknownEnvironment(work, bad.environment);
    await lockQuarantineForShare(work);
    const [good] = await findRollbackTargets(work.db, work.settings.approvedOnly, [bad.id]);
    if (!good) {
      throw conflict(
        'STATE',
        'There is no earlier deployment here that could take over: deploy another version, or retire this one.',
      );
    }
    await lockReadViewsForShare(work, good.modelVersionId);
    await refuseObstacle(work, good.modelVersionId, bad.environment);
    const open = change.open.find(({ modelVersionId }) => modelVersionId === good.modelVersionId);
    if (open?.status === 'LIVE') {
      await changeDeployment(work, change, bad, { status: 'ROLLED_BACK', trafficPercent: 0, endedAt: new Date() });
      return changeDeployment(work, change, open, { trafficPercent: open.trafficPercent + bad.trafficPercent });
    }
    if (open) {
      const other = change.open.find(({ id, status }) => id === open.replacesId && status === 'LIVE');
      if (other && other.id !== bad.id) {
        throw conflict('STATE', `Deployment ${open.id} takes over from ${other.id}: roll back when it is LIVE.`);
      }
      return changeDeployment(work, change, open, { replacesId: bad.id });
    }
    return insertDeployment(work, change, {
      modelVersionId: good.modelVersionId,
      requestedPercent: bad.trafficPercent,
      endpointUrl: good.endpointUrl,
      replacesId: bad.id,
    });
  });
  return asItIsNow(context, outcome);
};

/** While its copies were waited for it may have been settled. It is committed, whether it can be read now or not. */
async function asItIsNow({ db }: WriteContext, outcome: Outcome<Deployment>): Promise<Outcome<Deployment>> {
  if ('failure' in outcome || !waitsForTrial(outcome.value)) return outcome;
  const [deployment = outcome.value] = await findDeploymentsByIds(db, [outcome.value.id]).catch((error: unknown) => {
    if (storeFailure(error) === undefined) throw error;
    return [];
  });
  return { value: deployment };
}

export const retireDeployment = (context: WriteContext, id: string): Promise<Outcome<Deployment>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const { change, deployment } = await lockDeployment(work, 'retireDeployment', id, null);
    if (deployment.status === 'PENDING') {
      return fail(work, change, deployment);
    }
    if (deployment.status === 'RETIRED') return deployment;
    if (deployment.status !== 'LIVE') throw conflict('STATE', `The deployment is ${deployment.status} already.`);
    return retire(work, change, deployment);
  });

const reportShape = z.object({
  id: reference,
  status: z.enum(['LIVE', 'FAILED']),
  reason: text(10_000).nullish(),
});

/** Where the version could not be deployed any more, the deployment becomes FAILED and the answer is a Conflict. */
export async function reportDeployment(context: WriteContext, input: unknown): Promise<Outcome<Deployment>> {
  const outcome = await perform(context, reportShape, input, async (work, input): Promise<Outcome<Deployment>> => {
    const { change, deployment } = await lockDeployment(work, 'reportDeployment', input.id, input.reason);
    if (deployment.endpointUrl === null) throw conflict('STATE', 'The deployment has no endpoint that could report.');
    if (deployment.status === input.status) return { value: deployment };
    if (deployment.status !== 'PENDING') {
      const remedy = deployment.status === 'LIVE' ? ': roll it back or retire it' : '';
      throw conflict('STATE', `The deployment is ${deployment.status} already${remedy}.`);
    }
    if (input.status === 'FAILED') return { value: await fail(work, change, deployment) };
    // What has become of it is kept, so the refusal is answered as a value and not thrown.
    const { deployment: after, refusal } = await becomeLiveOrFail(work, change, deployment);
    return refusal ? { failure: refusal } : { value: after };
  });
  return 'value' in outcome ? outcome.value : outcome;
}
