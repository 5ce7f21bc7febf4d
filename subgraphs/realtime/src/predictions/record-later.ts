import type { PredictionSettings } from './log-settings.ts';
import { type PredictionRecord, recordPredictions } from './record.ts';
import type { Serving } from './serving.ts';

/** Records that wait, of each process. */
const waiting = new WeakMap<Serving, PredictionRecord[]>();

/**
 * Counts and logs without anybody waiting: an answer from the cache costs its caller one round trip. What comes in one
 * turn of the event loop leaves together, before anything that is asked in the next.
 */
export function recordLater(
  serving: Serving,
  settings: PredictionSettings,
  records: readonly PredictionRecord[],
): void {
  const known = waiting.get(serving);
  if (known) {
    known.push(...records);
    return;
  }
  const { db, log } = serving;
  const all = [...records];
  waiting.set(serving, all);
  setImmediate(() => {
    waiting.delete(serving);
    db.run((redis) => Promise.all(recordPredictions(redis, serving, settings.predictionLog, all))).catch(
      (err: unknown) => log.warn({ err }, 'predictions were answered and not counted'),
    );
  });
}
