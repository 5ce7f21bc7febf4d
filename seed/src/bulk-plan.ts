import { type BulkCatalogue, createBulkCatalogue } from './bulk-catalogue.ts';
import type { DatasetEntry } from './dataset-catalogue.ts';
import { generateDatasets, toDatasetRows, type VersionsByDataset } from './datasets.ts';
import { type DeploymentHistory, history } from './deployment-plan.ts';
import type { ModelEntry } from './model-catalogue.ts';
import { toModelRows } from './model-versions.ts';
import { createRandom } from './random.ts';
import { partOf } from './shares.ts';
import type { Size } from './sizes.ts';

/** What one model has of the whole. */
export interface ModelPlan {
  model: ModelEntry;
  /** An integer of the model's own, from which all its draws follow. */
  seed: number;
  runs: number;
  metricPoints: number;
  metricsPerRun: number;
  longestRun: number | null;
  /** Its READ edges: the rest of its runs name no data. */
  reads: number;
  deployments: DeploymentHistory[];
  /** The datasets that its runs write. */
  writes: DatasetEntry[];
  isTraining: boolean;
}

/** All that is made before the first run; it fits into memory at any size. */
export interface BulkPlan extends BulkCatalogue {
  size: Size;
  sources: VersionsByDataset;
  derivations: { derivedId: string; sourceId: string }[];
  models: ModelEntry[];
  plans: ModelPlan[];
}

const DEPLOYMENTS_A_MODEL = 10;

export function planBulk(seed: number, size: Size): BulkPlan {
  const { datasets, models } = createBulkCatalogue(seed, size);
  const { versions: sources, derivations } = generateDatasets(seed, datasets);
  if (size.deployments !== models.length * DEPLOYMENTS_A_MODEL) {
    throw new Error(`${size.name} has ${DEPLOYMENTS_A_MODEL} deployments a model, not ${size.deployments} in all`);
  }
  const written = datasets.filter((entry) => entry.writtenBy).reduce((sum, entry) => sum + entry.versions, 0);
  const reads = size.lineageEdges - size.modelVersions - size.deployments - derivations.length - written;
  const writers = Map.groupBy(datasets, (entry) => entry.writtenBy);
  const plans = models.map((model, index): ModelPlan => {
    const draws = createRandom(seed, `model ${model.id}`);
    // The longest run is the first model's.
    const longestRun = index === 0 ? size.longestRun : null;
    return {
      model,
      seed: draws.integer(0, 2 ** 31 - 1),
      runs: partOf(size.runs, size.models, index),
      metricPoints: partOf(size.metricPoints - (size.longestRun ?? 0), size.models, index) + (longestRun ?? 0),
      metricsPerRun: size.metricsPerRun,
      longestRun,
      reads: partOf(reads, size.models, index),
      deployments: planDeployments(model, draws.integer(0, 3)),
      writes: writers.get(model.id) ?? [],
      isTraining: index % 4 === 0,
    };
  });
  return { size, datasets, models, sources, derivations, plans };
}

/** A model's way through the environments; its newest version is in all three. */
function planDeployments({ id, versions }: ModelEntry, kind: number): DeploymentHistory[] {
  if (versions < 6) throw new Error(`${id} has too few versions to be deployed so often`);
  const [a, b, c, d, e, f] = [1, 2, 3, 4, 5, 6].map((step) => Math.round((step * versions) / 6));
  const [first = 1, second = 2, third = 3, fourth = 4, fifth = 5, newest = 6] = [a, b, c, d, e, f];
  const canary = [5, 10, 20, 50][kind] ?? 10;
  return [
    history(
      id,
      'production',
      [first, 'retired'],
      [second, 'retired'],
      [third, 'rolled back'],
      [second, 'back and retired'],
      [fourth, 'retired'],
      [fifth, 'live', 100 - canary],
      [newest, 'live', canary],
    ),
    history(id, 'staging', [fifth, 'retired'], [newest, 'live']),
    history(id, 'development', [newest, kind === 3 ? 'failed' : kind === 2 ? 'pending' : 'live']),
  ];
}

/** The rows that runs refer to. */
export const toBaseRows = ({ datasets, models, sources, derivations }: BulkPlan) => ({
  datasets: toDatasetRows(datasets, sources),
  datasetVersions: [...sources.values()].flat(),
  derivations,
  models: toModelRows(models),
});
