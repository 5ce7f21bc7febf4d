import type { OpenDeployment, Serving } from '@tributary/lineage/deployments/servings';
import { type ServedDeployment, type Snapshot, signatureShape } from '@tributary/realtime/serving/snapshot';
import type { Brought } from './bring-artifact.ts';
import { noArtifact, noSignature } from './try-candidate.ts';

/**
 * What answers for a model.
 * @param files by digest; undefined is one that is on its way.
 */
export function toSnapshot(
  { predictionTtlSeconds, deployments }: Serving,
  files: ReadonlyMap<string, Brought | undefined>,
): Snapshot {
  const live = deployments.filter(({ status }) => status === 'LIVE');
  return {
    predictionTtlSeconds,
    deployments: live.map((deployment) => toServed(deployment, files)),
  };
}

function toServed(deployment: OpenDeployment, files: ReadonlyMap<string, Brought | undefined>): ServedDeployment {
  const { id, environment, versionNumber, trafficPercent, endpointUrl, quarantined, sha256, sources } = deployment;
  const signature = signatureShape.nullable().safeParse(deployment.signature).data ?? null;
  // Of one that is served elsewhere a file may lie here, for another.
  const file = endpointUrl === null ? files.get(sha256 ?? '') : undefined;
  return {
    ...{ id, environment, versionNumber, trafficPercent, endpointUrl, quarantined, sources, signature },
    unavailable: endpointUrl === null ? whyUnavailable(deployment, signature !== null, file) : null,
    artifact: sha256 !== null && file && 'sizeBytes' in file ? { sha256, sizeBytes: file.sizeBytes } : null,
  };
}

function whyUnavailable(
  { modelVersionId, sha256 }: OpenDeployment,
  hasSignature: boolean,
  file: Brought | undefined,
): string | null {
  if (sha256 === null) return noArtifact(modelVersionId);
  if (!hasSignature) return noSignature(modelVersionId);
  if (!file) return `The artifact of ${modelVersionId} is on its way: try again in a moment.`;
  if ('fault' in file) return file.fault;
  return 'away' in file ? `The artifact of ${modelVersionId} is not here yet: ${file.away}` : null;
}
