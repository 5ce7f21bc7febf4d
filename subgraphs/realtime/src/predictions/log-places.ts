import type { PredictionLogSettings } from './log-settings.ts';

/** What this process may still log of each model. It is told here, since what is not logged need not be sent. */
export interface LogPlaces {
  /** How many answers a model's log still takes, at most those that want a place. */
  take(modelId: string, wanted: number, settings: PredictionLogSettings): number;
}

export function createLogPlaces(): LogPlaces {
  /** Of each model: places that were free, and when, by performance.now(). */
  const free = new Map<string, { readonly places: number; readonly at: number }>();
  return {
    take: (modelId, wanted, { ratePerSecond, burst }) => {
      const now = performance.now();
      const { places, at } = free.get(modelId) ?? { places: burst, at: now };
      const most = Math.min(burst, places + ((now - at) * ratePerSecond) / 1_000);
      const taken = Math.min(wanted, Math.floor(most));
      free.set(modelId, { places: most - taken, at: now });
      return taken;
    },
  };
}
