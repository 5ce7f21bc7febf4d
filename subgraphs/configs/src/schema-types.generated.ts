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

export type Query = {
  readonly __typename?: 'Query';
  /** A model's configuration: its newest revision, or the one asked for. */
  readonly modelConfig?: Maybe<ModelConfig>;
  /** The newest revision of each model's configuration; without orderBy the newest first. */
  readonly modelConfigs?: Maybe<ModelConfigConnection>;
  /** The newest configurations whose metrics.accuracy is at least so high, the highest first. */
  readonly highAccuracyModels?: Maybe<ModelConfigConnection>;
  /** What the documents of each framework reached, by the framework's name: of each model's newest configuration, or of all experiments that are not archived. Documents without a framework, and those where no number stands for the metric, are not in it. At most 1,000 frameworks. */
  readonly metricsByFramework?: Maybe<ReadonlyArray<FrameworkMetrics>>;
  /** One experiment, archived or not. */
  readonly experiment?: Maybe<Experiment>;
  /** Experiments; without orderBy the newest first. */
  readonly experiments?: Maybe<ExperimentConnection>;
  /** The artifact that has these bytes, by their SHA-256 in hexadecimal digits; null where none is stored. */
  readonly artifact?: Maybe<StoredArtifact>;
  /** How the stores answer, each field by the service that owns the store. */
  readonly health?: Maybe<Health>;
};


export type QueryModelConfigArgs = {
  modelId: Scalars['ID']['input'];
  revision?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryModelConfigsArgs = {
  where?: InputMaybe<ModelConfigWhere>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryHighAccuracyModelsArgs = {
  minAccuracy?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryMetricsByFrameworkArgs = {
  metric?: InputMaybe<Scalars['String']['input']>;
  of?: InputMaybe<DocumentKind>;
};


export type QueryExperimentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryExperimentsArgs = {
  where?: InputMaybe<ExperimentWhere>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryArtifactArgs = {
  sha256: Scalars['String']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** The first revision of a model's configuration; a Conflict where the model has one. The model may come later. */
  readonly insertModelConfig?: Maybe<ModelConfigResult>;
  /** The first revisions of at most 1,000 configurations. Each succeeds or fails by itself, and the answers stand in the order of the inputs. Of two for one model the first counts. */
  readonly insertModelConfigs?: Maybe<ReadonlyArray<ModelConfigResult>>;
  /** The next revision, by a JSON Merge Patch (RFC 7396) over the newest document: null removes a field, an object is merged, any other value replaces, so that new fields need no migration. A patch that changes nothing makes no revision. */
  readonly patchModelConfig?: Maybe<ModelConfigResult>;
  /** The next revision, by a merge of its metrics alone; null removes one. */
  readonly updateModelMetrics?: Maybe<ModelConfigResult>;
  /** An experiment that follows no training run; a Conflict where one with the given id is there. */
  readonly insertExperiment?: Maybe<ExperimentResult>;
  /** At most 1,000 experiments that follow no training run. Each succeeds or fails by itself, and the answers stand in the order of the inputs. Of two with one id the first counts. */
  readonly insertExperiments?: Maybe<ReadonlyArray<ExperimentResult>>;
  /** Changes an experiment by a JSON Merge Patch (RFC 7396) over the document, beside whose fields those that extra answers stand. What a training run's experiment has from the run (name, modelId, framework, status, metrics, tags, hyperparameters, config, archived) follows the run: patching it is a Conflict. id, createdAt, updatedAt and updatedBy are not patched. A patch that changes nothing leaves updatedAt. */
  readonly patchExperiment?: Maybe<ExperimentResult>;
  /** Deletes up to 1,000 experiments, all or none. Those that are not there are not counted; those of training runs go with their run, and are a Conflict here. */
  readonly deleteExperiments?: Maybe<DeleteExperimentsResult>;
  /** Writes a model's whole card: what is left out is empty. The model may come later. */
  readonly putModelCard?: Maybe<ModelCardResult>;
  /** Changes a model's metadata by a JSON Merge Patch (RFC 7396): null removes a field, an object is merged, any other value replaces. */
  readonly patchModelMetadata?: Maybe<ModelMetadataResult>;
  /** Stores an artifact of at most 1 MiB by the hash of its bytes, and answers the uri for a model version or a run. The same bytes are stored once. Larger ones are streamed to PUT /artifacts. */
  readonly uploadArtifact?: Maybe<UploadArtifactResult>;
};


export type MutationInsertModelConfigArgs = {
  input: ModelConfigInput;
};


export type MutationInsertModelConfigsArgs = {
  inputs: ReadonlyArray<ModelConfigInput>;
};


export type MutationPatchModelConfigArgs = {
  input: PatchModelConfigInput;
};


export type MutationUpdateModelMetricsArgs = {
  modelId: Scalars['ID']['input'];
  metrics: Scalars['JSONObject']['input'];
};


export type MutationInsertExperimentArgs = {
  input: ExperimentInput;
};


export type MutationInsertExperimentsArgs = {
  inputs: ReadonlyArray<ExperimentInput>;
};


export type MutationPatchExperimentArgs = {
  id: Scalars['ID']['input'];
  patch: Scalars['JSONObject']['input'];
  expectedUpdatedAt?: InputMaybe<Scalars['DateTime']['input']>;
};


export type MutationDeleteExperimentsArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationPutModelCardArgs = {
  modelId: Scalars['ID']['input'];
  card: ModelCardInput;
  expectedUpdatedAt?: InputMaybe<Scalars['DateTime']['input']>;
};


export type MutationPatchModelMetadataArgs = {
  modelId: Scalars['ID']['input'];
  patch: Scalars['JSONObject']['input'];
  expectedUpdatedAt?: InputMaybe<Scalars['DateTime']['input']>;
};


export type MutationUploadArtifactArgs = {
  base64: Scalars['String']['input'];
  filename?: InputMaybe<Scalars['String']['input']>;
};

export type Model = {
  readonly __typename?: 'Model';
  readonly id: Scalars['ID']['output'];
  /** The newest revision of its configuration, from MongoDB. */
  readonly config?: Maybe<ModelConfig>;
  /** All revisions of its configuration, the newest first. */
  readonly configRevisions?: Maybe<ModelConfigConnection>;
  /** Those whose modelId names the model; without orderBy the newest first. */
  readonly experiments?: Maybe<ExperimentConnection>;
  /** What the model is for and what it was measured at, in the fields of a Hugging Face model card. */
  readonly card?: Maybe<ModelCard>;
  /** What people note of the model beside its card, of any shape. huggingFace is of the README that the card was imported from, what the card has no field for. */
  readonly metadata?: Maybe<Scalars['JSONObject']['output']>;
};


export type ModelConfigRevisionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ModelExperimentsArgs = {
  where?: InputMaybe<ExperimentWhere>;
  orderBy?: InputMaybe<ReadonlyArray<DocumentOrder>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ModelVersion = {
  readonly __typename?: 'ModelVersion';
  readonly id: Scalars['ID']['output'];
  readonly configRevision?: Maybe<Scalars['Int']['output']>;
  /** The configuration as it was at this version's configRevision; null where the version names none, or MongoDB does not have it. */
  readonly config?: Maybe<ModelConfig>;
};

export type TrainingRun = {
  readonly __typename?: 'TrainingRun';
  readonly id: Scalars['ID']['output'];
  /** The run's document in MongoDB. */
  readonly experiment?: Maybe<Experiment>;
};

/** One revision of what a model is configured with; it never changes. */
export type ModelConfig = {
  readonly __typename?: 'ModelConfig';
  /** modelId@revision, such as fraud-detector@3. */
  readonly id: Scalars['ID']['output'];
  readonly modelId: Scalars['ID']['output'];
  /** Null where MongoDB knows a model that PostgreSQL does not; then modelId still names it. */
  readonly model?: Maybe<Model>;
  /** Counted from 1 for each model. */
  readonly revision: Scalars['Int']['output'];
  readonly framework: Scalars['String']['output'];
  readonly architecture?: Maybe<Scalars['JSONObject']['output']>;
  readonly hyperparameters?: Maybe<Scalars['JSONObject']['output']>;
  readonly metrics?: Maybe<Scalars['JSONObject']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** The fields of the document that have none of their own here, as they were written. */
  readonly extra: Scalars['JSONObject']['output'];
  /** The whole document, or the value at a path. */
  readonly document?: Maybe<Scalars['JSON']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy: Scalars['String']['output'];
};


/** One revision of what a model is configured with; it never changes. */
export type ModelConfigDocumentArgs = {
  path?: InputMaybe<Scalars['String']['input']>;
};

/** What was tried, as a document of any shape; MLflow calls it a run. The experiment of a training run has the run's id. */
export type Experiment = {
  readonly __typename?: 'Experiment';
  /** A training run's UUID, or x_ and an id of its own. */
  readonly id: Scalars['ID']['output'];
  readonly modelId?: Maybe<Scalars['ID']['output']>;
  readonly model?: Maybe<Model>;
  /** Null where the experiment belongs to no training run. */
  readonly trainingRun?: Maybe<TrainingRun>;
  /** As its run is. */
  readonly archived: Scalars['Boolean']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly framework?: Maybe<Scalars['String']['output']>;
  readonly status?: Maybe<Scalars['String']['output']>;
  readonly hyperparameters?: Maybe<Scalars['JSONObject']['output']>;
  readonly metrics?: Maybe<Scalars['JSONObject']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly notes?: Maybe<Scalars['String']['output']>;
  /** The configuration that the run was registered with. */
  readonly config?: Maybe<Scalars['JSONObject']['output']>;
  /** The fields of the document that have none of their own here, as they were written. */
  readonly extra: Scalars['JSONObject']['output'];
  /** The whole document, or the value at a path. */
  readonly document?: Maybe<Scalars['JSON']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly updatedBy: Scalars['String']['output'];
};


/** What was tried, as a document of any shape; MLflow calls it a run. The experiment of a training run has the run's id. */
export type ExperimentDocumentArgs = {
  path?: InputMaybe<Scalars['String']['input']>;
};

/** Which configurations. Fields combine by AND. */
export type ModelConfigWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<ModelConfigWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<ModelConfigWhere>>;
  readonly NOT?: InputMaybe<ModelConfigWhere>;
  readonly modelId?: InputMaybe<StringFilter>;
  readonly framework?: InputMaybe<StringFilter>;
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  readonly metric?: InputMaybe<DocumentMetricFilter>;
  /** Any nested value. All of them must hold. */
  readonly path?: InputMaybe<ReadonlyArray<PathFilter>>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
};

/** Which experiments. Fields combine by AND. */
export type ExperimentWhere = {
  readonly AND?: InputMaybe<ReadonlyArray<ExperimentWhere>>;
  readonly OR?: InputMaybe<ReadonlyArray<ExperimentWhere>>;
  readonly NOT?: InputMaybe<ExperimentWhere>;
  readonly id?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly modelId?: InputMaybe<StringFilter>;
  readonly framework?: InputMaybe<StringFilter>;
  readonly status?: InputMaybe<StringFilter>;
  readonly tag?: InputMaybe<Scalars['String']['input']>;
  readonly metric?: InputMaybe<DocumentMetricFilter>;
  /** Any nested value. All of them must hold. */
  readonly path?: InputMaybe<ReadonlyArray<PathFilter>>;
  readonly createdAt?: InputMaybe<DateTimeFilter>;
};

/** By a number in the document's metrics. Holds only for what has one, also where value says no more: value: {}. */
export type DocumentMetricFilter = {
  /** As it stands in metrics: a dot in it is no path. */
  readonly name: Scalars['String']['input'];
  readonly value: FloatFilter;
};

/**
 * A condition on a nested value. The value is compared with those of its own type alone: a number with numbers, a text with
 * texts. Where a list stands at the path or on the way, one of its elements must meet the condition; NE: none may be equal.
 * What has no such value matches NE and NOT alone.
 */
export type PathFilter = {
  /** Field names joined by dots, such as hyperparameters.optimizer.name; an index for a place in a list. At most 20 of them. A dot or a backslash inside a name has a backslash before it, in the text of a query two: metrics.eval\\.loss. No name begins with $, the first not with _ either. */
  readonly path: Scalars['String']['input'];
  readonly op: PathOperator;
  /** What op says. An object has no condition of its own: compare its fields by their paths. createdAt and updatedAt are compared with a moment, such as 2026-06-01T12:00:00Z; dates elsewhere in a document are texts. */
  readonly value?: InputMaybe<Scalars['JSON']['input']>;
};

/** How a value is compared. */
export type PathOperator =
  /** With a text, a number, a boolean, null, or a list of them, which the whole list must equal. Null is what was written as null. */
  | 'EQ'
  /** All that does not match EQ, with what has nothing there. */
  | 'NE'
  /** With a number or a text; texts by code point. */
  | 'GT'
  /** With a number or a text; texts by code point. */
  | 'GTE'
  /** With a number or a text; texts by code point. */
  | 'LT'
  /** With a number or a text; texts by code point. */
  | 'LTE'
  /** With a list of what EQ takes but lists: one of them is equal. */
  | 'IN'
  /** Whether something stands there, be it null: true, as without value, or false. */
  | 'EXISTS'
  /** Somewhere in the text, case ignored: a text of fewer than 250 characters, each of which means itself. */
  | 'CONTAINS';

/**
 * A field or a dotted path, such as metrics.f1. In both directions numbers come first, then texts, booleans, moments
 * (createdAt, updatedAt), each by their value; documents that have something else there, or nothing, come last. Something
 * else are null, objects, lists and what stands behind one, numbers that JSON cannot write, and texts of more than 1,000
 * characters. Ties go by id, in the same direction. Paths without an index are looked through under a time limit.
 */
export type DocumentOrder = {
  readonly path: Scalars['String']['input'];
  readonly direction: SortDirection;
};

/** A collection of documents. */
export type DocumentKind =
  | 'MODEL_CONFIG'
  | 'EXPERIMENT';

/** What the documents of one framework reached in one metric. Null where it is beyond what a number holds. */
export type FrameworkMetrics = {
  readonly __typename?: 'FrameworkMetrics';
  readonly framework: Scalars['String']['output'];
  /** Documents that have the metric. */
  readonly count: Scalars['SafeInt']['output'];
  readonly average?: Maybe<Scalars['Float']['output']>;
  readonly maximum?: Maybe<Scalars['Float']['output']>;
  readonly minimum?: Maybe<Scalars['Float']['output']>;
  /** The population's. */
  readonly standardDeviation?: Maybe<Scalars['Float']['output']>;
};

/** The first revision of a configuration. */
export type ModelConfigInput = {
  /** The slug of its model, which need not be there yet. */
  readonly modelId: Scalars['ID']['input'];
  readonly framework: Scalars['String']['input'];
  readonly architecture?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly hyperparameters?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly metrics?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Fields of any other name. They stand in the document beside framework and the others. */
  readonly extra?: InputMaybe<Scalars['JSONObject']['input']>;
};

/** A change of a configuration. */
export type PatchModelConfigInput = {
  readonly modelId: Scalars['ID']['input'];
  /** Over the whole document: framework, architecture, hyperparameters, metrics, tags, and beside them the fields that extra answers. id, modelId, revision, createdAt and createdBy are not patched. */
  readonly patch: Scalars['JSONObject']['input'];
  /** Another newest revision is a Conflict. Without it, patches apply one after the other. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
};

/** What a mutation of a configuration answers. */
export type ModelConfigResult = ModelConfigSuccess | NotFound | Conflict | InvalidInput;

/** The model's newest revision: what was written, or what there was where nothing had to be. */
export type ModelConfigSuccess = {
  readonly __typename?: 'ModelConfigSuccess';
  readonly config: ModelConfig;
};

/** An experiment that follows no training run. */
export type ExperimentInput = {
  /** x_ and up to 200 letters, digits, _, -, . and :. Without it one is drawn. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** The slug of its model, which need not be there yet. */
  readonly modelId?: InputMaybe<Scalars['ID']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly framework?: InputMaybe<Scalars['String']['input']>;
  readonly status?: InputMaybe<Scalars['String']['input']>;
  readonly hyperparameters?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly metrics?: InputMaybe<Scalars['JSONObject']['input']>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly notes?: InputMaybe<Scalars['String']['input']>;
  readonly config?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Fields of any other name. They stand in the document beside name and the others. */
  readonly extra?: InputMaybe<Scalars['JSONObject']['input']>;
};

/** What a mutation of an experiment answers. */
export type ExperimentResult = ExperimentSuccess | NotFound | Conflict | InvalidInput;

/** The experiment as it is now. */
export type ExperimentSuccess = {
  readonly __typename?: 'ExperimentSuccess';
  readonly experiment: Experiment;
};

/** What deleting experiments answers. */
export type DeleteExperimentsResult = DeleteExperimentsSuccess | NotFound | Conflict | InvalidInput;

/** How many experiments were deleted. */
export type DeleteExperimentsSuccess = {
  readonly __typename?: 'DeleteExperimentsSuccess';
  /** How many were there. */
  readonly deleted: Scalars['SafeInt']['output'];
};

/** Bytes that are stored, by their hash. GET /artifacts/{sha256} answers them. */
export type StoredArtifact = {
  readonly __typename?: 'StoredArtifact';
  /** In hexadecimal digits. */
  readonly sha256: Scalars['String']['output'];
  /** gridfs:artifacts/ and the hash. */
  readonly uri: Scalars['String']['output'];
  readonly sizeBytes: Scalars['SafeInt']['output'];
  /** That of the first upload, also the download's. */
  readonly filename?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy: Scalars['String']['output'];
};

/** What uploadArtifact answers. */
export type UploadArtifactResult = UploadArtifactSuccess | NotFound | Conflict | InvalidInput;

/** It is stored, now or before. */
export type UploadArtifactSuccess = {
  readonly __typename?: 'UploadArtifactSuccess';
  readonly uri: Scalars['String']['output'];
  readonly sha256: Scalars['String']['output'];
  readonly sizeBytes: Scalars['SafeInt']['output'];
};

/** Fields as in a Hugging Face model card: tributary card export writes its README. */
export type ModelCard = {
  readonly __typename?: 'ModelCard';
  /** Exported as a section of the text, where that has no such heading. */
  readonly summary?: Maybe<Scalars['String']['output']>;
  /** The text below the README's front matter. */
  readonly markdown?: Maybe<Scalars['String']['output']>;
  readonly license?: Maybe<Scalars['String']['output']>;
  readonly libraryName?: Maybe<Scalars['String']['output']>;
  /** The Hugging Face task, such as tabular-classification. */
  readonly pipelineTag?: Maybe<Scalars['String']['output']>;
  readonly languages: ReadonlyArray<Scalars['String']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  readonly baseModels: ReadonlyArray<Scalars['String']['output']>;
  readonly datasets: ReadonlyArray<Scalars['String']['output']>;
  /** The names of those that it was judged by. */
  readonly metrics: ReadonlyArray<Scalars['String']['output']>;
  /** Exported as summary is. */
  readonly intendedUse?: Maybe<Scalars['String']['output']>;
  /** Exported as summary is. */
  readonly limitations?: Maybe<Scalars['String']['output']>;
  readonly evaluations: ReadonlyArray<Evaluation>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly updatedBy: Scalars['String']['output'];
};

/** One result of a model-index. */
export type Evaluation = {
  readonly __typename?: 'Evaluation';
  readonly taskType: Scalars['String']['output'];
  readonly taskName?: Maybe<Scalars['String']['output']>;
  readonly datasetType: Scalars['String']['output'];
  readonly datasetName: Scalars['String']['output'];
  readonly metricType: Scalars['String']['output'];
  readonly metricName?: Maybe<Scalars['String']['output']>;
  readonly value: Scalars['Float']['output'];
};

/** The fields of ModelCard. A text has at most 1,000 characters; summary, intendedUse and limitations 100,000; the whole 1 MB. */
export type ModelCardInput = {
  readonly summary?: InputMaybe<Scalars['String']['input']>;
  readonly markdown?: InputMaybe<Scalars['String']['input']>;
  readonly license?: InputMaybe<Scalars['String']['input']>;
  readonly libraryName?: InputMaybe<Scalars['String']['input']>;
  readonly pipelineTag?: InputMaybe<Scalars['String']['input']>;
  readonly languages?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly baseModels?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly datasets?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly metrics?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly intendedUse?: InputMaybe<Scalars['String']['input']>;
  readonly limitations?: InputMaybe<Scalars['String']['input']>;
  readonly evaluations?: InputMaybe<ReadonlyArray<EvaluationInput>>;
};

/** One result of a model-index. */
export type EvaluationInput = {
  readonly taskType: Scalars['String']['input'];
  readonly taskName?: InputMaybe<Scalars['String']['input']>;
  readonly datasetType: Scalars['String']['input'];
  readonly datasetName: Scalars['String']['input'];
  readonly metricType: Scalars['String']['input'];
  readonly metricName?: InputMaybe<Scalars['String']['input']>;
  readonly value: Scalars['Float']['input'];
};

/** What putModelCard answers. */
export type ModelCardResult = ModelCardSuccess | NotFound | Conflict | InvalidInput;

/** The card as it is now. */
export type ModelCardSuccess = {
  readonly __typename?: 'ModelCardSuccess';
  readonly card: ModelCard;
};

/** What patchModelMetadata answers. */
export type ModelMetadataResult = ModelMetadataSuccess | NotFound | Conflict | InvalidInput;

/** The metadata as it is now. */
export type ModelMetadataSuccess = {
  readonly __typename?: 'ModelMetadataSuccess';
  readonly metadata: Scalars['JSONObject']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** Each field comes from the service that owns the store; null where that service does not answer. */
export type Health = {
  readonly __typename?: 'Health';
  readonly mongodb?: Maybe<MongoHealth>;
};

/** How MongoDB answers, and what it holds. */
export type MongoHealth = {
  readonly __typename?: 'MongoHealth';
  readonly status: ServiceStatus;
  readonly latencyMs?: Maybe<Scalars['Float']['output']>;
  readonly serverVersion?: Maybe<Scalars['String']['output']>;
  readonly collections?: Maybe<Scalars['Int']['output']>;
  readonly documents?: Maybe<Scalars['SafeInt']['output']>;
  readonly dataSizeBytes?: Maybe<Scalars['SafeInt']['output']>;
  readonly indexes?: Maybe<ReadonlyArray<MongoIndex>>;
  /** Changes that wait to be carried to the audit. */
  readonly auditPending?: Maybe<Scalars['Int']['output']>;
};

/** An index of one of this service's collections. */
export type MongoIndex = {
  readonly __typename?: 'MongoIndex';
  readonly collection: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly key: Scalars['JSONObject']['output'];
  readonly unique: Scalars['Boolean']['output'];
};

/** A page of configurations. */
export type ModelConfigConnection = {
  readonly __typename?: 'ModelConfigConnection';
  readonly edges: ReadonlyArray<ModelConfigEdge>;
  readonly nodes: ReadonlyArray<ModelConfig>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A configuration, with its cursor. */
export type ModelConfigEdge = {
  readonly __typename?: 'ModelConfigEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ModelConfig;
};

/** A page of experiments. */
export type ExperimentConnection = {
  readonly __typename?: 'ExperimentConnection';
  readonly edges: ReadonlyArray<ExperimentEdge>;
  readonly nodes: ReadonlyArray<Experiment>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** An experiment, with its cursor. */
export type ExperimentEdge = {
  readonly __typename?: 'ExperimentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Experiment;
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
