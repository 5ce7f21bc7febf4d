import { DEFAULT_LOG, type PredictionLogSettings } from './predictions/log-settings.ts';

/** How the platform is set up, where this service depends on it. */
export interface Settings {
  readonly predictionLog: PredictionLogSettings;
}

export const DEFAULT_SETTINGS: Settings = { predictionLog: DEFAULT_LOG };
