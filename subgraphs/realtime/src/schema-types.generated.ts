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
  /** One leaderboard by its name. */
  readonly leaderboard?: Maybe<Leaderboard>;
  /** All leaderboards by name. */
  readonly leaderboards?: Maybe<LeaderboardConnection>;
  /** One session by its id; null where there is none or its time is over. Reading does not renew it. */
  readonly session?: Maybe<Session>;
  /**
   * The caller's own window of this key, limit and length, without consuming anything: `allowed` says whether a cost of 1
   * would be.
   */
  readonly rateLimit?: Maybe<RateLimit>;
  /** One entity's values. Without `features`, all of the view's newest revision. An entity that nothing is stored of has a vector whose values are all NOT_FOUND; null where there is no such view. */
  readonly featureVector?: Maybe<FeatureVector>;
  /** The values of up to 1,000 entities in one round trip, column by column; `features` as in featureVector; null where there is no such view. */
  readonly featureVectors?: Maybe<FeatureTable>;
  /** Views of which no value was written for olderThanSeconds, those never filled first, then the oldest; at most 1,000. */
  readonly staleFeatureViews?: Maybe<ReadonlyArray<StaleFeatureView>>;
  /**
   * The prediction that `predict` would answer from the cache; null where it would score anew, since the time is over, a
   * value has changed, another version answers now or the prediction was invalidated.
   */
  readonly cachedPrediction?: Maybe<Prediction>;
  /**
   * The last predictions of a model, newest first: what was asked, with which values, answered by which version. Kept for
   * three days unless set otherwise, at most the last 20,000; of more than ten a second, in bursts of up to 10,000, a sample.
   */
  readonly predictions?: Maybe<PredictionConnection>;
  /** How the stores answer, each field by the service that owns the store. */
  readonly health?: Maybe<Health>;
};


export type QueryLeaderboardArgs = {
  name: Scalars['ID']['input'];
};


export type QueryLeaderboardsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySessionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRateLimitArgs = {
  key: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  windowSeconds?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFeatureVectorArgs = {
  view: Scalars['ID']['input'];
  entity: Scalars['ID']['input'];
  features?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type QueryFeatureVectorsArgs = {
  view: Scalars['ID']['input'];
  entities: ReadonlyArray<Scalars['ID']['input']>;
  features?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type QueryStaleFeatureViewsArgs = {
  olderThanSeconds?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCachedPredictionArgs = {
  modelId: Scalars['ID']['input'];
  entity: Scalars['ID']['input'];
  environment?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPredictionsArgs = {
  modelId: Scalars['ID']['input'];
  entity?: InputMaybe<Scalars['ID']['input']>;
  at?: InputMaybe<DateTimeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Puts a model's score on a board of the callers' own, whose name begins with x_. The first score makes the board. Boards
   * that follow training runs are a Conflict.
   */
  readonly submitScore?: Maybe<SubmitScoreResult>;
  /** Takes a model's score from a board of the callers' own. With its last score the board goes, and its goal with it. */
  readonly removeScore?: Maybe<RemoveScoreResult>;
  /**
   * Begins a session, whose id is drawn by lot and told here alone: Redis keeps its SHA-256. A subject has at most 1,000
   * sessions: one more ends the one whose time would be over first.
   */
  readonly createSession?: Maybe<CreateSessionResult>;
  /** Renews the time to live, by the session's own ttlSeconds, which reading does not; data replaces. */
  readonly touchSession?: Maybe<TouchSessionResult>;
  /** Ends a session. One that has ended already counts as 0. */
  readonly endSession?: Maybe<EndSessionsResult>;
  /** Ends all sessions of a subject. */
  readonly endSessions?: Maybe<EndSessionsResult>;
  /**
   * Consumes `cost` from the key's sliding window, where that much is left, and nothing where it is not. The key is the
   * caller's own: another caller's key of the same name is another window, and so is the same key with another
   * windowSeconds.
   */
  readonly consumeRateLimit?: Maybe<ConsumeRateLimitResult>;
  /**
   * How far a training run is. What is left out stays, metrics one by one; null takes away. Progress is kept for a day after
   * the last report; the run's end ends its subscription with a last event.
   */
  readonly reportProgress?: Maybe<ReportProgressResult>;
  /** Writes up to 1,000 rows, all of them or, where one does not fit, none. A row replaces the entity's whole row: a feature left out is NULL_VALUE. A row whose eventTime is older than the stored one is skipped and counted; one of the same eventTime replaces it. A view that was applied just now takes rows once its registrySync is SYNCED. A call that failed may be sent again. */
  readonly storeFeatures?: Maybe<StoreFeaturesResult>;
  /** Removes the rows of up to 1,000 entities; those that have none are not counted. */
  readonly deleteFeatures?: Maybe<DeleteFeaturesResult>;
  /**
   * Reads the features, answers from the cache if model, version and values agree, else scores and caches. Concurrent misses
   * on one key compute once. Without an entity nothing is cached, and the version is chosen by the values.
   */
  readonly predict?: Maybe<PredictResult>;
  /** Predictions for up to 1,000 entities, scored as one batch a version. */
  readonly predictBatch?: Maybe<PredictBatchResult>;
  /**
   * Cached predictions of a model, all or those of one entity, count no longer; nor does a score that is being computed. Of
   * an entity, other models' cached predictions go, too: they are scored anew.
   */
  readonly invalidatePredictions?: Maybe<InvalidatePredictionsResult>;
  /**
   * Erases what is known of one entity: its features in all views of that entity, its cached predictions and its entries in
   * the prediction logs, which go by its id alone. What is being computed about it is neither cached nor logged. The audit
   * has its hash. Safe to repeat.
   */
  readonly forgetEntity?: Maybe<ForgetEntityResult>;
};


export type MutationSubmitScoreArgs = {
  input: SubmitScoreInput;
};


export type MutationRemoveScoreArgs = {
  board: Scalars['ID']['input'];
  modelId: Scalars['ID']['input'];
};


export type MutationCreateSessionArgs = {
  input: CreateSessionInput;
};


export type MutationTouchSessionArgs = {
  id: Scalars['ID']['input'];
  data?: InputMaybe<Scalars['JSONObject']['input']>;
};


export type MutationEndSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationEndSessionsArgs = {
  subject: Scalars['String']['input'];
};


export type MutationConsumeRateLimitArgs = {
  key: Scalars['ID']['input'];
  limit?: InputMaybe<Scalars['Int']['input']>;
  windowSeconds?: InputMaybe<Scalars['Int']['input']>;
  cost?: InputMaybe<Scalars['Int']['input']>;
};


export type MutationReportProgressArgs = {
  input: ReportProgressInput;
};


export type MutationStoreFeaturesArgs = {
  input: StoreFeaturesInput;
};


export type MutationDeleteFeaturesArgs = {
  view: Scalars['ID']['input'];
  entities: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationPredictArgs = {
  input: PredictInput;
};


export type MutationPredictBatchArgs = {
  input: PredictBatchInput;
};


export type MutationInvalidatePredictionsArgs = {
  modelId: Scalars['ID']['input'];
  entity?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationForgetEntityArgs = {
  entityName: Scalars['String']['input'];
  entity: Scalars['ID']['input'];
};

/**
 * Each begins with the present state. Then an event comes after each change, at most ten a second; what changes in between is
 * in the next one, so that the newest state always comes. A client that reads slowly misses states, never the last one.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** A board whenever an entry of it changes; null while there is none of that name. */
  readonly leaderboardChanged?: Maybe<Leaderboard>;
  /** A run whenever it reports progress. The run's end is the last event. */
  readonly trainingRunProgress?: Maybe<TrainingRun>;
  /** What a deployment answers, whenever it has answered; at most one event a second. */
  readonly deploymentStats?: Maybe<Deployment>;
};


/**
 * Each begins with the present state. Then an event comes after each change, at most ten a second; what changes in between is
 * in the next one, so that the newest state always comes. A client that reads slowly misses states, never the last one.
 */
export type SubscriptionLeaderboardChangedArgs = {
  name: Scalars['ID']['input'];
};


/**
 * Each begins with the present state. Then an event comes after each change, at most ten a second; what changes in between is
 * in the next one, so that the newest state always comes. A client that reads slowly misses states, never the last one.
 */
export type SubscriptionTrainingRunProgressArgs = {
  runId: Scalars['ID']['input'];
};


/**
 * Each begins with the present state. Then an event comes after each change, at most ten a second; what changes in between is
 * in the next one, so that the newest state always comes. A client that reads slowly misses states, never the last one.
 */
export type SubscriptionDeploymentStatsArgs = {
  deploymentId: Scalars['ID']['input'];
};

export type Model = {
  readonly __typename?: 'Model';
  readonly id: Scalars['ID']['output'];
  /** How many predictions the model has served, from the cache or not; errors do not count. */
  readonly predictionCount?: Maybe<Scalars['SafeInt']['output']>;
  /** What it has served in the last buckets, the present one included, oldest first; empty ones are 0. */
  readonly predictionCounts?: Maybe<ReadonlyArray<CountBucket>>;
  /** How often predictions came from the cache. */
  readonly predictionCache?: Maybe<PredictionCacheStats>;
  /** The model's place on a leaderboard; null where it has none. */
  readonly leaderboardEntry?: Maybe<LeaderboardEntry>;
};


export type ModelPredictionCountsArgs = {
  window?: InputMaybe<CountWindow>;
  buckets?: InputMaybe<Scalars['Int']['input']>;
};


export type ModelLeaderboardEntryArgs = {
  board?: InputMaybe<Scalars['ID']['input']>;
};

export type ModelVersion = {
  readonly __typename?: 'ModelVersion';
  readonly id: Scalars['ID']['output'];
  /** How many predictions the version has served. */
  readonly predictionCount?: Maybe<Scalars['SafeInt']['output']>;
};

export type Deployment = {
  readonly __typename?: 'Deployment';
  readonly id: Scalars['ID']['output'];
  /** How it answers. */
  readonly live?: Maybe<DeploymentStats>;
  /** What it answered, newest first: whom an incident concerns. `at` is when it was answered. */
  readonly predictions?: Maybe<PredictionConnection>;
};


export type DeploymentPredictionsArgs = {
  at?: InputMaybe<DateTimeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type FeatureView = {
  readonly __typename?: 'FeatureView';
  readonly name: Scalars['ID']['output'];
  /** What is stored of it; null where nothing may be stored yet. */
  readonly online?: Maybe<OnlineFeatureStatus>;
};

/** What became of one value. */
export type FeatureStatus =
  | 'PRESENT'
  /** The row is there and has no value for the feature, or was written before the view had it. */
  | 'NULL_VALUE'
  /** Nothing is stored of the entity. */
  | 'NOT_FOUND'
  /** Stored, but older than the view's time to live; the value is null. */
  | 'OUTSIDE_MAX_AGE';

/** One entity's features. */
export type FeatureVector = {
  readonly __typename?: 'FeatureVector';
  readonly entity: Scalars['ID']['output'];
  readonly names: ReadonlyArray<Scalars['String']['output']>;
  /** In the order of `names`. */
  readonly values: Scalars['JSONArray']['output'];
  /** In the order of `names`. */
  readonly statuses: ReadonlyArray<FeatureStatus>;
  /** When the values were true; null where nothing is stored. */
  readonly eventTime?: Maybe<Scalars['DateTime']['output']>;
};

/** The features of many entities, column by column. */
export type FeatureTable = {
  readonly __typename?: 'FeatureTable';
  readonly entities: ReadonlyArray<Scalars['ID']['output']>;
  readonly columns: ReadonlyArray<FeatureColumn>;
  /** Milliseconds since 1970 in the order of `entities`; null where nothing is stored. */
  readonly eventTimes: Scalars['JSONArray']['output'];
};

/** One feature of many entities. */
export type FeatureColumn = {
  readonly __typename?: 'FeatureColumn';
  readonly name: Scalars['String']['output'];
  /** In the order of `entities`. */
  readonly values: Scalars['JSONArray']['output'];
  /** FeatureStatus names in the order of `entities`; null when all are PRESENT. */
  readonly statuses?: Maybe<Scalars['JSONArray']['output']>;
};

/** What is stored of a feature view. */
export type OnlineFeatureStatus = {
  readonly __typename?: 'OnlineFeatureStatus';
  /** Entities with a value, to about one percent; a deletion shows after one time to live. Of a view that never expires: ever written. */
  readonly entityCount: Scalars['SafeInt']['output'];
  /** The latest of all rows that were written. */
  readonly newestEventTime?: Maybe<Scalars['DateTime']['output']>;
  /** An estimate from a sample of rows; null where none is there. */
  readonly memoryBytes?: Maybe<Scalars['SafeInt']['output']>;
};

/** A view of which nothing was written for long. */
export type StaleFeatureView = {
  readonly __typename?: 'StaleFeatureView';
  readonly name: Scalars['ID']['output'];
  /** Null where nothing was ever written. */
  readonly newestEventTime?: Maybe<Scalars['DateTime']['output']>;
  readonly view?: Maybe<FeatureView>;
};

/** Rows of one view. */
export type StoreFeaturesInput = {
  readonly view: Scalars['ID']['input'];
  /** At most 1,000. */
  readonly rows: ReadonlyArray<FeatureRowInput>;
  /** For how long the rows count. It may only shorten the view's. */
  readonly ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** One entity's values. A row takes at most 1 MiB. */
export type FeatureRowInput = {
  /** The value of the view's join key or, where it has several, their values joined by |, with % and | inside them written %25 and %7C; at most 1,024 bytes. */
  readonly entity: Scalars['ID']['input'];
  /** By the names of the features, each as the feature's type says. */
  readonly values: Scalars['JSONObject']['input'];
  /** When the values were true; now, unless given. More than five minutes ahead is InvalidInput. */
  readonly eventTime?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How many rows were stored. */
export type StoreFeaturesSuccess = {
  readonly __typename?: 'StoreFeaturesSuccess';
  readonly stored: Scalars['SafeInt']['output'];
  /** Rows that are older than what is stored. */
  readonly skippedStale: Scalars['SafeInt']['output'];
};

/** How many rows were stored, or why none was. */
export type StoreFeaturesResult = StoreFeaturesSuccess | NotFound | Conflict | InvalidInput;

/** How many rows were removed: those that were there. */
export type DeleteFeaturesSuccess = {
  readonly __typename?: 'DeleteFeaturesSuccess';
  readonly deleted: Scalars['SafeInt']['output'];
};

/** How many rows were removed, or why none was. */
export type DeleteFeaturesResult = DeleteFeaturesSuccess | NotFound | Conflict | InvalidInput;

/** What a model answered, and what it was computed from. */
export type Prediction = {
  readonly __typename?: 'Prediction';
  /** Of what was computed: an answer from the cache has that of the prediction that it repeats. */
  readonly id: Scalars['ID']['output'];
  readonly modelId: Scalars['ID']['output'];
  readonly model?: Maybe<Model>;
  readonly version: Scalars['Int']['output'];
  readonly modelVersion?: Maybe<ModelVersion>;
  readonly environment: Scalars['String']['output'];
  /** That which answered; null where nothing is known of it any more. */
  readonly deployment?: Maybe<Deployment>;
  /** Null where only values were given. */
  readonly entity?: Maybe<Scalars['ID']['output']>;
  /** All that the model answered, by output name. Whole numbers beyond 2^53 - 1, NaN and the infinities are texts. */
  readonly output: Scalars['JSONObject']['output'];
  /** Of a classifier: the label it chose. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** Of a regressor: its value. Of a classifier: the label's probability. */
  readonly score?: Maybe<Scalars['Float']['output']>;
  /** By class; null where the model has no classes. */
  readonly probabilities?: Maybe<Scalars['JSONObject']['output']>;
  /** The values it was computed from, in the order of the model's inputs. */
  readonly features: ReadonlyArray<UsedFeature>;
  /** A dataset that the version learned from is quarantined. */
  readonly quarantined: Scalars['Boolean']['output'];
  /** Whether it came from the cache. */
  readonly cached: Scalars['Boolean']['output'];
  /** For how long the cache keeps it; null where it does not. */
  readonly ttlSeconds?: Maybe<Scalars['Int']['output']>;
  readonly latencyMs: Scalars['Float']['output'];
  readonly computedAt: Scalars['DateTime']['output'];
};

/** One value that a prediction was computed from. */
export type UsedFeature = {
  readonly __typename?: 'UsedFeature';
  /** As the version's signature names it. */
  readonly name: Scalars['String']['output'];
  /** Where the status is not PRESENT: the feature's default. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
  readonly status: FeatureStatus;
  /** When the stored value was true. */
  readonly eventTime?: Maybe<Scalars['DateTime']['output']>;
  /** By the caller, instead of the stored value. */
  readonly given: Scalars['Boolean']['output'];
};

/** How often a model's predictions came from the cache. */
export type PredictionCacheStats = {
  readonly __typename?: 'PredictionCacheStats';
  readonly hits: Scalars['SafeInt']['output'];
  readonly misses: Scalars['SafeInt']['output'];
  /** Null until something was asked. */
  readonly hitRatio?: Maybe<Scalars['Float']['output']>;
};

/** How a deployment answers. */
export type DeploymentStats = {
  readonly __typename?: 'DeploymentStats';
  /** The percentiles' window, in whole minutes with the present one; the counts are since the deployment began. */
  readonly windowSeconds: Scalars['Int']['output'];
  /** Errors included. */
  readonly requests: Scalars['SafeInt']['output'];
  readonly errors: Scalars['SafeInt']['output'];
  readonly cacheHits: Scalars['SafeInt']['output'];
  /** Within one percent, as the other percentiles: of all requests of the window. Null where there were none. */
  readonly p50Ms?: Maybe<Scalars['Float']['output']>;
  readonly p95Ms?: Maybe<Scalars['Float']['output']>;
  readonly p99Ms?: Maybe<Scalars['Float']['output']>;
  readonly lastRequestAt?: Maybe<Scalars['DateTime']['output']>;
};

/** How long the buckets of a count are. */
export type CountWindow =
  | 'MINUTE'
  | 'HOUR'
  | 'DAY';

/** What was counted from its start to the start of the next. */
export type CountBucket = {
  readonly __typename?: 'CountBucket';
  readonly start: Scalars['DateTime']['output'];
  readonly count: Scalars['SafeInt']['output'];
};

/** One prediction. It costs one of the caller's own limit, where there is one. */
export type PredictInput = {
  readonly modelId: Scalars['ID']['input'];
  /** Whose features are read; as in storeFeatures. Empty where all values are given. */
  readonly entity: Scalars['ID']['input'];
  /** Values by the names that the version's signature has for them; they win over stored ones. */
  readonly features?: InputMaybe<Scalars['JSONObject']['input']>;
  /** One that is LIVE in the environment, also at 0 percent; else NotFound of type Deployment. Left out: by the traffic's shares. */
  readonly versionNumber?: InputMaybe<Scalars['Int']['input']>;
  readonly environment?: InputMaybe<Scalars['String']['input']>;
  /** Scores anew, whatever the cache has. */
  readonly bypassCache?: InputMaybe<Scalars['Boolean']['input']>;
  /** Adds a window of 100 in 60 seconds of that name, such as one for each of the caller's users: that of `rateLimit` with its defaults. A call that one window refuses may count in the other. */
  readonly rateLimitKey?: InputMaybe<Scalars['ID']['input']>;
};

/** Predictions for many entities. Costs one of the limits for every 100 entities or part of it. */
export type PredictBatchInput = {
  readonly modelId: Scalars['ID']['input'];
  /** At most 1,000. */
  readonly entities: ReadonlyArray<Scalars['ID']['input']>;
  /** As in PredictInput. */
  readonly versionNumber?: InputMaybe<Scalars['Int']['input']>;
  readonly environment?: InputMaybe<Scalars['String']['input']>;
  /** Scores anew, whatever the cache has. */
  readonly bypassCache?: InputMaybe<Scalars['Boolean']['input']>;
  /** As in PredictInput. */
  readonly rateLimitKey?: InputMaybe<Scalars['ID']['input']>;
};

/** A window has no room for the call: come again after its retryAfterSeconds. */
export type RateLimited = UserError & {
  readonly __typename?: 'RateLimited';
  readonly message: Scalars['String']['output'];
  readonly rateLimit: RateLimit;
};

/** No live deployment, one that is served elsewhere (`endpointUrl`), or a model or a scorer that cannot run. */
export type ModelUnavailable = UserError & {
  readonly __typename?: 'ModelUnavailable';
  readonly message: Scalars['String']['output'];
  readonly modelId: Scalars['ID']['output'];
};

/** The answer. */
export type PredictSuccess = {
  readonly __typename?: 'PredictSuccess';
  readonly prediction: Prediction;
};

/** A prediction, or why there is none. */
export type PredictResult = PredictSuccess | NotFound | Conflict | InvalidInput | RateLimited | ModelUnavailable;

/** The answers. */
export type PredictBatchSuccess = {
  readonly __typename?: 'PredictBatchSuccess';
  readonly predictions: PredictionTable;
};

/** Predictions, or why there are none. */
export type PredictBatchResult = PredictBatchSuccess | NotFound | Conflict | InvalidInput | RateLimited | ModelUnavailable;

/** Columns in the order of `entities`; null where an entity could not be scored, for which `errors` says why. */
export type PredictionTable = {
  readonly __typename?: 'PredictionTable';
  readonly modelId: Scalars['ID']['output'];
  readonly entities: ReadonlyArray<Scalars['ID']['output']>;
  readonly versions: Scalars['JSONArray']['output'];
  readonly labels: Scalars['JSONArray']['output'];
  readonly scores: Scalars['JSONArray']['output'];
  readonly outputs: Scalars['JSONArray']['output'];
  readonly cached: Scalars['JSONArray']['output'];
  readonly quarantined: Scalars['JSONArray']['output'];
  /** One for each entity without an answer. */
  readonly errors: ReadonlyArray<PredictionError>;
  readonly latencyMs: Scalars['Float']['output'];
};

/** Why an entity has no answer. */
export type PredictionError = {
  readonly __typename?: 'PredictionError';
  readonly entity: Scalars['ID']['output'];
  readonly message: Scalars['String']['output'];
};

/** The cached predictions count no longer. */
export type InvalidatePredictionsSuccess = {
  readonly __typename?: 'InvalidatePredictionsSuccess';
  /** Whether the model is, or was, served here. */
  readonly invalidated: Scalars['Boolean']['output'];
};

/** Whether cached predictions were invalidated, or why not. */
export type InvalidatePredictionsResult = InvalidatePredictionsSuccess | NotFound | Conflict | InvalidInput;

/** How many rows of features, and predictions of cache and log, were erased. */
export type ForgetEntitySuccess = {
  readonly __typename?: 'ForgetEntitySuccess';
  readonly features: Scalars['SafeInt']['output'];
  readonly predictions: Scalars['SafeInt']['output'];
};

/** What was erased, or why nothing was. */
export type ForgetEntityResult = ForgetEntitySuccess | NotFound | Conflict | InvalidInput;

/** Models ranked by one score, the best first. */
export type Leaderboard = {
  readonly __typename?: 'Leaderboard';
  /** The same as name. */
  readonly id: Scalars['ID']['output'];
  /** A defined metric, such as accuracy; one on one dataset, such as accuracy:iris; or a caller's own, which begins with x_, such as x_team_f1. */
  readonly name: Scalars['ID']['output'];
  readonly goal: MetricGoal;
  /** Whether the platform alone writes it, from training runs. */
  readonly synced: Scalars['Boolean']['output'];
  readonly size?: Maybe<Scalars['SafeInt']['output']>;
  /** The best entries, or those around a model. */
  readonly entries?: Maybe<ReadonlyArray<LeaderboardEntry>>;
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Models ranked by one score, the best first. */
export type LeaderboardEntriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  around?: InputMaybe<Scalars['ID']['input']>;
};

/** A model's place on a leaderboard. Equal scores are ranked by the model's id, in the direction of the scores. */
export type LeaderboardEntry = {
  readonly __typename?: 'LeaderboardEntry';
  /** From 1, the best. */
  readonly rank: Scalars['SafeInt']['output'];
  readonly score: Scalars['Float']['output'];
  readonly modelId: Scalars['ID']['output'];
  readonly model?: Maybe<Model>;
};

/** Which of two scores of a model counts. */
export type ScoreMode =
  /** The one that came last. */
  | 'LAST'
  /** The better one, by the board's goal. */
  | 'BEST';

/** A score for a board of the callers' own. */
export type SubmitScoreInput = {
  /** Begins with x_, such as x_team_f1; at most 250 characters. */
  readonly board: Scalars['ID']['input'];
  readonly modelId: Scalars['ID']['input'];
  /** A finite number. */
  readonly score: Scalars['Float']['input'];
  readonly mode?: InputMaybe<ScoreMode>;
  /** Without it: the board's, MAXIMIZE for a new one. Another than the board's is a Conflict. */
  readonly goal?: InputMaybe<MetricGoal>;
};

/** The model's place after the score was taken in. */
export type SubmitScoreSuccess = {
  readonly __typename?: 'SubmitScoreSuccess';
  readonly entry: LeaderboardEntry;
};

/** Where a score is now, or why it was not taken. */
export type SubmitScoreResult = SubmitScoreSuccess | NotFound | Conflict | InvalidInput;

/** Whether the model was on the board. */
export type RemoveScoreSuccess = {
  readonly __typename?: 'RemoveScoreSuccess';
  readonly removed: Scalars['Boolean']['output'];
};

/** Whether a score was removed, or why not. */
export type RemoveScoreResult = RemoveScoreSuccess | NotFound | Conflict | InvalidInput;

/** Something that is known of a subject for a time, such as who is signed in. */
export type Session = {
  readonly __typename?: 'Session';
  /** Whoever knows it can read and renew the session. */
  readonly id: Scalars['ID']['output'];
  readonly subject: Scalars['String']['output'];
  readonly data: Scalars['JSONObject']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  readonly expiresAt: Scalars['DateTime']['output'];
};

/** What a session is of, what is known of it, and how long it lives without being touched. */
export type CreateSessionInput = {
  /** 1 to 200 characters. */
  readonly subject: Scalars['String']['input'];
  /** At most 65,536 characters of JSON. */
  readonly data?: InputMaybe<Scalars['JSONObject']['input']>;
  /** 1 to 2,592,000, thirty days. */
  readonly ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** The new session. */
export type CreateSessionSuccess = {
  readonly __typename?: 'CreateSessionSuccess';
  readonly session: Session;
};

/** A new session, or why there is none. */
export type CreateSessionResult = CreateSessionSuccess | NotFound | Conflict | InvalidInput;

/** The session with its new end. */
export type TouchSessionSuccess = {
  readonly __typename?: 'TouchSessionSuccess';
  readonly session: Session;
};

/** A renewed session, or why it was not renewed. */
export type TouchSessionResult = TouchSessionSuccess | NotFound | Conflict | InvalidInput;

/** How many sessions lived until now. */
export type EndSessionsSuccess = {
  readonly __typename?: 'EndSessionsSuccess';
  readonly ended: Scalars['SafeInt']['output'];
};

/** How many sessions were ended, or why none. */
export type EndSessionsResult = EndSessionsSuccess | NotFound | Conflict | InvalidInput;

/** A sliding window: what was consumed counts for windowSeconds from then on. */
export type RateLimit = {
  readonly __typename?: 'RateLimit';
  readonly key: Scalars['ID']['output'];
  readonly allowed: Scalars['Boolean']['output'];
  readonly limit: Scalars['Int']['output'];
  readonly remaining: Scalars['Int']['output'];
  /** When the whole limit is free again. */
  readonly resetSeconds: Scalars['Float']['output'];
  /** When so much is free again; null where it was allowed. */
  readonly retryAfterSeconds?: Maybe<Scalars['Float']['output']>;
};

/** The window after the call; `allowed` says whether it was within the limit. */
export type ConsumeRateLimitSuccess = {
  readonly __typename?: 'ConsumeRateLimitSuccess';
  readonly rateLimit: RateLimit;
};

/** What became of a key's window, or why the call fits no window. */
export type ConsumeRateLimitResult = ConsumeRateLimitSuccess | NotFound | Conflict | InvalidInput;

export type TrainingRun = {
  readonly __typename?: 'TrainingRun';
  readonly id: Scalars['ID']['output'];
  /** What was reported of it last; null where nothing was for a day. */
  readonly progress?: Maybe<RunProgress>;
};

/** How far a training run is, by what it reported. */
export type RunProgress = {
  readonly __typename?: 'RunProgress';
  readonly epoch?: Maybe<Scalars['Int']['output']>;
  readonly epochs?: Maybe<Scalars['Int']['output']>;
  readonly step?: Maybe<Scalars['SafeInt']['output']>;
  readonly percent?: Maybe<Scalars['Float']['output']>;
  readonly metrics: Scalars['JSONObject']['output'];
  readonly message?: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** What is left out stays as it was, and null takes it away. */
export type ReportProgressInput = {
  readonly runId: Scalars['ID']['input'];
  /** At least 0. */
  readonly epoch?: InputMaybe<Scalars['Int']['input']>;
  /** Of how many; at least 0. */
  readonly epochs?: InputMaybe<Scalars['Int']['input']>;
  readonly step?: InputMaybe<Scalars['SafeInt']['input']>;
  /** 0 to 100. */
  readonly percent?: InputMaybe<Scalars['Float']['input']>;
  /** Finite numbers by name, at most 1,000 names a run; null in the place of a number takes that metric away. */
  readonly metrics?: InputMaybe<Scalars['JSONObject']['input']>;
  /** At most 1,000 characters. */
  readonly message?: InputMaybe<Scalars['String']['input']>;
};

/** The run with its progress as it is now. */
export type ReportProgressSuccess = {
  readonly __typename?: 'ReportProgressSuccess';
  readonly trainingRun?: Maybe<TrainingRun>;
};

/** A run's new progress, or why it was not taken. */
export type ReportProgressResult = ReportProgressSuccess | NotFound | Conflict | InvalidInput;

/** Each field comes from the service that owns the store; null where that service does not answer. */
export type Health = {
  readonly __typename?: 'Health';
  readonly redis?: Maybe<RedisHealth>;
};

/** How Redis answers, and how full and busy it is. */
export type RedisHealth = {
  readonly __typename?: 'RedisHealth';
  /** DEGRADED: it answers, but is full, so that writes fail. */
  readonly status: ServiceStatus;
  readonly latencyMs?: Maybe<Scalars['Float']['output']>;
  readonly serverVersion?: Maybe<Scalars['String']['output']>;
  readonly keys?: Maybe<Scalars['SafeInt']['output']>;
  readonly usedMemoryBytes?: Maybe<Scalars['SafeInt']['output']>;
  /** Null where there is no limit. */
  readonly maxMemoryBytes?: Maybe<Scalars['SafeInt']['output']>;
  readonly evictedKeys?: Maybe<Scalars['SafeInt']['output']>;
  readonly hits?: Maybe<Scalars['SafeInt']['output']>;
  readonly misses?: Maybe<Scalars['SafeInt']['output']>;
  /** Null until a key was read. */
  readonly hitRatio?: Maybe<Scalars['Float']['output']>;
  readonly connectedClients?: Maybe<Scalars['Int']['output']>;
  /** Changes that wait to be carried to the audit. */
  readonly auditPending?: Maybe<Scalars['Int']['output']>;
};

/** A page of leaderboards. */
export type LeaderboardConnection = {
  readonly __typename?: 'LeaderboardConnection';
  readonly edges: ReadonlyArray<LeaderboardEdge>;
  readonly nodes: ReadonlyArray<Leaderboard>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** A leaderboard, with its cursor. */
export type LeaderboardEdge = {
  readonly __typename?: 'LeaderboardEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Leaderboard;
};

/** A page of predictions, which are not counted. */
export type PredictionConnection = {
  readonly __typename?: 'PredictionConnection';
  readonly edges: ReadonlyArray<PredictionEdge>;
  readonly nodes: ReadonlyArray<Prediction>;
  readonly pageInfo: PageInfo;
  /**
   * From when on every prediction is in it, but those of entities that were forgotten; null where it was sampled in the time
   * that was asked for, or nothing was asked of the model yet.
   */
  readonly wholeSince?: Maybe<Scalars['DateTime']['output']>;
};

/** A prediction, with its cursor. */
export type PredictionEdge = {
  readonly __typename?: 'PredictionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Prediction;
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
