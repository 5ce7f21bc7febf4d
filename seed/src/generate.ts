import type { NewExperiment } from '@tributary/configs/experiments';
import type { NewModelConfig } from '@tributary/configs/model-configs';
import { type Board, generateBoards } from './boards.ts';
import { planCampaigns } from './campaigns.ts';
import { generateConfigs, generateExperiments } from './configs.ts';
import { generateDatasets, generateOutputs, toDatasetRows } from './datasets.ts';
import { generateAliases, generateDeployments } from './deployments.ts';
import { generateFeatureViews } from './feature-views.ts';
import {
  generateMetricPoints,
  type HistoryRows,
  toAliasChange,
  toCopies,
  toDeploymentEvents,
  toParameters,
  toRunConfig,
} from './histories.ts';
import { generateModelVersions, toModelRows } from './model-versions.ts';
import type { LineageRows } from './rows.ts';
import { CURRENT_RUN_COUNT, generateInputs, generateRuns, toMetricRows } from './runs.ts';

/** A team's year, as the rows and documents of the three stores. */
export interface Platform {
  lineage: LineageRows;
  histories: HistoryRows;
  configs: { modelConfigs: NewModelConfig[]; experiments: NewExperiment[] };
  boards: Board[];
}

const RUNS = 500;

/** The same integer makes the same platform, on every machine and day. */
export function generatePlatform(seed: number): Platform {
  const { versions: sources, derivations } = generateDatasets(seed);
  const campaigns = planCampaigns(seed, RUNS - CURRENT_RUN_COUNT);
  const { trainings, groups } = generateRuns(seed, campaigns, sources);
  const registrations = generateModelVersions(seed, campaigns, trainings);
  const keptRuns = registrations.flatMap(({ training }) => (training ? [training.row] : []));
  const datasetVersions = [...sources, ...generateOutputs(seed, keptRuns)];

  const modelVersions = registrations.map(({ row }) => row);
  const deployments = generateDeployments(seed, modelVersions);
  const runs = trainings.map(({ row }) => row);
  const runMetrics = trainings.flatMap(toMetricRows);
  const aliases = generateAliases(deployments);
  const boards = generateBoards(runs, runMetrics);
  const views = generateFeatureViews(sources, registrations);
  return {
    lineage: {
      datasets: toDatasetRows(datasetVersions),
      datasetVersions,
      derivations,
      models: toModelRows(),
      runGroups: groups,
      runs,
      runInputs: generateInputs(seed, trainings, datasetVersions),
      runMetrics,
      modelVersions,
      // There is no run to say what an imported version learned from, so whoever imported it did.
      modelVersionDatasets: registrations.flatMap(({ row, model, training }) =>
        training ? [] : [{ modelVersionId: row.id, datasetVersionId: `${model.dataset}@1` }],
      ),
      ...views,
      aliases,
      deployments,
    },
    histories: {
      parameters: trainings.flatMap(toParameters),
      configs: trainings.map(toRunConfig),
      metricPoints: generateMetricPoints(seed, runs, runMetrics),
      aliasChanges: aliases.map(toAliasChange),
      deploymentEvents: deployments.flatMap(toDeploymentEvents),
      copies: toCopies(runs, boards, views.featureViews),
    },
    configs: { modelConfigs: generateConfigs(registrations), experiments: generateExperiments(seed, trainings) },
    boards,
  };
}
