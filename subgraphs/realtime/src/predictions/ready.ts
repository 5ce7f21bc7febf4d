import type { Registry } from '../features/registry.ts';
import type { ServedDeployment, ServedSignature } from '../serving/snapshot.ts';
import { type Plan, planOf } from './plan.ts';

/** A deployment as it answers here: why it cannot, or how. */
export type Ready =
  | { readonly deployment: ServedDeployment; readonly problem: string }
  | { readonly deployment: ServedDeployment; readonly signature: ServedSignature; readonly plan: Plan };

/** A deployment's plan holds as long as what is known of its views. */
const plans = new WeakMap<ServedDeployment, { readonly views: readonly (Registry | null)[]; readonly ready: Ready }>();

/** @param known its views by their names; null where one is not there. */
export function readyOf(
  modelId: string,
  deployment: ServedDeployment,
  known: ReadonlyMap<string, Registry | null>,
): Ready {
  const views = deployment.sources.map(({ view }) => known.get(view) ?? null);
  const kept = plans.get(deployment);
  if (kept?.views.every((view, place) => view === views[place])) return kept.ready;
  const ready = makeReady(modelId, deployment, views);
  plans.set(deployment, { views, ready });
  return ready;
}

function makeReady(modelId: string, deployment: ServedDeployment, views: readonly (Registry | null)[]): Ready {
  const signature = signatureOf(modelId, deployment);
  if (typeof signature === 'string') return { deployment, problem: signature };
  const plan = planOf(deployment, signature, views);
  if (typeof plan === 'string') {
    return { deployment, problem: `${modelId}@${deployment.versionNumber} cannot answer. ${plan}` };
  }
  return { deployment, signature, plan };
}

/** Why a deployment cannot answer; else what its model takes and answers. */
function signatureOf(modelId: string, deployment: ServedDeployment): ServedSignature | string {
  const { versionNumber, endpointUrl, signature, artifact } = deployment;
  const version = `${modelId}@${versionNumber}`;
  if (endpointUrl !== null) return `${version} is served elsewhere: ask ${endpointUrl}.`;
  if (deployment.unavailable !== null) return deployment.unavailable;
  if (!signature || !artifact)
    return `${version} has no ONNX artifact with a signature: register a version that has one.`;
  const odd = signature.inputs.find(({ shape }) => shape[0] !== -1 && shape[0] !== 1);
  if (odd)
    return `${version} takes ${odd.name} as [${odd.shape.join(', ')}]: the first dimension must be -1, the batch.`;
  return signature;
}
