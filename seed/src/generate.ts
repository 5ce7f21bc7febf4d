import type { NewExperiment } from '@tributary/configs/experiments';
import type { ModelCard } from '@tributary/configs/model-cards';
import type { NewModelConfig } from '@tributary/configs/model-configs';
import { generateAliases } from './aliases.ts';
import { generateAudit } from './audit.ts';
import { type Board, generateBoards } from './boards.ts';
import { planCampaigns } from './campaigns.ts';
import { generateConfigs, generateExperiments } from './configs.ts';
import { datasetCatalogue } from './dataset-catalogue.ts';
import { generateDatasets, generateOutputs, groupByDataset, toDatasetRows } from './datasets.ts';
import { deploymentPlan } from './deployment-plan.ts';
import { generateDeployments } from './deployments.ts';
import { exampleConfigs } from './example-configs.ts';
import { featureViewCatalogue } from './feature-view-catalogue.ts';
import { generateFeatureViews } from './feature-views.ts';
import {
  generateMetricPoints,
  type HistoryRows,
  toApprovals,
  toCopies,
  toCourses,
  toParameters,
  toRunConfig,
  toServingCopies,
} from './histories.ts';
import { archiveGivenUp, generateQuarantines } from './incidents.ts';
import { generateModelCards } from './model-cards.ts';
import { modelCatalogue } from './model-catalogue.ts';
import {
  generateArtifacts,
  generateModelVersions,
  type NewArtifact,
  toModelRows,
  toModelVersionDatasets,
} from './model-versions.ts';
import type { LineageRows } from './rows.ts';
import { generateInputs, generateRuns, toMetricRows } from './runs.ts';

/** A team's year, as the rows and documents of the three stores. */
export interface Platform {
  lineage: LineageRows;
  histories: HistoryRows;
  configs: {
    modelConfigs: NewModelConfig[];
    experiments: NewExperiment[];
    modelCards: ModelCard[];
    artifacts: NewArtifact[];
  };
  boards: Board[];
}

const RUNS = 500;
const METRIC_POINTS = 50_000;
/** The first models train when the year ends, and the next wait for their turn. */
const CURRENT_RUNS = { running: 5, all: 8 };

/** The same integer makes the same platform, on every machine and day. */
export function generatePlatform(seed: number): Platform {
  const { versions: sources, derivations } = generateDatasets(seed, datasetCatalogue);
  const campaigns = planCampaigns(seed, modelCatalogue, RUNS - CURRENT_RUNS.all);
  const current = modelCatalogue
    .slice(0, CURRENT_RUNS.all)
    .map((model, index) => ({ model, isRunning: index < CURRENT_RUNS.running }));
  const { trainings, groups } = generateRuns(seed, campaigns, current, sources);
  const registrations = generateModelVersions(seed, campaigns, trainings, deploymentPlan);
  const keptRuns = registrations.flatMap(({ training }) => (training ? [training.row] : []));
  const outputs = generateOutputs(seed, datasetCatalogue, keptRuns);
  const versions = new Map([...sources, ...groupByDataset(outputs)]);

  const artifacts = generateArtifacts(registrations);
  const modelVersions = registrations.map(({ row }) => row);
  const { deployments, deploymentEvents } = generateDeployments(seed, deploymentPlan, modelVersions);
  const runs = trainings.map(({ row }) => row);
  const runInputs = generateInputs(seed, trainings, versions);
  const runMetrics = trainings.flatMap(toMetricRows);
  const approvals = modelVersions.flatMap(toApprovals);
  const { aliases, aliasChanges } = generateAliases(deployments, deploymentEvents);
  const models = archiveGivenUp(toModelRows(modelCatalogue), trainings);
  const shown = new Set(models.filter(({ archivedAt }) => !archivedAt).map(({ id }) => id));
  const ranked = generateBoards(runs, runMetrics);
  // An archived model keeps its rows on the list of copies: that they are not on a board was brought there, too.
  const boards = ranked.flatMap((board) => {
    const entries = board.entries.filter(({ modelId }) => shown.has(modelId));
    return entries.length > 0 ? [{ ...board, entries }] : [];
  });
  const quarantines = generateQuarantines();
  const views = generateFeatureViews(featureViewCatalogue, [...sources.values()].flat(), registrations);
  const lineage: LineageRows = {
    datasets: toDatasetRows(datasetCatalogue, versions),
    datasetVersions: [...versions.values()].flat(),
    derivations,
    models,
    runGroups: groups,
    runs,
    runInputs,
    runMetrics,
    modelVersions,
    modelVersionDatasets: toModelVersionDatasets(registrations, runInputs),
    ...views,
    aliases,
    deployments,
  };
  const owners = new Map([...datasetCatalogue, ...modelCatalogue].map(({ id, owner }) => [id, owner]));
  const changes = { aliasChanges, approvals, deploymentEvents, quarantines };
  return {
    lineage,
    histories: {
      parameters: trainings.flatMap(toParameters),
      configs: trainings.map(toRunConfig),
      metricPoints: generateMetricPoints(seed, runs, runMetrics, METRIC_POINTS, toCourses(trainings)),
      ...changes,
      // What derives from it would be marked with it: nothing does.
      quarantineMarks: quarantines.map(({ originId }) => ({ originId, versionId: originId, distance: 0 })),
      auditEvents: generateAudit(seed, lineage, changes, owners, artifacts),
      copies: [
        ...toCopies(runs, ranked, views.featureViews),
        ...toServingCopies(approvals, deployments, deploymentEvents),
      ],
    },
    configs: {
      modelConfigs: [...generateConfigs(registrations), ...exampleConfigs()],
      experiments: generateExperiments(seed, trainings),
      modelCards: generateModelCards(registrations),
      artifacts,
    },
    boards,
  };
}
