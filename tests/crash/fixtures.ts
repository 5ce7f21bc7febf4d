import { readFile } from 'node:fs/promises';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import type { Stores } from '@tributary/sync/stores';
import { VERSIONS } from './deployment-writes.ts';
import { METRIC, MODEL } from './lineage-writes.ts';
import { FEATURES, SERVED, VIEW } from './realtime-writes.ts';

/** A mutation with its arguments as they are written; answers what it selects. */
export type Mutate = (call: string, selection?: string) => Promise<Record<string, unknown>>;

const FOREST = new URL('../fixtures/sklearn-forest.onnx', import.meta.url);
const SIGNATURE = `{
  inputs: [{ name: "measures", datatype: "FP32", shape: [-1, 4], features: ${JSON.stringify(FEATURES)} }]
  outputs: [{ name: "label", datatype: "BYTES", shape: [-1] }, { name: "probabilities", datatype: "FP32", shape: [-1, 3] }]
  classes: ["setosa", "versicolor", "virginica"]
}`;

/** What the writes in all stores stand on, beside those rows of PostgreSQL: a model that is to answer, and what it reads. */
export async function prepareStores(mutate: Mutate, { lineage }: Pick<Stores, 'lineage'>): Promise<void> {
  await rebuildCopies(lineage, 'experiment');
  await mutate(`defineMetric(input: { name: "${METRIC}", goal: MAXIMIZE })`);
  await mutate(`insertModelConfig(input: { modelId: "${MODEL}", framework: "sklearn" })`);
  const features = FEATURES.map((name) => `{ name: "${name}", type: FLOAT }`);
  await mutate(
    `applyFeatureView(input: { name: "${VIEW}", entity: "flower", joinKeys: ["id"], ttlSeconds: null, features: [${features}] })`,
  );
  await mutate(`createModel(input: { id: "${SERVED}" })`);
  const base64 = await readFile(FOREST, 'base64');
  const { uri } = await mutate(`uploadArtifact(base64: "${base64}")`, '... on UploadArtifactSuccess { uri }');
  for (let number = 1; number <= VERSIONS; number++) {
    await mutate(`registerModelVersion(input: {
      modelId: "${SERVED}", artifact: { uri: "${uri}", format: ONNX, name: "forest.onnx" }
      signature: ${SIGNATURE}, featureSources: [{ view: "${VIEW}" }]
    })`);
  }
  await mutate(`reviewModelVersion(input: { id: "${SERVED}@1", approval: APPROVED })`);
  await mutate(`deployModelVersion(input: { modelVersionId: "${SERVED}@1", environment: "production" })`);
}
