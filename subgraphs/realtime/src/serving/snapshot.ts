import { z } from 'zod';
import { DATATYPES } from '../scoring/tensors.ts';

const tensor = z.object({
  name: z.string(),
  datatype: z.enum(DATATYPES),
  /** -1 is a dimension of any size. */
  shape: z.array(z.int()),
  /** The features along the last dimension; null: one feature, named like the tensor. */
  features: z.array(z.string()).nullable(),
});

/** What a model takes and answers. */
export const signatureShape = z.object({
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  /** What the last dimension of the probabilities stands for. */
  classes: z.array(z.string()).nullable(),
});
export type ServedSignature = z.output<typeof signatureShape>;

const deployment = z.object({
  id: z.string(),
  environment: z.string(),
  versionNumber: z.int(),
  trafficPercent: z.int(),
  /** Where it is served elsewhere. */
  endpointUrl: z.string().nullable(),
  /** A dataset that the version learned from is quarantined. */
  quarantined: z.boolean(),
  /** Why it cannot answer though it is LIVE, such as an artifact that is missing; a sentence. Null: it can. */
  unavailable: z.string().nullable(),
  /** The ONNX file that answers. */
  artifact: z.object({ sha256: z.string(), sizeBytes: z.int() }).nullable(),
  signature: signatureShape.nullable(),
  /** The views that it reads, at the revisions that it was trained with, by name. */
  sources: z.array(z.object({ view: z.string(), revision: z.int() })),
});
export type ServedDeployment = z.output<typeof deployment>;

/** All that answers for a model, as the copy has it. */
export const snapshotShape = z.object({
  /** For how many seconds an answer may be given again; 0 is never. */
  predictionTtlSeconds: z.int(),
  /** Those that are LIVE, in all environments, the newest first. */
  deployments: z.array(deployment),
});
export type Snapshot = z.output<typeof snapshotShape>;
