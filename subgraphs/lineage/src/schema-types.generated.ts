export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment as ISO 8601 text, in UTC with milliseconds. */
  DateTime: { input: Date; output: Date | string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A JSON object. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** A column of plain values, in the order that the field's description says. Not completed value by value, so a thousand rows cost one field. */
  JSONArray: { input: unknown[]; output: unknown[]; }
  /** A whole number up to 2^53 - 1, for counts and bytes. */
  SafeInt: { input: number; output: number; }
};

/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** One dataset by its slug. */
  readonly dataset?: Maybe<Dataset>;
  /** Datasets; without orderBy the newest first. */
  readonly datasets?: Maybe<DatasetConnection>;
  /** One dataset version, such as fraud-transactions@3. */
  readonly datasetVersion?: Maybe<DatasetVersion>;
  /** One model by its slug. */
  readonly model?: Maybe<Model>;
  /** Models; without orderBy the newest first. */
  readonly models?: Maybe<ModelConnection>;
  /** One model version, such as fraud-detector@2. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** The versions of all models, the newest first. */
  readonly modelVersions?: Maybe<ModelVersionConnection>;
  /** One training run by its UUID. */
  readonly trainingRun?: Maybe<TrainingRun>;
  /** Training runs; without orderBy the newest first. */
  readonly trainingRuns?: Maybe<TrainingRunConnection>;
  /** One group of runs. */
  readonly runGroup?: Maybe<RunGroup>;
  /** Groups of runs; without orderBy the newest first. */
  readonly runGroups?: Maybe<RunGroupConnection>;
  /** One deployment by its UUID. */
  readonly deployment?: Maybe<Deployment>;
  /** Deployments; without orderBy the newest first. */
  readonly deployments?: Maybe<DeploymentConnection>;
  /** One feature view by its name, be it deleted. */
  readonly featureView?: Maybe<FeatureView>;
  /** Feature views by name, without deleted ones. */
  readonly featureViews?: Maybe<FeatureViewConnection>;
  /** The metrics whose goal is known, by name. */
  readonly metricDefinitions?: Maybe<MetricDefinitionConnection>;
  /** The best completed runs by the last value of one metric. The SQL function get_top_models takes the same arguments. A run is ranked unless it or its model is archived, and on one dataset none while the dataset is archived. Equal values: with perModel by the model's id in the direction of the values, as boards do, else the newer run. */
  readonly topModels?: Maybe<ReadonlyArray<RankedRun>>;
  /** The view model_performance, one row a completed run, ranked inside its dataset; the newest run first. A run is compared unless it or its model is archived. where chooses among the rows, the ranks are those among all of them. */
  readonly modelPerformance?: Maybe<ModelPerformanceConnection>;
  /** Runs by the name of their framework, those without one last. A run is compared unless it or its model is archived. Averages and the best are of completed runs. */
  readonly frameworkComparison?: Maybe<ReadonlyArray<FrameworkComparison>>;
  /** Deployments with what they serve and how well it was trained; the newest first. */
  readonly deploymentSummary?: Maybe<DeploymentSummaryConnection>;
  /** The graph around one node, the nearest nodes first; null when there is no such node. Upstream is what it came from, downstream what came from it; BOTH: all of either. Feature views are nodes, too. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Full-text search over ids, names, descriptions and tags, misspellings forgiven; what matches first, then what is only similar, each the best first. Where very many match, 5,000 of them are ranked, and 1,000 of those that are only similar. */
  readonly search?: Maybe<SearchConnection>;
  /** What was changed, by whom, from what to what, the newest first. */
  readonly auditEvents?: Maybe<AuditEventConnection>;
  /** Where models can be deployed, as the platform is set up. */
  readonly environments?: Maybe<ReadonlyArray<Environment>>;
  /** Who the caller is. */
  readonly viewer?: Maybe<Viewer>;
  /** How the stores answer, each field by the service that owns the store. */
  readonly health?: Maybe<Health>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryDatasetArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryDatasetsArgs = {
  where?: InputMaybe<DatasetWhere>;
  orderBy?: InputMaybe<ReadonlyArray<DatasetOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryDatasetVersionArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryModelArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryModelsArgs = {
  where?: InputMaybe<ModelWhere>;
  orderBy?: InputMaybe<ReadonlyArray<ModelOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryModelVersionArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryModelVersionsArgs = {
  where?: InputMaybe<ModelVersionWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryTrainingRunArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryTrainingRunsArgs = {
  where?: InputMaybe<TrainingRunWhere>;
  orderBy?: InputMaybe<ReadonlyArray<TrainingRunOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryRunGroupArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryRunGroupsArgs = {
  where?: InputMaybe<RunGroupWhere>;
  orderBy?: InputMaybe<ReadonlyArray<RunGroupOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryDeploymentsArgs = {
  where?: InputMaybe<DeploymentWhere>;
  orderBy?: InputMaybe<ReadonlyArray<DeploymentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryFeatureViewArgs = {
  name: Scalars['ID']['input'];
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryFeatureViewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryMetricDefinitionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryTopModelsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  metric?: InputMaybe<Scalars['String']['input']>;
  goal?: InputMaybe<MetricGoal>;
  datasetId?: InputMaybe<Scalars['ID']['input']>;
  framework?: InputMaybe<Scalars['String']['input']>;
  perModel?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryModelPerformanceArgs = {
  where?: InputMaybe<TrainingRunWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryFrameworkComparisonArgs = {
  datasetId?: InputMaybe<Scalars['ID']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryDeploymentSummaryArgs = {
  where?: InputMaybe<DeploymentWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryLineageArgs = {
  root: LineageNodeRef;
  direction?: InputMaybe<LineageDirection>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QuerySearchArgs = {
  text: Scalars['String']['input'];
  types?: InputMaybe<ReadonlyArray<SearchType>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be asked. A root field is null where nothing is found, and where its service fails: then `errors` says
 * which, and all else is answered.
 *
 * Lists take `first` (0 to 1,000) and `after` (an `endCursor` of the same list in the same order), and where they have them
 * `where`, at most three `orderBy` and `includeArchived`. The newest come first where neither `orderBy` nor the list's own
 * description says otherwise. What has no value in an order comes last, ascending and descending.
 */
export type QueryAuditEventsArgs = {
  where?: InputMaybe<AuditEventWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes a dataset, without versions yet. */
  readonly createDataset?: Maybe<DatasetResult>;
  /** Changes a dataset. Fields left out stay; null clears, and a name falls back to the id. */
  readonly updateDataset?: Maybe<DatasetResult>;
  /** Hides a dataset; nothing new is made under it. */
  readonly archiveDataset?: Maybe<DatasetResult>;
  /** Brings an archived dataset back. */
  readonly restoreDataset?: Maybe<DatasetResult>;
  /** The dataset's next version. One with the digest of the newest answers with that one; with other derivedFromIds it is a Conflict. */
  readonly createDatasetVersion?: Maybe<DatasetVersionResult>;
  /** Marks a version as not to be trusted, and with it every version derived from it, now or later: no new run, model version, APPROVED review or deployment may build on them, nor a dataset version that names them in derivedFromIds; what a run that had read them writes is accepted and marked. `currentVersion` skips them, what is served from them is marked. Callers' edges carry impact, not quarantine. What learned from it is found by `DatasetVersion.impact`. Again with another reason, it changes the reason. */
  readonly quarantineDatasetVersion?: Maybe<DatasetVersionResult>;
  /** Lifts the version's own mark; it stays QUARANTINED while anything that it derives from is. Without a mark of its own it stays as it is; a Conflict names what it is QUARANTINED because of. */
  readonly releaseDatasetVersion?: Maybe<DatasetVersionResult>;
  /** Makes a model, without versions yet. */
  readonly createModel?: Maybe<ModelResult>;
  /** Changes a model. Fields left out stay; null clears, and a name falls back to the id. */
  readonly updateModel?: Maybe<ModelResult>;
  /** Hides a model; nothing new is made under it. A Conflict while a deployment of it is PENDING or LIVE. */
  readonly archiveModel?: Maybe<ModelResult>;
  /** Brings an archived model back. */
  readonly restoreModel?: Maybe<ModelResult>;
  /** The model's next version: the artifact of a running or completed run, or an imported one without a run, for which trainedOnIds says what is known. Deploying wants its run COMPLETED. */
  readonly registerModelVersion?: Maybe<ModelVersionResult>;
  /** Approves a version, rejects it, or takes that back. */
  readonly reviewModelVersion?: Maybe<ModelVersionResult>;
  /** Moves an alias such as `champion`; every move is kept. `latest`, `v<number>` and plain digits are reserved. The version's approval does not matter. */
  readonly setModelAlias?: Maybe<ModelVersionResult>;
  /** Takes an alias away; its history stays. */
  readonly deleteModelAlias?: Maybe<ModelResult>;
  /** Makes a group of runs, such as a sweep. */
  readonly createRunGroup?: Maybe<RunGroupResult>;
  /** Changes a group of runs. Fields left out stay; null clears, and a name falls back to the id. */
  readonly updateRunGroup?: Maybe<RunGroupResult>;
  /** Hides a group of runs with its runs. */
  readonly archiveRunGroup?: Maybe<RunGroupResult>;
  /** Brings an archived group back, with the runs that were archived with it. */
  readonly restoreRunGroup?: Maybe<RunGroupResult>;
  /** Says of a metric which way is better, or changes that; its boards are made again then. */
  readonly defineMetric?: Maybe<MetricDefinitionResult>;
  /** Makes a run with what it reads; RUNNING unless start is false. */
  readonly createTrainingRun?: Maybe<TrainingRunResult>;
  /** As createTrainingRun, with the run's full configuration; a copy of it becomes the run's experiment in MongoDB, and `configSync` says whether it is there. */
  readonly registerTrainingRun?: Maybe<RegisterTrainingRunResult>;
  /** Starts a SCHEDULED run: it is RUNNING from now on. One that runs already stays as it is. */
  readonly startTrainingRun?: Maybe<TrainingRunResult>;
  /** Writes up to 1,000 points of a run's metrics; of two in the list for one place the later counts, those without `at` being at one time; only then is it compared with what is stored. A point is its run, name, step and time: the same again changes nothing, another value replaces it. Without `at`: now, unless the step's newest point has this value already. Runs that are finished still take points. A run has at most 10,000 metrics. Not audited. */
  readonly logMetrics?: Maybe<TrainingRunResult>;
  /** Writes up to 1,000 parameters of a run. One that is set keeps its value: another is a Conflict. */
  readonly logParameters?: Maybe<TrainingRunResult>;
  /** Notes a file of a run; one of the same name is replaced. */
  readonly logArtifact?: Maybe<TrainingRunResult>;
  /** Ends a run. Again with the same status: metrics are added, the end stays. Another status is a Conflict. */
  readonly finishTrainingRun?: Maybe<TrainingRunResult>;
  /** Makes a finished run RUNNING again, such as one resumed from a checkpoint. */
  readonly reopenTrainingRun?: Maybe<TrainingRunResult>;
  /** Changes a run. Fields left out stay; null clears. */
  readonly updateTrainingRun?: Maybe<TrainingRunResult>;
  /** Hides runs; they can be restored. Up to 1,000 at once, all or none. */
  readonly archiveTrainingRuns?: Maybe<TrainingRunsResult>;
  /** Brings archived runs back. Up to 1,000 at once, all or none. A run whose group is archived is a Conflict: restore the group. */
  readonly restoreTrainingRuns?: Maybe<TrainingRunsResult>;
  /** Deploys a version. Without an endpointUrl the platform serves it: it is PENDING until its ONNX artifact was loaded and run once, then LIVE, or FAILED with the reason in `history`; a version without an ONNX artifact with a sha256 is a Conflict. A store that is away leaves it PENDING. It takes its share of the environment's traffic in the moment when it becomes LIVE; the others shrink in proportion (largest remainder, ties to the newer); each that held some keeps at least 1, and where too little is left the smallest, then the oldest, fall to 0 and are RETIRED; one that stood at 0 already stays LIVE at 0. The first one gets 100. Until then it holds 0. A version that is PENDING or LIVE in the environment already is a Conflict that names its deployment. Some environments need an approved version; a REJECTED one is deployed nowhere. */
  readonly deployModelVersion?: Maybe<DeploymentResult>;
  /** Splits an environment's traffic for one model. Shares add up to 100, all of LIVE deployments; a live deployment left out gets 0 and stays LIVE. */
  readonly setTraffic?: Maybe<SetTrafficResult>;
  /** Takes a bad deployment back. The last good version takes over its share, the others keep theirs: by its LIVE deployment, else its PENDING one, else a new one; until that is LIVE the bad one stays LIVE. Answers with the deployment that takes over. Last good: the newest earlier deployment here of another version that was LIVE, whose version was not rolled back here since, and that deployModelVersion would take if it were not open already. */
  readonly rollbackDeployment?: Maybe<DeploymentResult>;
  /** Ends a deployment. Its share goes back to the others in proportion; if they all hold 0, to the newest. A PENDING one becomes FAILED. */
  readonly retireDeployment?: Maybe<DeploymentResult>;
  /** For models served elsewhere: the endpoint says that it is live or has failed. A PENDING one that could not be deployed any more (quarantined, rejected) becomes FAILED instead of LIVE: a Conflict. */
  readonly reportDeployment?: Maybe<DeploymentResult>;
  /** Adds a dependency that the platform did not see by itself. Its type is lower case; impact follows it; one that closes a cycle, or joins a node to itself, is a Conflict. */
  readonly addLineageEdge?: Maybe<LineageEdgeResult>;
  /** Deletes an edge that a caller added; any other is NotFound. */
  readonly deleteLineageEdge?: Maybe<LineageEdgeResult>;
  /** Creates a feature view or a new revision of it; the same again changes nothing, also with the features in another order, and description and owner make no revision. Conflict: a source that is QUARANTINED, another entity or other join keys, another type of a feature than in any revision, a feature dropped that a PENDING or LIVE version reads. A view made again after a delete goes on counting revisions. */
  readonly applyFeatureView?: Maybe<FeatureViewResult>;
  /** Deletes a feature view. A Conflict while a version of a model that is not archived reads it. Its revisions stay readable from versions, lineage and impact; lists, search and the registry leave it out; deploying a version that reads it is a Conflict until it is applied again. */
  readonly deleteFeatureView?: Maybe<DeleteFeatureViewResult>;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationCreateDatasetArgs = {
  input: CreateDatasetInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationUpdateDatasetArgs = {
  input: UpdateDatasetInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationArchiveDatasetArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRestoreDatasetArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationCreateDatasetVersionArgs = {
  input: CreateDatasetVersionInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationQuarantineDatasetVersionArgs = {
  input: QuarantineDatasetVersionInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationReleaseDatasetVersionArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationCreateModelArgs = {
  input: CreateModelInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationUpdateModelArgs = {
  input: UpdateModelInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationArchiveModelArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRestoreModelArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRegisterModelVersionArgs = {
  input: RegisterModelVersionInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationReviewModelVersionArgs = {
  input: ReviewModelVersionInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationSetModelAliasArgs = {
  input: SetModelAliasInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationDeleteModelAliasArgs = {
  modelId: Scalars['ID']['input'];
  alias: Scalars['String']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationCreateRunGroupArgs = {
  input: CreateRunGroupInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationUpdateRunGroupArgs = {
  input: UpdateRunGroupInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationArchiveRunGroupArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRestoreRunGroupArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationDefineMetricArgs = {
  input: DefineMetricInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationCreateTrainingRunArgs = {
  input: CreateTrainingRunInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRegisterTrainingRunArgs = {
  input: RegisterTrainingRunInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationStartTrainingRunArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationLogMetricsArgs = {
  input: LogMetricsInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationLogParametersArgs = {
  input: LogParametersInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationLogArtifactArgs = {
  input: LogArtifactInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationFinishTrainingRunArgs = {
  input: FinishTrainingRunInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationReopenTrainingRunArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationUpdateTrainingRunArgs = {
  input: UpdateTrainingRunInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationArchiveTrainingRunsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRestoreTrainingRunsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationDeployModelVersionArgs = {
  input: DeployModelVersionInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationSetTrafficArgs = {
  input: SetTrafficInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRollbackDeploymentArgs = {
  input: RollbackDeploymentInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationRetireDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationReportDeploymentArgs = {
  input: ReportDeploymentInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationAddLineageEdgeArgs = {
  input: LineageEdgeInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationDeleteLineageEdgeArgs = {
  input: LineageEdgeInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationApplyFeatureViewArgs = {
  input: ApplyFeatureViewInput;
};


/**
 * Everything that can be changed. Each answers its success, or why it was not done: NotFound, Conflict (a rule, a state, a
 * name that is taken), InvalidInput with the places in the input, and of predictions RateLimited or ModelUnavailable, too. A
 * failure changes nothing.
 */
export type MutationDeleteFeatureViewArgs = {
  name: Scalars['ID']['input'];
};

/** A named body of data, which grows by versions. */
export type Dataset = {
  readonly __typename?: 'Dataset';
  /** A slug, such as fraud-transactions. */
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['String']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Who answers for it, in words; not looked up among callers. */
  readonly owner?: Maybe<Scalars['String']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly sourceUri?: Maybe<Scalars['String']['output']>;
  readonly license?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The newest version by writtenAt that is not quarantined. */
  readonly currentVersion?: Maybe<DatasetVersion>;
  readonly version?: Maybe<DatasetVersion>;
  readonly versions?: Maybe<DatasetVersionConnection>;
  readonly trainingRuns?: Maybe<TrainingRunConnection>;
  /** The best completed run on any version of this dataset, by the metric's last value. A run is ranked unless it or its model is archived, and none while the dataset is archived. */
  readonly bestRun?: Maybe<TrainingRun>;
  /** Versions that this dataset's versions derive from, the newest first; its own stay out. A step leads to the versions that were named, or to the inputs of the run that wrote a version. */
  readonly upstream?: Maybe<DatasetVersionConnection>;
  /** Versions that derive from this dataset's versions, as for upstream. */
  readonly downstream?: Maybe<DatasetVersionConnection>;
  readonly archivedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A named body of data, which grows by versions. */
export type DatasetVersionArgs = {
  number: Scalars['Int']['input'];
};


/** A named body of data, which grows by versions. */
export type DatasetVersionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A named body of data, which grows by versions. */
export type DatasetTrainingRunsArgs = {
  where?: InputMaybe<TrainingRunWhere>;
  orderBy?: InputMaybe<ReadonlyArray<TrainingRunOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


/** A named body of data, which grows by versions. */
export type DatasetBestRunArgs = {
  metric?: InputMaybe<Scalars['String']['input']>;
  goal?: InputMaybe<MetricGoal>;
};


/** A named body of data, which grows by versions. */
export type DatasetUpstreamArgs = {
  depth?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A named body of data, which grows by versions. */
export type DatasetDownstreamArgs = {
  depth?: InputMaybe<Scalars['Int']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A dataset as it was written once; it never changes. */
export type DatasetVersion = {
  readonly __typename?: 'DatasetVersion';
  /** datasetId@number, such as fraud-transactions@3. */
  readonly id: Scalars['ID']['output'];
  readonly number: Scalars['Int']['output'];
  readonly dataset: Dataset;
  /** algorithm:hex, such as sha256:9f86d0…; equal digests mean equal data. Where no digest is known, run:<uuid> of the run that wrote it. */
  readonly digest: Scalars['String']['output'];
  readonly columns: ReadonlyArray<DatasetColumn>;
  readonly rowCount?: Maybe<Scalars['SafeInt']['output']>;
  readonly sizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  readonly state: DatasetVersionState;
  /** Of its own mark, else of the nearest that reaches it. */
  readonly quarantineReason?: Maybe<Scalars['String']['output']>;
  /** The training or evaluation run that wrote it. */
  readonly producedBy?: Maybe<TrainingRun>;
  /** When the data was written; createdAt is when the platform learned of it. */
  readonly writtenAt: Scalars['DateTime']['output'];
  /** The versions that it was derived from, by dataset, then number: those named, and the inputs of the run that wrote it. */
  readonly derivedFrom?: Maybe<ReadonlyArray<DatasetVersion>>;
  /** Every model version that learned from it (by TRAINING or VALIDATION inputs, or by the revisions of feature views that it was trained with), directly or through derived data, and where those are live. Follows callers' edges, also those that start at a run which read it. A run that only tested on it does not lead to the run's model versions: they did not learn from it, though `lineage` shows them downstream. */
  readonly impact?: Maybe<Impact>;
  readonly trainingRuns?: Maybe<TrainingRunConnection>;
  /** Those that are filled from it by their newest revision, by name, without deleted ones. */
  readonly featureViews?: Maybe<FeatureViewConnection>;
  readonly createdAt: Scalars['DateTime']['output'];
};


/** A dataset as it was written once; it never changes. */
export type DatasetVersionTrainingRunsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A dataset as it was written once; it never changes. */
export type DatasetVersionFeatureViewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Whether a dataset version may be built upon. */
export type DatasetVersionState =
  | 'ACTIVE'
  | 'QUARANTINED';

/** A column of a dataset version. */
export type DatasetColumn = {
  readonly __typename?: 'DatasetColumn';
  readonly name: Scalars['String']['output'];
  /** Arrow-like name: int64, float64, bool, string, timestamp, …, or unknown. */
  readonly type: Scalars['String']['output'];
  /** Null where nobody said. */
  readonly nullable?: Maybe<Scalars['Boolean']['output']>;
  readonly description?: Maybe<Scalars['String']['output']>;
};

/** A model: one slug in every store. What was trained of it are its versions. */
export type Model = {
  readonly __typename?: 'Model';
  /** A slug, such as fraud-detector. Leaderboards and configurations name the model by it, too. */
  readonly id: Scalars['ID']['output'];
  /** Unique; any text without / and :. */
  readonly name: Scalars['String']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Who answers for it, in words; not looked up among callers. */
  readonly owner?: Maybe<Scalars['String']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** What it does, in words, such as classification. */
  readonly task?: Maybe<Scalars['String']['output']>;
  readonly framework?: Maybe<Scalars['String']['output']>;
  /** For how many seconds a prediction may be answered from a cache; 0 is never. */
  readonly predictionTtlSeconds: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  /** One version, by its number or by an alias: exactly one of the two is given. */
  readonly version?: Maybe<ModelVersion>;
  /** That of the highest number; null without versions. */
  readonly latestVersion?: Maybe<ModelVersion>;
  readonly versions?: Maybe<ModelVersionConnection>;
  /** As they stand now, by name. */
  readonly aliases?: Maybe<ReadonlyArray<ModelAlias>>;
  /** Every move of an alias, the newest first. */
  readonly aliasHistory?: Maybe<AliasChangeConnection>;
  readonly trainingRuns?: Maybe<TrainingRunConnection>;
  /** The best completed run of this model, by the metric's last value. A run is ranked unless it is archived; an archived model has its best run, too. */
  readonly bestRun?: Maybe<TrainingRun>;
  readonly deployments?: Maybe<DeploymentConnection>;
  readonly archivedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A model: one slug in every store. What was trained of it are its versions. */
export type ModelVersionArgs = {
  number?: InputMaybe<Scalars['Int']['input']>;
  alias?: InputMaybe<Scalars['String']['input']>;
};


/** A model: one slug in every store. What was trained of it are its versions. */
export type ModelVersionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A model: one slug in every store. What was trained of it are its versions. */
export type ModelAliasHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A model: one slug in every store. What was trained of it are its versions. */
export type ModelTrainingRunsArgs = {
  where?: InputMaybe<TrainingRunWhere>;
  orderBy?: InputMaybe<ReadonlyArray<TrainingRunOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


/** A model: one slug in every store. What was trained of it are its versions. */
export type ModelBestRunArgs = {
  metric?: InputMaybe<Scalars['String']['input']>;
  goal?: InputMaybe<MetricGoal>;
};


/** A model: one slug in every store. What was trained of it are its versions. */
export type ModelDeploymentsArgs = {
  where?: InputMaybe<DeploymentWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A movable name for one version of a model, such as champion. */
export type ModelAlias = {
  readonly __typename?: 'ModelAlias';
  readonly name: Scalars['String']['output'];
  readonly version: ModelVersion;
  readonly setAt: Scalars['DateTime']['output'];
  readonly setBy: Scalars['String']['output'];
};

/** One move of an alias: set, moved or taken away. */
export type AliasChange = {
  readonly __typename?: 'AliasChange';
  readonly alias: Scalars['String']['output'];
  /** Null where it was set anew. */
  readonly from?: Maybe<ModelVersion>;
  /** Null where it was taken away. */
  readonly to?: Maybe<ModelVersion>;
  readonly at: Scalars['DateTime']['output'];
  readonly by: Scalars['String']['output'];
};

/** What one training made of a model, or what was imported. */
export type ModelVersion = {
  readonly __typename?: 'ModelVersion';
  /** modelId@number, such as fraud-detector@2. */
  readonly id: Scalars['ID']['output'];
  readonly number: Scalars['Int']['output'];
  readonly model: Model;
  /** Null for an imported one. */
  readonly trainingRun?: Maybe<TrainingRun>;
  /** Dataset versions that it learned from, by dataset, then number; at most 100. */
  readonly trainedOn?: Maybe<ReadonlyArray<DatasetVersion>>;
  /** The feature views that it reads, by name. All describe one entity; at most 20. */
  readonly featureSources?: Maybe<ReadonlyArray<FeatureSource>>;
  readonly signature?: Maybe<ModelSignature>;
  /** The revision of the model's configuration that this version was trained with. */
  readonly configRevision?: Maybe<Scalars['Int']['output']>;
  readonly artifact?: Maybe<Artifact>;
  readonly approval: Approval;
  readonly aliases?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly deployments?: Maybe<DeploymentConnection>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy: Scalars['String']['output'];
};


/** What one training made of a model, or what was imported. */
export type ModelVersionDeploymentsArgs = {
  where?: InputMaybe<DeploymentWhere>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A feature view and the revision of it that the version was trained with. */
export type FeatureSource = {
  readonly __typename?: 'FeatureSource';
  /** As it is now, be it deleted. */
  readonly view: FeatureView;
  readonly revision: Scalars['Int']['output'];
};

/** What goes in and what comes out, as in MLflow and the Open Inference Protocol. */
export type ModelSignature = {
  readonly __typename?: 'ModelSignature';
  readonly inputs: ReadonlyArray<TensorSpec>;
  readonly outputs: ReadonlyArray<TensorSpec>;
  /** Class names in the order of the probabilities' last dimension. Null: a regressor, or labels come out as they are. */
  readonly classes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** One tensor that a model takes or answers. */
export type TensorSpec = {
  readonly __typename?: 'TensorSpec';
  readonly name: Scalars['String']['output'];
  /** Of the Open Inference Protocol: BOOL, UINT8 to UINT64, INT8 to INT64, FP16, FP32, FP64 or BYTES. */
  readonly datatype: Scalars['String']['output'];
  /** -1 where any size goes; a first dimension of -1 is the batch. */
  readonly shape: ReadonlyArray<Scalars['Int']['output']>;
  /** The features laid along the last dimension, in this order. Null: one feature, named like the tensor. */
  readonly features?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A file that a run made. */
export type Artifact = {
  readonly __typename?: 'Artifact';
  readonly name: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly format: ArtifactFormat;
  /** The digest of its bytes in lower-case hexadecimal digits. Null where only the place is known. */
  readonly sha256?: Maybe<Scalars['String']['output']>;
  readonly sizeBytes?: Maybe<Scalars['SafeInt']['output']>;
};

/** How an artifact's bytes are to be read. */
export type ArtifactFormat =
  | 'ONNX'
  | 'OTHER';

/** The last review of a model version. */
export type Approval = {
  readonly __typename?: 'Approval';
  readonly state: ApprovalState;
  readonly by?: Maybe<Scalars['String']['output']>;
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** What a review can say. */
export type ApprovalState =
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED';

/** One attempt at training, from its inputs to its end. */
export type TrainingRun = {
  readonly __typename?: 'TrainingRun';
  /** A UUID, version 7 where the platform draws it. */
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly group?: Maybe<RunGroup>;
  /** What it trains; null until that is known. Boards and rankings by model leave such runs out. */
  readonly model?: Maybe<Model>;
  /** At most 100. */
  readonly inputs?: Maybe<ReadonlyArray<RunInput>>;
  /** Dataset versions that it wrote, such as predictions on a test set; the newest first. */
  readonly outputs?: Maybe<DatasetVersionConnection>;
  /** The first TRAINING input, where there is one. Rankings and boards by dataset go by it; filters and impact by all. */
  readonly datasetVersion?: Maybe<DatasetVersion>;
  readonly dataset?: Maybe<Dataset>;
  /** Null until it is known. */
  readonly framework?: Maybe<Scalars['String']['output']>;
  readonly status: TrainingRunStatus;
  /** The last point of every metric: of the highest step the newest. */
  readonly metrics?: Maybe<ReadonlyArray<Metric>>;
  readonly metric?: Maybe<Scalars['Float']['output']>;
  readonly accuracy?: Maybe<Scalars['Float']['output']>;
  /** The course of one metric in step order, thinned in the store to maxPoints: the first and the last point, the highest and the lowest finite value, and of the others as many as there is room for, at even distances. */
  readonly metricHistory?: Maybe<ReadonlyArray<MetricPoint>>;
  /** The courses of several metrics, each as metricHistory, by name. */
  readonly metricHistories?: Maybe<ReadonlyArray<MetricHistory>>;
  /** Every point, in step order; DESC begins with the newest. */
  readonly metricPoints?: Maybe<MetricPointConnection>;
  readonly parameters?: Maybe<ReadonlyArray<Parameter>>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly sourceCommit?: Maybe<Scalars['String']['output']>;
  /** The run's files, by name. */
  readonly artifacts?: Maybe<ArtifactConnection>;
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** From startedAt to endedAt; null until both are known. */
  readonly durationSeconds?: Maybe<Scalars['Float']['output']>;
  readonly createdBy: Scalars['String']['output'];
  /** The run that this one belongs to, such as a search of which it is a trial. */
  readonly parent?: Maybe<TrainingRun>;
  readonly children?: Maybe<TrainingRunConnection>;
  /** The versions that it became, by model, then number; a run may log several models. */
  readonly modelVersions?: Maybe<ReadonlyArray<ModelVersion>>;
  /** Whether MongoDB holds the run's experiment as the run is here; null of a run that a large seed left without one. */
  readonly configSync?: Maybe<SyncState>;
  readonly errorMessage?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly archivedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunOutputsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunMetricArgs = {
  name: Scalars['String']['input'];
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunMetricHistoryArgs = {
  name: Scalars['String']['input'];
  maxPoints?: InputMaybe<Scalars['Int']['input']>;
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunMetricHistoriesArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  maxPoints?: InputMaybe<Scalars['Int']['input']>;
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunMetricPointsArgs = {
  name: Scalars['String']['input'];
  direction?: InputMaybe<SortDirection>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunArtifactsArgs = {
  under?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** One attempt at training, from its inputs to its end. */
export type TrainingRunChildrenArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Runs that belong together, such as a sweep; MLflow calls it an experiment. */
export type RunGroup = {
  readonly __typename?: 'RunGroup';
  /** A slug or a UUID. */
  readonly id: Scalars['ID']['output'];
  /** Unique. */
  readonly name: Scalars['String']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly trainingRuns?: Maybe<TrainingRunConnection>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly archivedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Runs that belong together, such as a sweep; MLflow calls it an experiment. */
export type RunGroupTrainingRunsArgs = {
  where?: InputMaybe<TrainingRunWhere>;
  orderBy?: InputMaybe<ReadonlyArray<TrainingRunOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A dataset version that a run read, and what for. */
export type RunInput = {
  readonly __typename?: 'RunInput';
  readonly datasetVersion: DatasetVersion;
  readonly role: RunInputRole;
};

/** What a run read a dataset version for. */
export type RunInputRole =
  | 'TRAINING'
  | 'VALIDATION'
  | 'TEST'
  | 'OTHER';

/** A run's state: SCHEDULED, then RUNNING, then one of the three ends. */
export type TrainingRunStatus =
  | 'SCHEDULED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'FAILED'
  | 'KILLED';

/** The last value of a metric. */
export type Metric = {
  readonly __typename?: 'Metric';
  readonly name: Scalars['String']['output'];
  /** Null for NaN and the infinities, which are kept (`nonFinite`) but never ranked or matched. */
  readonly value?: Maybe<Scalars['Float']['output']>;
  readonly nonFinite?: Maybe<NonFinite>;
  readonly step: Scalars['SafeInt']['output'];
  readonly at: Scalars['DateTime']['output'];
};

/** The values of a double that JSON has no number for. */
export type NonFinite =
  | 'NAN'
  | 'POSITIVE_INFINITY'
  | 'NEGATIVE_INFINITY';

/** The course of one metric of a run. */
export type MetricHistory = {
  readonly __typename?: 'MetricHistory';
  readonly name: Scalars['String']['output'];
  readonly points: ReadonlyArray<MetricPoint>;
};

/** What is better of a metric, and what it is measured in. */
export type MetricDefinition = {
  readonly __typename?: 'MetricDefinition';
  /** The same as name. */
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['ID']['output'];
  readonly goal: MetricGoal;
  readonly unit?: Maybe<Scalars['String']['output']>;
  readonly description?: Maybe<Scalars['String']['output']>;
};

/** One value that was logged. */
export type MetricPoint = {
  readonly __typename?: 'MetricPoint';
  readonly step: Scalars['SafeInt']['output'];
  readonly value?: Maybe<Scalars['Float']['output']>;
  readonly nonFinite?: Maybe<NonFinite>;
  readonly at: Scalars['DateTime']['output'];
};

/** What a run was set to. */
export type Parameter = {
  readonly __typename?: 'Parameter';
  readonly name: Scalars['String']['output'];
  readonly value: Scalars['String']['output'];
};

/** How a run can end. */
export type TrainingRunOutcome =
  | 'COMPLETED'
  | 'FAILED'
  | 'KILLED';

/** A place where models are deployed. */
export type Environment = {
  readonly __typename?: 'Environment';
  /** A slug, such as production or staging-eu. */
  readonly name: Scalars['ID']['output'];
  /** Takes approved versions only. */
  readonly approvedOnly: Scalars['Boolean']['output'];
};

/** What a deployment became, and why. */
export type DeploymentEvent = {
  readonly __typename?: 'DeploymentEvent';
  readonly at: Scalars['DateTime']['output'];
  readonly by: Scalars['String']['output'];
  readonly status: DeploymentStatus;
  readonly trafficPercent: Scalars['Int']['output'];
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** A model version at work in an environment. */
export type Deployment = {
  readonly __typename?: 'Deployment';
  readonly id: Scalars['ID']['output'];
  readonly modelVersion: ModelVersion;
  /** An Environment's name. */
  readonly environment: Scalars['String']['output'];
  readonly status: DeploymentStatus;
  /** 0 unless LIVE. */
  readonly trafficPercent: Scalars['Int']['output'];
  /** What it takes when it becomes LIVE. */
  readonly requestedPercent: Scalars['Int']['output'];
  readonly deployedBy: Scalars['String']['output'];
  /** When it was asked for; `history` says when it became LIVE. */
  readonly deployedAt: Scalars['DateTime']['output'];
  /** When it failed, was rolled back or retired. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What happened to it, the newest first. */
  readonly history?: Maybe<DeploymentEventConnection>;
  /** What rollbackDeployment would bring back. */
  readonly rollbackTarget?: Maybe<Deployment>;
  /** On becoming LIVE this one takes exactly that one's share, which becomes ROLLED_BACK. */
  readonly replaces?: Maybe<Deployment>;
  /** Where the model is served, when the platform does not serve it itself. */
  readonly endpointUrl?: Maybe<Scalars['String']['output']>;
  /** Whether what answers for the model follows this state. PENDING as long as this deployment is PENDING and its artifact is being tried. */
  readonly servingSync?: Maybe<SyncState>;
};


/** A model version at work in an environment. */
export type DeploymentHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A deployment's state: PENDING, then LIVE or FAILED; from LIVE to ROLLED_BACK or RETIRED. */
export type DeploymentStatus =
  | 'PENDING'
  | 'LIVE'
  | 'FAILED'
  | 'ROLLED_BACK'
  | 'RETIRED';

/** Features that describe one kind of thing, such as a user, and where they come from. Shown at its newest revision. */
export type FeatureView = {
  readonly __typename?: 'FeatureView';
  /** The same as name. */
  readonly id: Scalars['ID']['output'];
  readonly name: Scalars['ID']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly owner?: Maybe<Scalars['String']['output']>;
  /** The name of what a row describes, such as user. */
  readonly entity: Scalars['String']['output'];
  /** What names one entity, such as ["user_id", "merchant_id"]; without it the entity's name. An entity id is the keys' values in this order, joined by |, with % and | inside them written %25 and %7C; with one key it is the value as it is. */
  readonly joinKeys: ReadonlyArray<Scalars['String']['output']>;
  readonly features: ReadonlyArray<FeatureDefinition>;
  /** Null: values never expire. */
  readonly ttlSeconds?: Maybe<Scalars['Int']['output']>;
  /** The dataset versions that fill this revision; each revision keeps its own. At most 100. */
  readonly sources?: Maybe<ReadonlyArray<DatasetVersion>>;
  /** The model versions that read it at any revision, the newest first. */
  readonly usedBy?: Maybe<ModelVersionConnection>;
  readonly deletedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly revision: Scalars['Int']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Whether the online store already takes rows of this revision. */
  readonly registrySync?: Maybe<SyncState>;
};


/** Features that describe one kind of thing, such as a user, and where they come from. Shown at its newest revision. */
export type FeatureViewUsedByArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** One feature of a view. */
export type FeatureDefinition = {
  readonly __typename?: 'FeatureDefinition';
  readonly name: Scalars['String']['output'];
  readonly type: FeatureType;
  /** The value for an entity that has none, or one that is older than the view's ttlSeconds. */
  readonly default?: Maybe<Scalars['JSON']['output']>;
  readonly description?: Maybe<Scalars['String']['output']>;
};

/** What values a feature has. */
export type FeatureType =
  /** 64-bit. The text "NaN" is a value: what tree models take for missing; also allowed as default. */
  | 'FLOAT'
  /** Whole, up to 2^53 - 1 either way; beyond that InvalidInput, keep it as STRING. */
  | 'INT'
  | 'BOOL'
  | 'STRING'
  /** 32-bit floats. */
  | 'FLOAT_VECTOR'
  | 'INT_VECTOR'
  | 'STRING_VECTOR'
  /** RFC 3339, kept in milliseconds. */
  | 'TIMESTAMP'
  /** Base64. */
  | 'BYTES'
  /** Any JSON; never a model's input. */
  | 'JSON';

/** A run at its place in a ranking. */
export type RankedRun = {
  readonly __typename?: 'RankedRun';
  readonly rank: Scalars['Int']['output'];
  readonly run: TrainingRun;
  /** The metric's last value. */
  readonly value: Scalars['Float']['output'];
};

/** How a completed run compares with the others on its dataset, which is that of its first TRAINING input. */
export type ModelPerformance = {
  readonly __typename?: 'ModelPerformance';
  readonly run: TrainingRun;
  readonly model?: Maybe<Model>;
  readonly dataset?: Maybe<Dataset>;
  readonly framework?: Maybe<Scalars['String']['output']>;
  readonly accuracy?: Maybe<Scalars['Float']['output']>;
  readonly durationSeconds?: Maybe<Scalars['Float']['output']>;
  /** By accuracy; equal ones share a rank. Null without a dataset or an accuracy. */
  readonly rankInDataset?: Maybe<Scalars['Int']['output']>;
  /** Mean accuracy of this and the four runs before it on the dataset. Null where one of them is beyond 1e290. */
  readonly movingAverageAccuracy?: Maybe<Scalars['Float']['output']>;
};

/** What the runs of one framework came to. */
export type FrameworkComparison = {
  readonly __typename?: 'FrameworkComparison';
  /** Null: runs whose framework is not known. */
  readonly framework?: Maybe<Scalars['String']['output']>;
  readonly runs: Scalars['SafeInt']['output'];
  readonly completedRuns: Scalars['SafeInt']['output'];
  /** Null where a value beyond 1e290 is among them, since a sum would overflow. */
  readonly averageAccuracy?: Maybe<Scalars['Float']['output']>;
  readonly bestAccuracy?: Maybe<Scalars['Float']['output']>;
  readonly averageTrainingSeconds?: Maybe<Scalars['Float']['output']>;
};

/** A deployment with the run that trained what it serves. */
export type DeploymentSummary = {
  readonly __typename?: 'DeploymentSummary';
  readonly deployment: Deployment;
  readonly model: Model;
  readonly version: Scalars['Int']['output'];
  readonly environment: Scalars['String']['output'];
  readonly status: DeploymentStatus;
  /** That of the run's first TRAINING input. */
  readonly dataset?: Maybe<Dataset>;
  /** The run's, else the model's. */
  readonly framework?: Maybe<Scalars['String']['output']>;
  readonly accuracy?: Maybe<Scalars['Float']['output']>;
};

/** Which datasets. Fields combine by AND. */
export type DatasetWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<DatasetWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<DatasetWhere>>;
  readonly NOT?: InputMaybe<DatasetWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly name?: InputMaybe<StringFilter>;
  readonly owner?: InputMaybe<StringFilter>;
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** Which models. Fields combine by AND. */
export type ModelWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<ModelWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<ModelWhere>>;
  readonly NOT?: InputMaybe<ModelWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly name?: InputMaybe<StringFilter>;
  readonly owner?: InputMaybe<StringFilter>;
  readonly framework?: InputMaybe<StringFilter>;
  readonly task?: InputMaybe<StringFilter>;
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** Which training runs. Fields combine by AND. */
export type TrainingRunWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<TrainingRunWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<TrainingRunWhere>>;
  readonly NOT?: InputMaybe<TrainingRunWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  readonly groupId?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  readonly status?: InputMaybe<ReadonlyArray<TrainingRunStatus>>;
  readonly framework?: InputMaybe<StringFilter>;
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
  /** Reads a version of this dataset, in whatever role. */
  readonly datasetId?: InputMaybe<Scalars['ID']['input']>;
  readonly createdBy?: InputMaybe<StringFilter>;
  readonly metric?: InputMaybe<MetricFilter>;
  readonly parameter?: InputMaybe<ParameterFilter>;
  readonly durationSeconds?: InputMaybe<FloatFilter>;
  readonly startedAt?: InputMaybe<DateTimeFilter>;
  readonly endedAt?: InputMaybe<DateTimeFilter>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** By a metric's last value. Holds only for what has the metric, also without any bound. */
export type MetricFilter = {
  readonly name: Scalars['String']['input'];
  readonly value: FloatFilter;
};

/** By text, or as a number where the parameter is one. Holds only for what has the parameter, also where it says no more. */
export type ParameterFilter = {
  readonly name: Scalars['String']['input'];
  readonly text?: InputMaybe<StringFilter>;
  readonly number?: InputMaybe<FloatFilter>;
};

/** Which model versions. Fields combine by AND. */
export type ModelVersionWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<ModelVersionWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<ModelVersionWhere>>;
  readonly NOT?: InputMaybe<ModelVersionWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
  readonly approval?: InputMaybe<ReadonlyArray<ApprovalState>>;
  /** Has this alias now. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** Has this dataset version among its `trainedOn`; through derived data: see impact. */
  readonly trainedOnId?: InputMaybe<Scalars['ID']['input']>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
};

/** Which deployments. Fields combine by AND. */
export type DeploymentWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<DeploymentWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<DeploymentWhere>>;
  readonly NOT?: InputMaybe<DeploymentWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
  readonly environment?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly status?: InputMaybe<ReadonlyArray<DeploymentStatus>>;
  /** Of the run that trained the deployed version. */
  readonly metric?: InputMaybe<MetricFilter>;
  readonly deployedAt?: InputMaybe<DateTimeFilter>;
};

/** Which groups of runs. Fields combine by AND. */
export type RunGroupWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<RunGroupWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<RunGroupWhere>>;
  readonly NOT?: InputMaybe<RunGroupWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly name?: InputMaybe<StringFilter>;
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** What datasets can be sorted by. */
export type DatasetOrderField =
  | 'NAME'
  | 'CREATED_AT';

/** One of at most three orders in a list. */
export type DatasetOrder = {
  readonly field: DatasetOrderField;
  readonly direction: SortDirection;
};

/** What models can be sorted by. */
export type ModelOrderField =
  | 'NAME'
  | 'CREATED_AT';

/** One of at most three orders in a list. */
export type ModelOrder = {
  readonly field: ModelOrderField;
  readonly direction: SortDirection;
};

/** What groups of runs can be sorted by. */
export type RunGroupOrderField =
  | 'NAME'
  | 'CREATED_AT';

/** One of at most three orders in a list. */
export type RunGroupOrder = {
  readonly field: RunGroupOrderField;
  readonly direction: SortDirection;
};

/** What training runs can be sorted by. */
export type TrainingRunOrderField =
  | 'CREATED_AT'
  | 'STARTED_AT'
  | 'DURATION_SECONDS'
  | 'METRIC';

/** One of at most three orders in a list. metric is needed for METRIC. Runs without a value, or with NaN or an infinity, come last, ascending and descending. */
export type TrainingRunOrder = {
  readonly field: TrainingRunOrderField;
  readonly metric?: InputMaybe<Scalars['String']['input']>;
  readonly direction: SortDirection;
};

/** What deployments can be sorted by. */
export type DeploymentOrderField =
  | 'DEPLOYED_AT';

/** One of at most three orders in a list. */
export type DeploymentOrder = {
  readonly field: DeploymentOrderField;
  readonly direction: SortDirection;
};

/** What builds on a dataset version, the newest first; the version itself stays out. */
export type Impact = {
  readonly __typename?: 'Impact';
  /** Those that such data fills in any revision, be they deleted, by name. */
  readonly featureViews?: Maybe<FeatureViewConnection>;
  readonly datasetVersions?: Maybe<DatasetVersionConnection>;
  readonly modelVersions?: Maybe<ModelVersionConnection>;
  readonly liveDeployments?: Maybe<DeploymentConnection>;
};


/** What builds on a dataset version, the newest first; the version itself stays out. */
export type ImpactFeatureViewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What builds on a dataset version, the newest first; the version itself stays out. */
export type ImpactDatasetVersionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What builds on a dataset version, the newest first; the version itself stays out. */
export type ImpactModelVersionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What builds on a dataset version, the newest first; the version itself stays out. */
export type ImpactLiveDeploymentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The kinds of nodes in the graph. */
export type LineageNodeType =
  | 'DATASET_VERSION'
  | 'TRAINING_RUN'
  | 'MODEL_VERSION'
  | 'DEPLOYMENT'
  | 'FEATURE_VIEW';

/** Which way the graph is walked from its root. */
export type LineageDirection =
  | 'UPSTREAM'
  | 'DOWNSTREAM'
  | 'BOTH';

/** One node of the graph. */
export type LineageNodeRef = {
  readonly type: LineageNodeType;
  readonly id: Scalars['ID']['input'];
};

/** What data flows through. `name` is not of one type in all of these: give it an alias in each fragment. */
export type LineageNode = DatasetVersion | TrainingRun | ModelVersion | Deployment | FeatureView;

/** The nodes around a root, which is one of them, and every edge between them. */
export type LineageGraph = {
  readonly __typename?: 'LineageGraph';
  readonly root: LineageNode;
  readonly nodes: ReadonlyArray<LineageNode>;
  readonly edges: ReadonlyArray<LineageEdge>;
  /** More lay beyond depth or maxNodes. */
  readonly truncated: Scalars['Boolean']['output'];
};

/** From upstream to downstream; both ends are nodes of the same answer. */
export type LineageEdge = {
  readonly __typename?: 'LineageEdge';
  readonly from: Scalars['ID']['output'];
  readonly fromType: LineageNodeType;
  readonly to: Scalars['ID']['output'];
  readonly toType: LineageNodeType;
  /** READ: dataset version → run. PRODUCED: run → dataset version. DERIVED: dataset version → dataset version. TRAINED: run → model version, and dataset version → model version for each of `trainedOn` that is no input of its run. FILLS: dataset version → feature view. SERVES: feature view → model version. DEPLOYED: model version → deployment. Lower case: a caller's. The graph shows all of a run's inputs, impact those learned from. */
  readonly type: Scalars['String']['output'];
  /** Of FILLS and SERVES: the view's revisions for which it holds. A walk, and the rule against cycles, crosses a view within one revision, from a view as root through all; a caller's edge holds for all of them. */
  readonly revisions?: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
};

/** A change that a mutation made. It is written in the same transaction as the change. A mutation that changes several things writes one for each, all with its name: a deployment whose share another one takes has its own, and what the platform does for whoever deployed is a settleDeployment: a deployment became LIVE, or FAILED with the reason in `after`. What createMissing makes is a createModel or createRunGroup. */
export type AuditEvent = {
  readonly __typename?: 'AuditEvent';
  readonly id: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** The subject of the caller. */
  readonly actor: Scalars['String']['output'];
  /** The mutation's name, such as setModelAlias. */
  readonly action: Scalars['String']['output'];
  /** What was changed, as the name of its type, such as DatasetVersion; an alias is its Model's. */
  readonly targetType: Scalars['String']['output'];
  readonly targetId: Scalars['ID']['output'];
  /** Of a change, the fields that changed, as they were; null where something was made. */
  readonly before?: Maybe<Scalars['JSONObject']['output']>;
  /** The same fields as they are now. Parameters and artifacts are under their names; a run's configuration, or a value in another store, of more than 16 KiB is its digest, under its name and `Digest`. */
  readonly after?: Maybe<Scalars['JSONObject']['output']>;
};

/** What an event has to be; texts are compared as a whole, as AuditEvent describes them. */
export type AuditEventWhere = {
  readonly actor?: InputMaybe<Scalars['String']['input']>;
  readonly action?: InputMaybe<Scalars['String']['input']>;
  readonly targetType?: InputMaybe<Scalars['String']['input']>;
  readonly targetId?: InputMaybe<Scalars['ID']['input']>;
  readonly at?: InputMaybe<DateTimeFilter>;
};

/** What search finds. */
export type SearchType =
  | 'DATASET'
  | 'MODEL'
  | 'TRAINING_RUN'
  | 'FEATURE_VIEW';

/** What a hit of search is. `name` is not of one type in all of these: give it an alias in each fragment, or take the hit's title. */
export type SearchNode = Dataset | Model | TrainingRun | FeatureView;

/** One find of search. */
export type SearchHit = {
  readonly __typename?: 'SearchHit';
  readonly type: SearchType;
  readonly id: Scalars['ID']['output'];
  /** The name, or the id where there is none. */
  readonly title: Scalars['String']['output'];
  readonly node: SearchNode;
  /** The higher, the better; comparable within one search. */
  readonly score: Scalars['Float']['output'];
  /** The text that matched, with matches in **; null where it is only similar. */
  readonly snippet?: Maybe<Scalars['String']['output']>;
};

/** A page of hits, which are not counted. */
export type SearchConnection = {
  readonly __typename?: 'SearchConnection';
  readonly edges: ReadonlyArray<SearchEdge>;
  readonly nodes: ReadonlyArray<SearchHit>;
  readonly pageInfo: PageInfo;
};

/** One hit in its place. */
export type SearchEdge = {
  readonly __typename?: 'SearchEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: SearchHit;
};

/** Who asks, as the gateway decided. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  readonly subject: Scalars['String']['output'];
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

/** Each field comes from the service that owns the store; null where that service does not answer. */
export type Health = {
  readonly __typename?: 'Health';
  readonly postgres?: Maybe<PostgresHealth>;
};

/** How PostgreSQL answers, and how busy our connections to it are. */
export type PostgresHealth = {
  readonly __typename?: 'PostgresHealth';
  readonly status: ServiceStatus;
  readonly latencyMs?: Maybe<Scalars['Float']['output']>;
  readonly serverVersion?: Maybe<Scalars['String']['output']>;
  readonly databaseSizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  readonly pool?: Maybe<PoolStatus>;
  /** Null where DATABASE_READ_URL names none. */
  readonly replica?: Maybe<ReplicaHealth>;
  /** Copies in the other stores that are behind, those given up among them. */
  readonly syncPending?: Maybe<Scalars['SafeInt']['output']>;
  /** Copies given up after repeated failures. */
  readonly syncParked?: Maybe<Scalars['SafeInt']['output']>;
  /** For how long the oldest has been behind; null while none is. */
  readonly syncOldestSeconds?: Maybe<Scalars['Float']['output']>;
  /** The same by kind. */
  readonly copies?: Maybe<ReadonlyArray<CopyLag>>;
};

/** Where PostgreSQL is read, beside its primary. */
export type ReplicaHealth = {
  readonly __typename?: 'ReplicaHealth';
  /** DOWN where it does not answer, or is no replica of the primary: then the primary is read. */
  readonly status: ServiceStatus;
  /** By how many bytes of PostgreSQL's log it is behind. */
  readonly lagBytes?: Maybe<Scalars['SafeInt']['output']>;
};

/** How far the copies of one kind are behind. */
export type CopyLag = {
  readonly __typename?: 'CopyLag';
  readonly kind: CopyKind;
  /** Those that are behind, those given up among them. */
  readonly pending: Scalars['SafeInt']['output'];
  /** Those given up after repeated failures. */
  readonly parked: Scalars['SafeInt']['output'];
  /** For how long the oldest has been behind; null while none is. */
  readonly oldestSeconds?: Maybe<Scalars['Float']['output']>;
};

/** What other stores hold of PostgreSQL's data. */
export type CopyKind =
  /** A model's row on a leaderboard, in Redis. */
  | 'BOARD'
  /** A run's experiment, in MongoDB. */
  | 'EXPERIMENT'
  /** What may be stored for a feature view, in Redis. */
  | 'REGISTRY'
  /** What answers for a model, in Redis: its deployments, and the files of their versions. */
  | 'SERVING';

/** The connections of one process of this service. */
export type PoolStatus = {
  readonly __typename?: 'PoolStatus';
  readonly size: Scalars['Int']['output'];
  readonly idle: Scalars['Int']['output'];
  /** Requests that wait for a connection. */
  readonly waiting: Scalars['Int']['output'];
  readonly max: Scalars['Int']['output'];
};

/** A new dataset. */
export type CreateDatasetInput = {
  /** A slug: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter or digit. */
  readonly id: Scalars['ID']['input'];
  /** Without it: the id. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly sourceUri?: InputMaybe<Scalars['String']['input']>;
  readonly license?: InputMaybe<Scalars['String']['input']>;
};

/** What changes. A field that is left out stays as it is; null clears it. */
export type UpdateDatasetInput = {
  readonly id: Scalars['ID']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly sourceUri?: InputMaybe<Scalars['String']['input']>;
  readonly license?: InputMaybe<Scalars['String']['input']>;
};

/** What was written, and from what. */
export type CreateDatasetVersionInput = {
  readonly datasetId: Scalars['ID']['input'];
  /** algorithm:hex in lower case, such as sha256:9f86d0…, or run:<uuid> of the run that wrote it. */
  readonly digest: Scalars['String']['input'];
  /** No name twice. */
  readonly columns?: InputMaybe<ReadonlyArray<DatasetColumnInput>>;
  readonly rowCount?: InputMaybe<Scalars['SafeInt']['input']>;
  readonly sizeBytes?: InputMaybe<Scalars['SafeInt']['input']>;
  /** The run that wrote it; the version then derives from that run's inputs. */
  readonly producedByRunId?: InputMaybe<Scalars['ID']['input']>;
  /** Dataset versions from which it was made, beside the inputs of the run that wrote it. */
  readonly derivedFromIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Now, where left out; at most five minutes ahead. */
  readonly writtenAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A version that is not to be trusted, and why. */
export type QuarantineDatasetVersionInput = {
  readonly id: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
};

/** A column. */
export type DatasetColumnInput = {
  readonly name: Scalars['String']['input'];
  /** An Arrow-like name, such as int64, float64, bool, string or timestamp. */
  readonly type: Scalars['String']['input'];
  readonly nullable?: InputMaybe<Scalars['Boolean']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
};

/** A new model. */
export type CreateModelInput = {
  /** A slug: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter or digit. */
  readonly id: Scalars['ID']['input'];
  /** Unique. Without it: the id. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly task?: InputMaybe<Scalars['String']['input']>;
  readonly framework?: InputMaybe<Scalars['String']['input']>;
  /** For how many seconds a prediction may be answered from a cache; 0 is never. */
  readonly predictionTtlSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What changes. A field that is left out stays as it is; null clears it. */
export type UpdateModelInput = {
  readonly id: Scalars['ID']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly task?: InputMaybe<Scalars['String']['input']>;
  readonly framework?: InputMaybe<Scalars['String']['input']>;
  /** As in CreateModelInput; null is 300. */
  readonly predictionTtlSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What was trained or is imported. */
export type RegisterModelVersionInput = {
  readonly modelId: Scalars['ID']['input'];
  /** Left out for a version that is imported without a run. */
  readonly trainingRunId?: InputMaybe<Scalars['ID']['input']>;
  /** The dataset versions that it learned from. Without it: the run's TRAINING and VALIDATION inputs. */
  readonly trainedOnIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** At most 20. Views of different entities are InvalidInput. */
  readonly featureSources?: InputMaybe<ReadonlyArray<FeatureSourceInput>>;
  /** The revision of the model's configuration that it was trained with; not looked up. */
  readonly configRevision?: InputMaybe<Scalars['Int']['input']>;
  readonly artifact?: InputMaybe<ArtifactInput>;
  readonly signature?: InputMaybe<ModelSignatureInput>;
  /** Unique per caller. The same key and input answer with the same version; the same key with another input is a Conflict. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** A feature view that the version reads. Without revision: the newest. */
export type FeatureSourceInput = {
  readonly view: Scalars['ID']['input'];
  readonly revision?: InputMaybe<Scalars['Int']['input']>;
};

/** What goes in and what comes out. features and classes must be as many as the last dimension they name. */
export type ModelSignatureInput = {
  readonly inputs: ReadonlyArray<TensorSpecInput>;
  readonly outputs: ReadonlyArray<TensorSpecInput>;
  readonly classes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** One tensor that a model takes or answers, in the fields of TensorSpec. */
export type TensorSpecInput = {
  readonly name: Scalars['String']['input'];
  readonly datatype: Scalars['String']['input'];
  readonly shape: ReadonlyArray<Scalars['Int']['input']>;
  readonly features?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What the reviewer says. */
export type ReviewModelVersionInput = {
  readonly id: Scalars['ID']['input'];
  readonly approval: ApprovalState;
  readonly comment?: InputMaybe<Scalars['String']['input']>;
};

/** Which version an alias names from now on. */
export type SetModelAliasInput = {
  readonly modelId: Scalars['ID']['input'];
  /** A slug; not latest, v<number> or digits, which stand for versions by themselves. */
  readonly alias: Scalars['String']['input'];
  readonly versionNumber: Scalars['Int']['input'];
};

/** A new group of runs. */
export type CreateRunGroupInput = {
  /** A slug or a UUID. */
  readonly id: Scalars['ID']['input'];
  /** Unique. Without it: the id. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** What changes. A field that is left out stays as it is; null clears it. */
export type UpdateRunGroupInput = {
  readonly id: Scalars['ID']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A metric and which way it is better. */
export type DefineMetricInput = {
  /** Without : and without x_ at its beginning. */
  readonly name: Scalars['ID']['input'];
  readonly goal: MetricGoal;
  readonly unit?: InputMaybe<Scalars['String']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
};

/** What a run begins with. */
export type CreateTrainingRunInput = {
  /** A UUID of the caller's; drawn where left out. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  /** Creates model and group when they do not exist yet. */
  readonly createMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** A dataset's id stands for its current version, as TRAINING input. For more, use inputs. */
  readonly datasetId?: InputMaybe<Scalars['ID']['input']>;
  readonly inputs?: InputMaybe<ReadonlyArray<RunInputInput>>;
  readonly framework?: InputMaybe<Scalars['String']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The run that this one belongs to, such as a search of which it is a trial. */
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  readonly parameters?: InputMaybe<ReadonlyArray<ParameterInput>>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly sourceCommit?: InputMaybe<Scalars['String']['input']>;
  /** False leaves it SCHEDULED. */
  readonly start?: InputMaybe<Scalars['Boolean']['input']>;
  /** Now, where left out; not for a run that is not started. */
  readonly startedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Unique per caller. The same key and input answer with the same run; the same key with another input is a Conflict. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The fields of CreateTrainingRunInput, which mean the same, and the run's configuration. */
export type RegisterTrainingRunInput = {
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  readonly createMissing?: InputMaybe<Scalars['Boolean']['input']>;
  readonly datasetId?: InputMaybe<Scalars['ID']['input']>;
  readonly inputs?: InputMaybe<ReadonlyArray<RunInputInput>>;
  readonly framework?: InputMaybe<Scalars['String']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  readonly parameters?: InputMaybe<ReadonlyArray<ParameterInput>>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly sourceCommit?: InputMaybe<Scalars['String']['input']>;
  readonly start?: InputMaybe<Scalars['Boolean']['input']>;
  readonly startedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The full configuration, of any shape; stored as a document. As JSON it has at most 4,000,000 characters; a run's configuration, parameters and metrics take at most 12 MiB of BSON together. */
  readonly config: Scalars['JSONObject']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** A dataset version that the run reads. */
export type RunInputInput = {
  readonly datasetVersionId: Scalars['ID']['input'];
  readonly role?: InputMaybe<RunInputRole>;
};

/** What a run was set to. */
export type ParameterInput = {
  readonly name: Scalars['String']['input'];
  readonly value: Scalars['String']['input'];
};

/** Points of one run. */
export type LogMetricsInput = {
  readonly runId: Scalars['ID']['input'];
  readonly points: ReadonlyArray<MetricPointInput>;
};

/** One value of one metric: either value or nonFinite is given. */
export type MetricPointInput = {
  readonly name: Scalars['String']['input'];
  readonly value?: InputMaybe<Scalars['Float']['input']>;
  /** For what JSON has no number: NaN and the infinities. */
  readonly nonFinite?: InputMaybe<NonFinite>;
  /** Without it: the last step that the metric had before this call, else 0. */
  readonly step?: InputMaybe<Scalars['SafeInt']['input']>;
  /** Without it: now, unless the newest point of the step has this value already. */
  readonly at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Parameters of one run. */
export type LogParametersInput = {
  readonly runId: Scalars['ID']['input'];
  readonly parameters: ReadonlyArray<ParameterInput>;
};

/** A file of one run. */
export type LogArtifactInput = {
  readonly runId: Scalars['ID']['input'];
  readonly artifact: ArtifactInput;
};

/** A file and where it lies. */
export type ArtifactInput = {
  /** Without it: the last part of uri. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** http(s):, s3:, gs: or file:, or what uploadArtifact and PUT /artifacts answer: gridfs:artifacts/ and the hash. Whether the bytes are there is not looked up: a deployment that needs them says so. */
  readonly uri: Scalars['String']['input'];
  readonly format: ArtifactFormat;
  /** 64 hexadecimal digits. Of a gridfs: URI it is the hash in it; another one is InvalidInput. */
  readonly sha256?: InputMaybe<Scalars['String']['input']>;
  readonly sizeBytes?: InputMaybe<Scalars['SafeInt']['input']>;
};

/** How a run ended; without endedAt: now. */
export type FinishTrainingRunInput = {
  readonly runId: Scalars['ID']['input'];
  readonly status: TrainingRunOutcome;
  readonly metrics?: InputMaybe<ReadonlyArray<MetricPointInput>>;
  readonly errorMessage?: InputMaybe<Scalars['String']['input']>;
  readonly endedAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What changes of a run. modelId may be set once, on a run without a model. */
export type UpdateTrainingRunInput = {
  readonly id: Scalars['ID']['input'];
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly groupId?: InputMaybe<Scalars['ID']['input']>;
  readonly framework?: InputMaybe<Scalars['String']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
};

/** What is deployed where. */
export type DeployModelVersionInput = {
  readonly modelVersionId: Scalars['ID']['input'];
  /** The name of one of `environments`. */
  readonly environment: Scalars['String']['input'];
  /** What it takes when it becomes LIVE, 0 to 100. The first of a model in an environment takes 100. */
  readonly trafficPercent?: InputMaybe<Scalars['Int']['input']>;
  /** http(s): where the model is served, when the platform does not serve it itself. Then reportDeployment says when it is LIVE. */
  readonly endpointUrl?: InputMaybe<Scalars['String']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** All of a model's traffic in one environment. */
export type SetTrafficInput = {
  readonly modelId: Scalars['ID']['input'];
  readonly environment: Scalars['String']['input'];
  /** They add up to 100. */
  readonly shares: ReadonlyArray<TrafficShareInput>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** A LIVE deployment's share. */
export type TrafficShareInput = {
  readonly deploymentId: Scalars['ID']['input'];
  /** 0 to 100. */
  readonly percent: Scalars['Int']['input'];
};

/** The bad deployment, and why it is one. */
export type RollbackDeploymentInput = {
  readonly id: Scalars['ID']['input'];
  readonly reason: Scalars['String']['input'];
};

/** What an endpoint says of a deployment. */
export type ReportDeploymentInput = {
  readonly id: Scalars['ID']['input'];
  readonly status: ReportedDeploymentStatus;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What an endpoint can say. */
export type ReportedDeploymentStatus =
  | 'LIVE'
  | 'FAILED';

/** An edge from upstream to downstream. */
export type LineageEdgeInput = {
  readonly from: LineageNodeRef;
  readonly to: LineageNodeRef;
  /** 1 to 100 of a-z, 0-9, _ and -, beginning with a letter. */
  readonly type: Scalars['String']['input'];
};

/**
 * The whole view: what is left out has its default, joinKeys the entity. Names of views and features: a letter or _, then
 * letters, digits, _ and -, without __; a feature is not called like a join key, event_timestamp or created.
 */
export type ApplyFeatureViewInput = {
  readonly name: Scalars['ID']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly entity: Scalars['String']['input'];
  readonly joinKeys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly features: ReadonlyArray<FeatureDefinitionInput>;
  /** Null: values never expire. */
  readonly ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** At most 100. */
  readonly sourceDatasetVersionIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** One feature; its default is a value of its type. */
export type FeatureDefinitionInput = {
  readonly name: Scalars['String']['input'];
  readonly type: FeatureType;
  readonly default?: InputMaybe<Scalars['JSON']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
};

/** The feature view as it is now. */
export type FeatureViewSuccess = {
  readonly __typename?: 'FeatureViewSuccess';
  readonly featureView: FeatureView;
};

/** A feature view, or why it was not applied. */
export type FeatureViewResult = FeatureViewSuccess | NotFound | Conflict | InvalidInput;

/** The name of the view that was deleted. */
export type DeleteFeatureViewSuccess = {
  readonly __typename?: 'DeleteFeatureViewSuccess';
  readonly name: Scalars['ID']['output'];
};

/** The deleted view, or why it was not deleted. */
export type DeleteFeatureViewResult = DeleteFeatureViewSuccess | NotFound | Conflict | InvalidInput;

/** The deployment as it is now. */
export type DeploymentSuccess = {
  readonly __typename?: 'DeploymentSuccess';
  readonly deployment: Deployment;
};

/** A deployment after the mutation, or why nothing was changed. */
export type DeploymentResult = DeploymentSuccess | NotFound | Conflict | InvalidInput;

/** The edge that was added, or deleted. */
export type LineageEdgeSuccess = {
  readonly __typename?: 'LineageEdgeSuccess';
  readonly edge: LineageEdge;
};

/** An edge that was added or deleted, or why it was not. */
export type LineageEdgeResult = LineageEdgeSuccess | NotFound | Conflict | InvalidInput;

/** The LIVE deployments as they share now. */
export type SetTrafficSuccess = {
  readonly __typename?: 'SetTrafficSuccess';
  readonly deployments: ReadonlyArray<Deployment>;
};

/** The deployments with their new shares, or why these were not set. */
export type SetTrafficResult = SetTrafficSuccess | NotFound | Conflict | InvalidInput;

/** The dataset as it is now. */
export type DatasetSuccess = {
  readonly __typename?: 'DatasetSuccess';
  readonly dataset: Dataset;
};

/** A dataset after the mutation, or why nothing was changed. */
export type DatasetResult = DatasetSuccess | NotFound | Conflict | InvalidInput;

/** The dataset version as it is now. */
export type DatasetVersionSuccess = {
  readonly __typename?: 'DatasetVersionSuccess';
  readonly datasetVersion: DatasetVersion;
};

/** A dataset version after the mutation, or why nothing was changed. */
export type DatasetVersionResult = DatasetVersionSuccess | NotFound | Conflict | InvalidInput;

/** The model as it is now. */
export type ModelSuccess = {
  readonly __typename?: 'ModelSuccess';
  readonly model: Model;
};

/** A model after the mutation, or why nothing was changed. */
export type ModelResult = ModelSuccess | NotFound | Conflict | InvalidInput;

/** The model version as it is now. */
export type ModelVersionSuccess = {
  readonly __typename?: 'ModelVersionSuccess';
  readonly modelVersion: ModelVersion;
};

/** A model version after the mutation, or why nothing was changed. */
export type ModelVersionResult = ModelVersionSuccess | NotFound | Conflict | InvalidInput;

/** The group of runs as it is now. */
export type RunGroupSuccess = {
  readonly __typename?: 'RunGroupSuccess';
  readonly runGroup: RunGroup;
};

/** A group of runs after the mutation, or why nothing was changed. */
export type RunGroupResult = RunGroupSuccess | NotFound | Conflict | InvalidInput;

/** The metric as it is defined now. */
export type MetricDefinitionSuccess = {
  readonly __typename?: 'MetricDefinitionSuccess';
  readonly metricDefinition: MetricDefinition;
};

/** A metric as it is defined now, or why nothing was changed. */
export type MetricDefinitionResult = MetricDefinitionSuccess | NotFound | Conflict | InvalidInput;

/** The run as it is now. */
export type TrainingRunSuccess = {
  readonly __typename?: 'TrainingRunSuccess';
  readonly trainingRun: TrainingRun;
};

/** A run after the mutation, or why nothing was changed. */
export type TrainingRunResult = TrainingRunSuccess | NotFound | Conflict | InvalidInput;

/** The run that was registered, now or before. */
export type RegisterTrainingRunSuccess = {
  readonly __typename?: 'RegisterTrainingRunSuccess';
  readonly trainingRun: TrainingRun;
  /** False when the idempotencyKey had been used before. */
  readonly created: Scalars['Boolean']['output'];
};

/** The registered run, or why it was not registered. */
export type RegisterTrainingRunResult = RegisterTrainingRunSuccess | NotFound | Conflict | InvalidInput;

/** The runs as they are now. */
export type TrainingRunsSuccess = {
  readonly __typename?: 'TrainingRunsSuccess';
  readonly trainingRuns: ReadonlyArray<TrainingRun>;
};

/** Runs after the mutation, or why none was changed. */
export type TrainingRunsResult = TrainingRunsSuccess | NotFound | Conflict | InvalidInput;

/** A page of datasets. */
export type DatasetConnection = {
  readonly __typename?: 'DatasetConnection';
  readonly edges: ReadonlyArray<DatasetEdge>;
  readonly nodes: ReadonlyArray<Dataset>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A dataset, with its cursor. */
export type DatasetEdge = {
  readonly __typename?: 'DatasetEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Dataset;
};

/** A page of dataset versions. */
export type DatasetVersionConnection = {
  readonly __typename?: 'DatasetVersionConnection';
  readonly edges: ReadonlyArray<DatasetVersionEdge>;
  readonly nodes: ReadonlyArray<DatasetVersion>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A dataset version, with its cursor. */
export type DatasetVersionEdge = {
  readonly __typename?: 'DatasetVersionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: DatasetVersion;
};

/** A page of models. */
export type ModelConnection = {
  readonly __typename?: 'ModelConnection';
  readonly edges: ReadonlyArray<ModelEdge>;
  readonly nodes: ReadonlyArray<Model>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A model, with its cursor. */
export type ModelEdge = {
  readonly __typename?: 'ModelEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Model;
};

/** A page of model versions. */
export type ModelVersionConnection = {
  readonly __typename?: 'ModelVersionConnection';
  readonly edges: ReadonlyArray<ModelVersionEdge>;
  readonly nodes: ReadonlyArray<ModelVersion>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A model version, with its cursor. */
export type ModelVersionEdge = {
  readonly __typename?: 'ModelVersionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ModelVersion;
};

/** A page of training runs. */
export type TrainingRunConnection = {
  readonly __typename?: 'TrainingRunConnection';
  readonly edges: ReadonlyArray<TrainingRunEdge>;
  readonly nodes: ReadonlyArray<TrainingRun>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A training run, with its cursor. */
export type TrainingRunEdge = {
  readonly __typename?: 'TrainingRunEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: TrainingRun;
};

/** A page of groups of runs. */
export type RunGroupConnection = {
  readonly __typename?: 'RunGroupConnection';
  readonly edges: ReadonlyArray<RunGroupEdge>;
  readonly nodes: ReadonlyArray<RunGroup>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A group of runs, with its cursor. */
export type RunGroupEdge = {
  readonly __typename?: 'RunGroupEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: RunGroup;
};

/** A page of deployments. */
export type DeploymentConnection = {
  readonly __typename?: 'DeploymentConnection';
  readonly edges: ReadonlyArray<DeploymentEdge>;
  readonly nodes: ReadonlyArray<Deployment>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A deployment, with its cursor. */
export type DeploymentEdge = {
  readonly __typename?: 'DeploymentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Deployment;
};

/** A page of feature views. */
export type FeatureViewConnection = {
  readonly __typename?: 'FeatureViewConnection';
  readonly edges: ReadonlyArray<FeatureViewEdge>;
  readonly nodes: ReadonlyArray<FeatureView>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A feature view, with its cursor. */
export type FeatureViewEdge = {
  readonly __typename?: 'FeatureViewEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: FeatureView;
};

/** A page of metrics whose goal is known. */
export type MetricDefinitionConnection = {
  readonly __typename?: 'MetricDefinitionConnection';
  readonly edges: ReadonlyArray<MetricDefinitionEdge>;
  readonly nodes: ReadonlyArray<MetricDefinition>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A metric whose goal is known, with its cursor. */
export type MetricDefinitionEdge = {
  readonly __typename?: 'MetricDefinitionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: MetricDefinition;
};

/** A page of completed runs and how each compares. */
export type ModelPerformanceConnection = {
  readonly __typename?: 'ModelPerformanceConnection';
  readonly edges: ReadonlyArray<ModelPerformanceEdge>;
  readonly nodes: ReadonlyArray<ModelPerformance>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A completed run and how it compares, with its cursor. */
export type ModelPerformanceEdge = {
  readonly __typename?: 'ModelPerformanceEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ModelPerformance;
};

/** A page of deployments, each with the run behind it. */
export type DeploymentSummaryConnection = {
  readonly __typename?: 'DeploymentSummaryConnection';
  readonly edges: ReadonlyArray<DeploymentSummaryEdge>;
  readonly nodes: ReadonlyArray<DeploymentSummary>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A deployment with the run behind it, with its cursor. */
export type DeploymentSummaryEdge = {
  readonly __typename?: 'DeploymentSummaryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: DeploymentSummary;
};

/** A page of a metric's points. */
export type MetricPointConnection = {
  readonly __typename?: 'MetricPointConnection';
  readonly edges: ReadonlyArray<MetricPointEdge>;
  readonly nodes: ReadonlyArray<MetricPoint>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A point of a metric, with its cursor. */
export type MetricPointEdge = {
  readonly __typename?: 'MetricPointEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: MetricPoint;
};

/** A page of a run's files. */
export type ArtifactConnection = {
  readonly __typename?: 'ArtifactConnection';
  readonly edges: ReadonlyArray<ArtifactEdge>;
  readonly nodes: ReadonlyArray<Artifact>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A run's file, with its cursor. */
export type ArtifactEdge = {
  readonly __typename?: 'ArtifactEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Artifact;
};

/** A page of moves of aliases. */
export type AliasChangeConnection = {
  readonly __typename?: 'AliasChangeConnection';
  readonly edges: ReadonlyArray<AliasChangeEdge>;
  readonly nodes: ReadonlyArray<AliasChange>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A move of an alias, with its cursor. */
export type AliasChangeEdge = {
  readonly __typename?: 'AliasChangeEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: AliasChange;
};

/** A page of a deployment's changes of state. */
export type DeploymentEventConnection = {
  readonly __typename?: 'DeploymentEventConnection';
  readonly edges: ReadonlyArray<DeploymentEventEdge>;
  readonly nodes: ReadonlyArray<DeploymentEvent>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A deployment's change of state, with its cursor. */
export type DeploymentEventEdge = {
  readonly __typename?: 'DeploymentEventEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: DeploymentEvent;
};

/** A page of what was changed. */
export type AuditEventConnection = {
  readonly __typename?: 'AuditEventConnection';
  readonly edges: ReadonlyArray<AuditEventEdge>;
  readonly nodes: ReadonlyArray<AuditEvent>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A change, with its cursor. */
export type AuditEventEdge = {
  readonly __typename?: 'AuditEventEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: AuditEvent;
};

/** Where a page lies in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** Which end of an order comes first. */
export type SortDirection =
  | 'ASC'
  | 'DESC';

/** Whether a higher or a lower value of a metric is better. */
export type MetricGoal =
  | 'MAXIMIZE'
  | 'MINIMIZE';

/** Whether another store has a copy of what is here. */
export type SyncState =
  /** The other store has it. */
  | 'SYNCED'
  /** The other store does not have it yet. */
  | 'PENDING';

/** How a store answers. */
export type ServiceStatus =
  | 'UP'
  | 'DEGRADED'
  | 'DOWN';

/** Why a mutation was not done. */
export type UserError = {
  readonly message: Scalars['String']['output'];
};

/** What the mutation speaks of is not there. */
export type NotFound = UserError & {
  readonly __typename?: 'NotFound';
  readonly message: Scalars['String']['output'];
  /** What was looked for, such as Model. */
  readonly type: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
};

/** The write would break a rule: a duplicate, a stale revision, a state that does not allow it. */
export type Conflict = UserError & {
  readonly __typename?: 'Conflict';
  readonly message: Scalars['String']['output'];
  readonly reason: ConflictReason;
};

/** What kind of rule the write would break. */
export type ConflictReason =
  /** It is there already, or its name is taken. */
  | 'DUPLICATE'
  /** Somebody changed it in between. */
  | 'STALE'
  /** What it is, or what it rests on, does not allow this now. */
  | 'STATE';

/** The input does not fit; each issue says where and what would. */
export type InvalidInput = UserError & {
  readonly __typename?: 'InvalidInput';
  readonly message: Scalars['String']['output'];
  readonly issues: ReadonlyArray<InputIssue>;
};

/** One place in an input that does not fit. */
export type InputIssue = {
  readonly __typename?: 'InputIssue';
  /** The way to the value inside the input, such as ["features", "age"]. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  readonly message: Scalars['String']['output'];
};

/** Conditions on a text. */
export type StringFilter = {
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Somewhere in the text, case ignored; % and _ mean themselves. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Case ignored; % and _ mean themselves. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** Conditions on a number. */
export type FloatFilter = {
  readonly eq?: InputMaybe<Scalars['Float']['input']>;
  readonly gt?: InputMaybe<Scalars['Float']['input']>;
  readonly gte?: InputMaybe<Scalars['Float']['input']>;
  readonly lt?: InputMaybe<Scalars['Float']['input']>;
  readonly lte?: InputMaybe<Scalars['Float']['input']>;
};

/** Conditions on a moment. */
export type DateTimeFilter = {
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
};
