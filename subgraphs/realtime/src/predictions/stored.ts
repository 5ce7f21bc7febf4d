import { z } from 'zod';

const feature = z.object({
  name: z.string(),
  value: z.unknown(),
  status: z.enum(['PRESENT', 'NULL_VALUE', 'NOT_FOUND', 'OUTSIDE_MAX_AGE']),
  /** In milliseconds since 1970. */
  eventTime: z.number().nullable(),
  given: z.boolean(),
});

/** A prediction as cache and log keep it. */
const storedPredictionShape = z.object({
  id: z.string(),
  modelId: z.string(),
  version: z.number(),
  environment: z.string(),
  deploymentId: z.string(),
  entity: z.string().nullable(),
  output: z.record(z.string(), z.unknown()),
  label: z.string().nullable(),
  score: z.number().nullable(),
  probabilities: z.record(z.string(), z.number()).nullable(),
  features: z.array(feature),
  quarantined: z.boolean(),
  /** In milliseconds since 1970. */
  computedAt: z.number(),
});

export type StoredPrediction = z.output<typeof storedPredictionShape>;
export type UsedFeature = StoredPrediction['features'][number];

/** What cache or log have. @throws Error where it is none of ours. */
export const readStored = (text: string): StoredPrediction => storedPredictionShape.parse(JSON.parse(text));

/** A prediction, and the text by which it is kept. */
export interface Scored {
  readonly prediction: StoredPrediction;
  readonly text: string;
}
