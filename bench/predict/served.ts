import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServedArtifact } from '@tributary/realtime/scoring/scorers';
import { z } from 'zod';

export const FEATURES = Array.from({ length: 12 }, (_, index) => `f${index}`);
export const ENTITIES = Array.from({ length: 1_000 }, (_, index) => `user_${index + 1}`);
const VIEW = 'bench';
/** Takes versions that nobody has approved. */
export const ENVIRONMENT = 'development';
const PATIENCE_MS = 60_000;

const answerShape = z.object({
  data: z.record(z.string(), z.looseObject({ __typename: z.string().optional() })),
});

/** Asks a gateway, and answers a field of what it says. @throws Error where it is no success. */
export async function ask(url: string, field: string, query: string, variables: object = {}) {
  const answer: unknown = await post(url, JSON.stringify({ query, variables }));
  const found = answerShape.safeParse(answer).data?.data[field];
  if (!found || (found.__typename !== undefined && !/(Success|^Deployment)$/.test(found.__typename))) {
    throw new Error(`${field}: ${JSON.stringify(answer).slice(0, 500)}`);
  }
  return found;
}

/** @param body a request as it is: what it takes to write is the client's. */
export async function post(url: string, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return (await fetch(`${url}/graphql`, { method: 'POST', headers, body, signal })).json();
}

const mutate = (url: string, field: string, input: object, selection = '') => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} ... on UserError { message } } }`;
  return ask(url, field, query, { input });
};

/** A view with values of a thousand entities. */
export async function storeValues(url: string): Promise<void> {
  const features = FEATURES.map((name) => ({ name, type: 'FLOAT' }));
  await mutate(url, 'applyFeatureView', { name: VIEW, entity: 'user', features, ttlSeconds: 86_400 });
  const rows = ENTITIES.map((entity, place) => ({
    entity,
    values: Object.fromEntries(FEATURES.map((name, index) => [name, place + index / 8])),
  }));
  await until('the view', () => mutate(url, 'storeFeatures', { view: VIEW, rows }).catch(() => undefined));
}

/** Waits for what is not undefined. */
export async function until<Value>(name: string, look: () => Promise<Value | undefined>): Promise<Value> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(2);
  }
  throw new Error(`${name} did not come`);
}

/** How a model's tensors are made: from stored features, or of what callers give. */
interface Inputs {
  readonly isStored: boolean;
}

/** Registers a version of a model, which is created with the first, and uploads its file. Answers its id. */
export async function register(url: string, modelId: string, model: ServedArtifact, { isStored }: Inputs) {
  await mutate(url, 'createModel', { id: modelId }).catch(() => undefined);
  const file = Buffer.from(await model.read());
  const digest = createHash('sha256').update(file).digest('base64');
  const uploaded = await fetch(`${url}/artifacts`, {
    method: 'PUT',
    headers: { 'content-digest': `sha-256=:${digest}:` },
    body: file,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const { uri } = z.object({ uri: z.string() }).parse(await uploaded.json());
  const { inputs, outputs } = model.signature;
  const signature = {
    inputs: inputs.map((tensor) => ({ ...tensor, ...(isStored && { features: FEATURES }) })),
    outputs,
  };
  const input = { modelId, artifact: { uri, format: 'ONNX' }, signature };
  const found = await mutate(
    url,
    'registerModelVersion',
    isStored ? { ...input, featureSources: [{ view: VIEW }] } : input,
    '... on ModelVersionSuccess { modelVersion { id } }',
  );
  return z.object({ modelVersion: z.object({ id: z.string() }) }).parse(found).modelVersion.id;
}

const deploymentShape = z.object({ id: z.string(), status: z.string(), servingSync: z.string().nullable() });

/** Deploys a version, and waits until it is served or has failed. Answers which. */
export async function deploy(url: string, modelVersionId: string): Promise<string> {
  const fields = 'id status servingSync';
  const found = await mutate(
    url,
    'deployModelVersion',
    { modelVersionId, environment: ENVIRONMENT },
    `... on DeploymentSuccess { deployment { ${fields} } }`,
  );
  let { deployment } = z.object({ deployment: deploymentShape }).parse(found);
  const query = `query ($id: ID!) { deployment(id: $id) { ${fields} } }`;
  return until('the deployment', async () => {
    const { id, status, servingSync } = deployment;
    if (status === 'FAILED' || (status === 'LIVE' && servingSync === 'SYNCED')) return status;
    deployment = deploymentShape.parse(await ask(url, 'deployment', query, { id }));
    return undefined;
  });
}

export const PREDICT = `mutation ($input: PredictInput!) {
  predict(input: $input) {
    __typename
    ... on PredictSuccess { prediction { version label score output cached } }
    ... on UserError { message }
  }
}`;

export const PREDICT_BATCH = `mutation ($input: PredictBatchInput!) {
  predictBatch(input: $input) {
    __typename
    ... on PredictBatchSuccess { predictions { versions labels scores outputs cached errors { message } } }
    ... on UserError { message }
  }
}`;
