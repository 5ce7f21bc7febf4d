import { z } from 'zod';

const status = z.enum(['PRESENT', 'NULL_VALUE', 'NOT_FOUND', 'OUTSIDE_MAX_AGE']);

/** Times are milliseconds since 1970. */
export interface UsedFeature {
  readonly name: string;
  readonly value: unknown;
  readonly status: z.output<typeof status>;
  readonly eventTime: number | null;
  readonly given: boolean;
}

/** Values as they are kept, in the order of their names. */
const valuesShape = z.object({
  names: z.array(z.string()),
  values: z.array(z.unknown()),
  /** Null where all are PRESENT. */
  statuses: z.array(status).nullable(),
  eventTimes: z.array(z.number().nullable()),
  /** Null where none is. */
  given: z.array(z.boolean()).nullable(),
});

const predictionShape = z.object({
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
  quarantined: z.boolean(),
  computedAt: z.number(),
});

export type UsedValues = Readonly<z.output<typeof valuesShape>>;
export type PredictionHead = z.output<typeof predictionShape>;

/** A prediction as cache and log keep it. */
export interface StoredPrediction extends PredictionHead {
  /** Put together when they are asked for: few are. */
  readonly features: () => UsedFeature[];
}

/** A prediction, and the text by which it is kept. */
export interface Scored {
  readonly prediction: StoredPrediction;
  readonly text: string;
}

/** Two lines of JSON, so that the values are read by those alone who ask for them. */
export const toScored = (head: PredictionHead, used: UsedValues): Scored => ({
  prediction: { ...head, features: () => toFeatures(used) },
  text: `${JSON.stringify(head)}\n${JSON.stringify(used)}`,
});

/** What cache or log have. @throws Error where it is none of ours. */
export function readStored(text: string): StoredPrediction {
  const [first = '', second = ''] = text.split('\n');
  const head = predictionShape.parse(JSON.parse(first));
  return { ...head, features: () => toFeatures(valuesShape.parse(JSON.parse(second))) };
}

const toFeatures = ({ names, values, statuses, eventTimes, given }: UsedValues): UsedFeature[] =>
  names.map((name, place) => ({
    name,
    value: values[place],
    status: statuses?.[place] ?? 'PRESENT',
    eventTime: eventTimes[place] ?? null,
    given: given?.[place] ?? false,
  }));
