import { registryCopy } from '@tributary/lineage/copies/copies';
import { generateAliases } from './aliases.ts';
import type { ModelPlan } from './bulk-plan.ts';
import { planCampaigns } from './campaigns.ts';
import { generateConfigs, generateExperiments } from './configs.ts';
import { generateOutputs, groupByDataset, type VersionsByDataset } from './datasets.ts';
import { generateDeployments } from './deployments.ts';
import { userTransactions } from './feature-view-catalogue.ts';
import { type FeatureViewRows, generateFeatureViews } from './feature-views.ts';
import {
  generateMetricPoints,
  toApprovals,
  toParameters,
  toRunConfig,
  toServingCopies,
  undelivered,
} from './histories.ts';
import { generateModelVersions, toModelVersionDatasets } from './model-versions.ts';
import { createRandom } from './random.ts';
import type { RunInputRow, RunMetricRow } from './rows.ts';
import { generateInputs, generateRuns, type Training, toMetricRows } from './runs.ts';

export type ModelBatch = ReturnType<typeof generateModelBatch>;

/**
 * All rows and documents of one model. They follow from the plan alone, so that a load that was interrupted goes on with
 * the next model; what they refer to is in the base rows or in the batch itself.
 */
export function generateModelBatch(plan: ModelPlan, sources: VersionsByDataset) {
  const { model, seed } = plan;
  const current = plan.isTraining ? [true, false].map((isRunning) => ({ model, isRunning })) : [];
  const campaigns = planCampaigns(seed, [model], plan.runs - current.length);
  const { trainings, groups } = generateRuns(seed, campaigns, current, sources);
  for (const training of trainings) {
    training.metrics = Object.fromEntries(Object.entries(training.metrics).slice(0, plan.metricsPerRun));
  }
  const registrations = generateModelVersions(seed, campaigns, trainings, plan.deployments);
  const kept = registrations.flatMap(({ training }) => training ?? []);
  const outputs = generateOutputs(
    seed,
    plan.writes,
    kept.map(({ row }) => row),
  );
  const readable = new Map([...sources, ...groupByDataset(outputs)]);
  const views =
    model.id === userTransactions.model
      ? generateFeatureViews([userTransactions], [...sources.values()].flat(), registrations)
      : NO_VIEWS;
  // Its views' edges are among those that the model was planned with.
  const reads = plan.reads - views.featureViewSources.length - views.modelVersionFeatureViews.length;
  const runInputs = fitReads({ ...plan, reads }, kept, trainings, generateInputs(seed, trainings, readable));

  const modelVersions = registrations.map(({ row }) => row);
  const { deployments, deploymentEvents } = generateDeployments(seed, plan.deployments, modelVersions);
  const approvals = modelVersions.flatMap(toApprovals);
  const { aliases, aliasChanges } = generateAliases(deployments, deploymentEvents);
  const runs = trainings.map(({ row }) => row);
  const { runMetrics, metricPoints } = generateMetrics(plan, trainings);
  return {
    groups,
    runs,
    outputs,
    runInputs,
    runMetrics: fillMetrics(runMetrics, trainings),
    metricPoints,
    parameters: trainings.flatMap(toParameters),
    runConfigs: trainings.map(toRunConfig),
    modelVersions,
    modelVersionDatasets: toModelVersionDatasets(registrations, runInputs),
    ...views,
    aliases,
    aliasChanges,
    approvals,
    deployments,
    deploymentEvents,
    copies: [
      ...views.featureViews.map(({ name }) => undelivered(registryCopy(name))),
      ...toServingCopies(approvals, deployments, deploymentEvents),
    ],
    configs: generateConfigs(registrations),
    experiments: generateExperiments(seed, trainings),
  };
}

const NO_VIEWS: FeatureViewRows = {
  featureViews: [],
  featureViewRevisions: [],
  featureViewSources: [],
  modelVersionFeatureViews: [],
};

/** Takes the data from as many runs as it needs for the planned number of edges; what became a version keeps its own. */
function fitReads(
  plan: ModelPlan,
  kept: readonly Training[],
  trainings: readonly Training[],
  inputs: readonly RunInputRow[],
): RunInputRow[] {
  const edges = Map.groupBy(inputs, ({ runId }) => runId);
  const countOf = (id: string) => new Set(edges.get(id)?.map(({ datasetVersionId }) => datasetVersionId)).size;
  const needed = new Set(kept.map(({ row }) => row.id));
  const random = createRandom(plan.seed, 'reads');
  const others = trainings.filter(({ row }) => !needed.has(row.id)).map(({ row }) => ({ row, draw: random.next() }));
  others.sort((one, other) => one.draw - other.draw);
  let surplus = trainings.reduce((sum, { row }) => sum + countOf(row.id), 0) - plan.reads;
  if (surplus < 0) throw new Error(`${plan.model.id} reads too little for ${plan.reads} edges`);
  for (const { row } of others) {
    const count = countOf(row.id);
    if (count > surplus) continue;
    if (surplus === 0) break;
    surplus -= count;
    edges.delete(row.id);
    row.datasetVersionId = null;
    row.tags = ['debug'];
  }
  if (surplus > 0) throw new Error(`${plan.model.id} has no more than ${plan.reads} edges to spare`);
  return [...edges.values()].flat();
}

interface Metrics {
  runMetrics: RunMetricRow[];
  metricPoints: RunMetricRow[];
}

function generateMetrics(plan: ModelPlan, trainings: readonly Training[]): Metrics {
  const [first] = trainings.filter(({ row }) => row.status === 'COMPLETED');
  if (!plan.longestRun || !first) {
    const runMetrics = trainings.flatMap(toMetricRows);
    const runs = trainings.map(({ row }) => row);
    return { runMetrics, metricPoints: generateMetricPoints(plan.seed, runs, runMetrics, plan.metricPoints) };
  }
  // Measured at every step, of which it has enough.
  first.recipe = { ...first.recipe, lastStep: plan.longestRun };
  const long = generateMetrics({ ...plan, longestRun: null, metricPoints: plan.longestRun }, [first]);
  const rest = trainings.filter((training) => training !== first);
  const others = generateMetrics(
    { ...plan, longestRun: null, metricPoints: plan.metricPoints - plan.longestRun },
    rest,
  );
  return {
    runMetrics: [...long.runMetrics, ...others.runMetrics],
    metricPoints: [...long.metricPoints, ...others.metricPoints],
  };
}

/** With the run's own columns, as the trigger of the table copies them. */
function fillMetrics(metrics: readonly RunMetricRow[], trainings: readonly Training[]) {
  const runs = new Map(trainings.map(({ row }) => [row.id, row]));
  return metrics.map((metric) => {
    const run = runs.get(metric.runId);
    return {
      ...metric,
      ranked: run?.status === 'COMPLETED',
      modelId: run?.modelId ?? null,
      datasetId: run?.datasetVersionId?.split('@')[0] ?? null,
      framework: run?.framework ?? null,
    };
  });
}
