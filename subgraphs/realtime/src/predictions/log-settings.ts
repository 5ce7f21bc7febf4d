/** How much of a model's predictions is kept. */
export interface PredictionLogSettings {
  /** For so many hours. */
  readonly hours: number;
  /** So many entries of a model at most. */
  readonly most: number;
  /** So many a second of each process are kept whole; above it, those for which a place has come free. */
  readonly ratePerSecond: number;
  /** So many at once of each process are kept whole where there was less to keep before. */
  readonly burst: number;
}

/** How predictions are limited and logged. */
export interface PredictionSettings {
  readonly predictionLog: PredictionLogSettings;
  /** Predictions of one caller in 60 seconds; 0 is no limit. */
  readonly predictLimit: number;
}

/** An entry takes about 1 KiB, so a busy model's log takes up to 20 MiB. A batch of all that is kept is kept whole. */
export const DEFAULT_LOG: PredictionLogSettings = { hours: 72, most: 20_000, ratePerSecond: 10, burst: 10_000 };
