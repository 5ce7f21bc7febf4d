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

export type Model = {
  readonly __typename?: 'Model';
  readonly id: Scalars['ID']['output'];
  /** How many predictions the model has served. */
  readonly predictionCount?: Maybe<Scalars['SafeInt']['output']>;
  /** The model's place on a leaderboard; null where it has none. */
  readonly leaderboardEntry?: Maybe<LeaderboardEntry>;
};


export type ModelLeaderboardEntryArgs = {
  board?: InputMaybe<Scalars['ID']['input']>;
};

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
};

/** A page of a list. */
export type LeaderboardConnection = {
  readonly __typename?: 'LeaderboardConnection';
  readonly edges: ReadonlyArray<LeaderboardEdge>;
  readonly nodes: ReadonlyArray<Leaderboard>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** One place in a list. */
export type LeaderboardEdge = {
  readonly __typename?: 'LeaderboardEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Leaderboard;
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
