/** One deployment of a history. What is live has its share of the traffic in `percent`. */
export interface Step {
  version: number;
  /** `back`: the version that took over when the one before was rolled back. */
  outcome: 'retired' | 'rolled back' | 'back and retired' | 'back and live' | 'live' | 'failed' | 'pending';
  percent?: number;
}

export interface DeploymentHistory {
  modelId: string;
  environment: 'production' | 'staging' | 'development';
  steps: Step[];
}

export const history = (
  modelId: string,
  environment: DeploymentHistory['environment'],
  ...steps: [version: number, outcome: Step['outcome'], percent?: number][]
): DeploymentHistory => ({
  modelId,
  environment,
  steps: steps.map(([version, outcome, percent = 100]) => ({ version, outcome, percent })),
});

/** Oldest first in each history. */
export const deploymentPlan: readonly DeploymentHistory[] = [
  history(
    'fraud-detector',
    'production',
    [1, 'retired'],
    [2, 'retired'],
    [3, 'rolled back'],
    [2, 'back and retired'],
    [4, 'retired'],
    [5, 'live', 90],
    [6, 'live', 10],
  ),
  history('fraud-detector', 'staging', [5, 'retired'], [6, 'live']),
  history('iris-classifier', 'production', [2, 'retired'], [4, 'live']),
  history('iris-classifier', 'development', [4, 'live']),
  history('flight-delay-predictor', 'production', [1, 'retired'], [3, 'retired'], [4, 'live', 70], [5, 'live', 30]),
  history('flight-delay-predictor', 'staging', [5, 'live']),
  history('strike-damage-classifier', 'production', [2, 'retired'], [3, 'live']),
  history('strike-damage-classifier', 'staging', [4, 'failed']),
  history('movie-genre-classifier', 'production', [2, 'retired'], [4, 'live']),
  history('movie-hit-predictor', 'production', [2, 'retired'], [3, 'rolled back'], [2, 'back and live']),
  history('movie-hit-predictor', 'staging', [4, 'pending']),
  history('index-forecaster', 'production', [1, 'retired'], [3, 'live']),
  history('weather-classifier', 'staging', [3, 'live']),
  history('penguin-classifier', 'development', [2, 'retired']),
];

/** Production takes approved versions only. */
export const needsApproval = (plan: readonly DeploymentHistory[], modelId: string, version: number) =>
  isDeployed(plan, modelId, version, 'production');

/** Whether the version is or was deployed, there or anywhere. */
export const isDeployed = (
  plan: readonly DeploymentHistory[],
  modelId: string,
  version: number,
  environment?: DeploymentHistory['environment'],
) =>
  plan.some(
    (history) =>
      history.modelId === modelId &&
      (!environment || history.environment === environment) &&
      history.steps.some((step) => step.version === version),
  );
