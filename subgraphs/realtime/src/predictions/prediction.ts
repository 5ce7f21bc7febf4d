import type { Scored, StoredPrediction } from './stored.ts';

/** A prediction as it is answered. */
export interface Prediction extends StoredPrediction {
  readonly cached: boolean;
  /** Null where it is not kept. */
  readonly ttlSeconds: number | null;
  readonly latencyMs: number;
}

export const toPrediction = (
  { prediction }: Scored,
  answered: Pick<Prediction, 'cached' | 'ttlSeconds' | 'latencyMs'>,
): Prediction => ({ ...prediction, ...answered });
