import type { ModelCard } from '@tributary/configs/model-cards';
import { primaryMetric } from './metrics.ts';
import type { ModelEntry } from './model-catalogue.ts';
import type { Registration } from './model-versions.ts';

/** A card a model: what it is for, and what its newest version was measured at. */
export function generateModelCards(registrations: readonly Registration[]): ModelCard[] {
  const newest = new Map(registrations.map((registration) => [registration.model.id, registration]));
  return [...newest.values()].map(toCard);
}

function toCard({ model, metrics, row }: Registration): ModelCard {
  const task = `tabular-${model.task}`;
  const names = [primaryMetric(model), 'loss'].filter((name) => metrics[name] !== undefined);
  return {
    modelId: model.id,
    summary: model.description,
    markdown: `# ${model.name}\n\n${inputsOf(model)}\n`,
    license: 'other',
    libraryName: model.framework,
    pipelineTag: task,
    languages: [],
    tags: model.tags,
    baseModels: [],
    datasets: [model.dataset],
    metrics: names,
    intendedUse: `Decisions of the team of ${model.owner}; ask before it is used for others.`,
    limitations: 'Measured on data of its own year: what has changed since is not in it.',
    evaluations: names.map((name) => ({
      taskType: task,
      taskName: null,
      datasetType: model.dataset,
      datasetName: model.dataset,
      metricType: name,
      metricName: null,
      value: metrics[name] ?? 0,
    })),
    updatedAt: row.createdAt,
    updatedBy: model.owner,
  };
}

const inputsOf = ({ features, classes }: ModelEntry) =>
  [
    `It reads ${features.map((name) => `\`${name}\``).join(', ')}.`,
    ...(classes ? [`It answers ${classes.join(' or ')}.`] : []),
  ].join(' ');
