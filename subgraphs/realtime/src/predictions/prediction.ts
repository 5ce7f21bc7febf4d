import type { StoredPrediction } from './stored.ts';

/** A prediction as it is answered. */
export interface Prediction extends StoredPrediction {
  readonly cached: boolean;
  /** Null where it is not kept. */
  readonly ttlSeconds: number | null;
  readonly latencyMs: number;
}
