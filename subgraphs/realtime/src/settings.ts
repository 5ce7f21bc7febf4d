import { DEFAULT_LOG, type PredictionSettings } from './predictions/log-settings.ts';

/** How the platform is set up, where this service depends on it. */
export type Settings = PredictionSettings;

export const DEFAULT_SETTINGS: Settings = { predictionLog: DEFAULT_LOG, predictLimit: 0 };
