import { notFound } from '@tributary/common/mutations/outcome';
import type { ServedModel } from '../serving/served-models.ts';
import type { ServedDeployment } from '../serving/snapshot.ts';
import { unavailable } from './refused.ts';
import { bucketOfEntity, deploymentOf } from './shares.ts';

/** Which version is to answer. */
export interface AskedVersion {
  readonly environment: string;
  /** Null: by the traffic's shares. */
  readonly versionNumber: number | null;
}

/**
 * The deployment that answers for each entity.
 * @param names entities, or what stands for one.
 * @throws NotFound of type Deployment for a version that is not LIVE there, ModelUnavailable where none is.
 */
export function chooseDeployments(
  { modelId, deployments }: ServedModel,
  { environment, versionNumber }: AskedVersion,
  names: readonly string[],
): ServedDeployment[] {
  const live = deployments.filter((deployment) => deployment.environment === environment);
  if (versionNumber !== null) {
    const asked = live.find((deployment) => deployment.versionNumber === versionNumber);
    if (!asked) throw notLive(modelId, environment, versionNumber, live);
    return names.map(() => asked);
  }
  return names.map((name) => {
    const deployment = deploymentOf(live, bucketOfEntity(modelId, environment, name));
    if (deployment) return deployment;
    const remedy = live.length === 0 ? 'deploy a version there' : 'give one of its deployments a share of the traffic';
    throw unavailable(modelId, `No version of ${modelId} answers in ${environment}: ${remedy}.`);
  });
}

function notLive(modelId: string, environment: string, versionNumber: number, live: readonly ServedDeployment[]) {
  const numbers = live.map((deployment) => deployment.versionNumber).join(', ');
  const there = numbers === '' ? 'no version is' : `it is ${numbers} that ${live.length === 1 ? 'is' : 'are'}`;
  return notFound('Deployment', `${modelId}@${versionNumber}`, { hint: `LIVE in ${environment} ${there}` });
}
