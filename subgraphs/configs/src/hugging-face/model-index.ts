import { isDeepStrictEqual } from 'node:util';
import type { Evaluation } from '../model-cards.ts';

/*
 * The model-index of a model card: models, each with results, each of a task and a dataset with metrics. An evaluation is
 * one metric whose value is a number. Whatever else is said there stays in the original, into which changes are written.
 */

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

export function readEvaluations(modelIndex: unknown): Evaluation[] {
  return fieldsIn(modelIndex).flatMap(({ results }) =>
    fieldsIn(results).flatMap((result) =>
      fieldsIn(result.metrics).flatMap((metric) => toEvaluation(result, metric) ?? []),
    ),
  );
}

function toEvaluation(result: Fields, { type: metricType, name, value }: Fields): Evaluation | undefined {
  const { type: taskType, name: taskName } = fieldsOf(result.task);
  const { type: datasetType, name: datasetName } = fieldsOf(result.dataset);
  if (typeof value !== 'number' || typeof metricType !== 'string' || typeof taskType !== 'string') return undefined;
  if (typeof datasetType !== 'string' || typeof datasetName !== 'string') return undefined;
  const text = (given: unknown) => (typeof given === 'string' ? given : null);
  return { taskType, taskName: text(taskName), datasetType, datasetName, metricType, metricName: text(name), value };
}

/** @param original the model-index that was read; undefined where there was none. */
export function writeEvaluations(evaluations: readonly Evaluation[], original: unknown, modelName: string): unknown {
  if (original !== undefined && isDeepStrictEqual(readEvaluations(original), evaluations)) return original;
  const left = [...evaluations];
  const kept = Array.isArray(original) ? original.map((model) => changeModel(model, left)) : [];
  const added = groupResults(left);
  if (kept.length === 0) return added.length === 0 ? undefined : [{ name: modelName, results: added }];
  if (added.length === 0) return kept;
  const [first, ...others] = kept;
  const model = fieldsOf(first);
  return [{ ...model, results: [...asList(model.results), ...added] }, ...others];
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Takes from what is left what the original has, by everything but the value; what is no evaluation stays as it is. */
function changeModel(model: unknown, left: Evaluation[]): unknown {
  if (!isFields(model) || !Array.isArray(model.results)) return model;
  const results = model.results.flatMap((result: unknown) => {
    if (!isFields(result) || !Array.isArray(result.metrics)) return [result];
    const metrics = result.metrics.flatMap((metric: unknown) => changeMetric(result, metric, left));
    return metrics.length === 0 && result.metrics.length > 0 ? [] : [{ ...result, metrics }];
  });
  return { ...model, results };
}

function changeMetric(result: Fields, metric: unknown, left: Evaluation[]): unknown[] {
  const evaluation = isFields(metric) ? toEvaluation(result, metric) : undefined;
  if (!isFields(metric) || !evaluation) return [metric];
  const index = left.findIndex((other) => isDeepStrictEqual({ ...other, value: 0 }, { ...evaluation, value: 0 }));
  if (index < 0) return [];
  const [{ value } = evaluation] = left.splice(index, 1);
  return [{ ...metric, value }];
}

function groupResults(evaluations: readonly Evaluation[]): Fields[] {
  const groups = new Map<string, Evaluation[]>();
  for (const evaluation of evaluations) {
    const { taskType, taskName, datasetType, datasetName } = evaluation;
    const key = JSON.stringify([taskType, taskName, datasetType, datasetName]);
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return {
      task: { type: first.taskType, ...named(first.taskName) },
      dataset: { type: first.datasetType, name: first.datasetName },
      metrics: group.map(({ metricType, metricName, value }) => ({ type: metricType, ...named(metricName), value })),
    };
  });
}

const named = (name: string | null) => (name === null ? {} : { name });
