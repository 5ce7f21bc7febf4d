import type { Keys } from '../keys.ts';
import type { PredictionLogSettings } from './log-settings.ts';

/** Of each model: places that were free, and when. */
const free = new WeakMap<Keys, Map<string, { places: number; at: number }>>();

/**
 * How many answers of this process a model's log still takes, at most those that want a place. It is told here, since
 * what is not logged need not be sent.
 */
export function takePlaces(
  keys: Keys,
  modelId: string,
  wanted: number,
  { ratePerSecond, burst }: PredictionLogSettings,
): number {
  const models = free.get(keys) ?? new Map<string, { places: number; at: number }>();
  free.set(keys, models);
  const now = performance.now();
  const { places, at } = models.get(modelId) ?? { places: burst, at: now };
  const most = Math.min(burst, places + ((now - at) * ratePerSecond) / 1_000);
  const taken = Math.min(wanted, Math.floor(most));
  models.set(modelId, { places: most - taken, at: now });
  return taken;
}
