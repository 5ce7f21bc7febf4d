/** How much a bulk seed holds. */
export interface Size {
  name: 'medium' | 'large';
  datasets: number;
  datasetVersions: number;
  models: number;
  modelVersions: number;
  runs: number;
  /** At most so many metrics of a run: the first of its model. */
  metricsPerRun: number;
  metricPoints: number;
  /** The points of one run that was measured at every step; null where there is none such. */
  longestRun: number | null;
  deployments: number;
  /** What the graph shows as edges: READ, PRODUCED, DERIVED, TRAINED, FILLS, SERVES and DEPLOYED. */
  lineageEdges: number;
  /** Whose 50 features Redis holds. */
  users: number;
}

export const medium: Size = {
  name: 'medium',
  datasets: 200,
  datasetVersions: 1_000,
  models: 100,
  modelVersions: 800,
  runs: 30_000,
  metricsPerRun: 6,
  metricPoints: 3_000_000,
  longestRun: null,
  deployments: 1_000,
  lineageEdges: 20_000,
  users: 100_000,
};

export const large: Size = {
  name: 'large',
  datasets: 2_000,
  datasetVersions: 20_000,
  models: 1_000,
  modelVersions: 60_000,
  runs: 1_000_000,
  metricsPerRun: 3,
  metricPoints: 4_000_000,
  longestRun: 100_000,
  deployments: 10_000,
  lineageEdges: 900_000,
  users: 1_000_000,
};
