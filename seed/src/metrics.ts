import type { ModelEntry } from './model-catalogue.ts';
import { type Random, round } from './random.ts';
import { yearGone } from './time.ts';

/** Name and value of each metric; accuracy, f1, auc and their like for a classifier, errors for a regressor. */
export type Metrics = Record<string, number>;

/** What decides which run of a search becomes a version. */
export const primaryMetric = (model: ModelEntry) => (model.task === 'regression' ? 'rmse' : 'accuracy');

export const MINIMIZED: ReadonlySet<string> = new Set(['loss', 'rmse', 'mae']);

/** Whether the value is the better one by the metric's goal. */
export const isBetter = (metric: string, value: number, other: number) =>
  MINIMIZED.has(metric) ? value < other : value > other;

/** What a training at this time reaches: the team gets better over the year, and most attempts fall short. */
export function drawMetrics(model: ModelEntry, at: Date, random: Random): Metrics {
  const { first, last } = model.quality;
  const gain = last - first;
  const trend = first + gain * Math.sqrt(yearGone(at));
  const quality = clamp(trend - Math.abs(random.bell()) * gain * 0.35 + random.bell() * gain * 0.08, 0.3, 0.9995);
  return model.task === 'regression'
    ? regressionMetrics(quality, model.scale ?? 1, random)
    : classMetrics(quality, random);
}

function classMetrics(accuracy: number, random: Random): Metrics {
  const missed = 1 - accuracy;
  const precision = clamp(accuracy - missed * random.between(-0.1, 0.5), 0, 1);
  const recall = clamp(accuracy - missed * random.between(-0.1, 0.7), 0, 1);
  return roundAll({
    accuracy,
    f1: (2 * precision * recall) / (precision + recall),
    precision,
    recall,
    auc: clamp(1 - missed * random.between(0.35, 0.65), 0.5, 0.9999),
    loss: missed * random.between(2.1, 2.9),
  });
}

function regressionMetrics(explained: number, scale: number, random: Random): Metrics {
  const rmse = scale * Math.sqrt(1 - explained);
  return roundAll({ r2: explained, rmse, mae: rmse * random.between(0.68, 0.78), loss: (rmse / scale) ** 2 });
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export const roundAll = (metrics: Metrics): Metrics =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, round(value)]));
