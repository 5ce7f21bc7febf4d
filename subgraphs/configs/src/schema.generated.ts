import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Experiment as ExperimentRow } from './experiments.ts';
import type { ModelConfig as ModelConfigRow } from './model-configs.ts';
import type { StoreHealth as StoreHealthRow } from './health.ts';
import type { Connection } from '@tributary/common/page';
import type { Context } from './context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
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
  /** A whole number up to 2^53, for counts and bytes. */
  SafeInt: { input: number; output: number; }
  _FieldSet: { input: string; output: string; }
};

export type Query = {
  readonly __typename?: 'Query';
  /** A model's configuration: its newest revision, or the one asked for. */
  readonly modelConfig?: Maybe<ModelConfig>;
  /** The newest revision of each model's configuration. */
  readonly modelConfigs?: Maybe<ModelConfigConnection>;
  /** How the stores answer, each field by the service that owns the store. */
  readonly health?: Maybe<Health>;
};


export type QueryModelConfigArgs = {
  modelId: Scalars['ID']['input'];
  revision?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryModelConfigsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A model, as far as its documents go. */
export type Model = {
  readonly __typename?: 'Model';
  readonly id: Scalars['ID']['output'];
  /** The newest revision. */
  readonly config?: Maybe<ModelConfig>;
  readonly experiments?: Maybe<ExperimentConnection>;
};


/** A model, as far as its documents go. */
export type ModelExperimentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  includeArchived?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A training run, as far as its document goes. */
export type TrainingRun = {
  readonly __typename?: 'TrainingRun';
  readonly id: Scalars['ID']['output'];
  /** The document that follows the run, with what people added to it. */
  readonly experiment?: Maybe<Experiment>;
};

/** One revision of what a model is configured with; it never changes. */
export type ModelConfig = {
  readonly __typename?: 'ModelConfig';
  /** modelId@revision, such as fraud-detector@3. */
  readonly id: Scalars['ID']['output'];
  readonly modelId: Scalars['ID']['output'];
  readonly model?: Maybe<Model>;
  readonly revision: Scalars['Int']['output'];
  readonly framework: Scalars['String']['output'];
  readonly architecture?: Maybe<Scalars['JSONObject']['output']>;
  readonly hyperparameters?: Maybe<Scalars['JSONObject']['output']>;
  readonly metrics?: Maybe<Scalars['JSONObject']['output']>;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** Everything else in the document. */
  readonly extra: Scalars['JSONObject']['output'];
  /** The whole document, or the value at a dotted path. */
  readonly document?: Maybe<Scalars['JSON']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly createdBy: Scalars['String']['output'];
};


/** One revision of what a model is configured with; it never changes. */
export type ModelConfigDocumentArgs = {
  path?: InputMaybe<Scalars['String']['input']>;
};

/** What was tried, as a document: MLflow calls it a run. A training run's experiment has the run's id. */
export type Experiment = {
  readonly __typename?: 'Experiment';
  /** A training run's UUID, or x_ and an id of its own. */
  readonly id: Scalars['ID']['output'];
  readonly modelId?: Maybe<Scalars['ID']['output']>;
  readonly model?: Maybe<Model>;
  /** Only where the document follows a run. */
  readonly trainingRun?: Maybe<TrainingRun>;
  /** With its run. */
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
  /** Everything else in the document. */
  readonly extra: Scalars['JSONObject']['output'];
  /** The whole document, or the value at a dotted path. */
  readonly document?: Maybe<Scalars['JSON']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly updatedBy: Scalars['String']['output'];
};


/** What was tried, as a document: MLflow calls it a run. A training run's experiment has the run's id. */
export type ExperimentDocumentArgs = {
  path?: InputMaybe<Scalars['String']['input']>;
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
};

/** An index of one of this service's collections. */
export type MongoIndex = {
  readonly __typename?: 'MongoIndex';
  readonly collection: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  readonly key: Scalars['JSONObject']['output'];
  readonly unique: Scalars['Boolean']['output'];
};

/** A page of a list. */
export type ModelConfigConnection = {
  readonly __typename?: 'ModelConfigConnection';
  readonly edges: ReadonlyArray<ModelConfigEdge>;
  readonly nodes: ReadonlyArray<ModelConfig>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** One place in a list. */
export type ModelConfigEdge = {
  readonly __typename?: 'ModelConfigEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ModelConfig;
};

/** A page of a list. */
export type ExperimentConnection = {
  readonly __typename?: 'ExperimentConnection';
  readonly edges: ReadonlyArray<ExperimentEdge>;
  readonly nodes: ReadonlyArray<Experiment>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['SafeInt']['output']>;
};

/** One place in a list. */
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

/** How far a copy in another store is. */
export type SyncState =
  /** The other store has it. */
  | 'SYNCED'
  /** Committed here, on its way to the other store. */
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



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Model: Model;
  TrainingRun: TrainingRun;
  ModelConfig: ModelConfig;
  Experiment: Experiment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  TrainingRun:
    ( { __typename: 'TrainingRun' }
    & GraphQLRecursivePick<FederationTypes['TrainingRun'], {"id":true}> );
  ModelConfig:
    ( { __typename: 'ModelConfig' }
    & GraphQLRecursivePick<FederationTypes['ModelConfig'], {"id":true}> );
  Experiment:
    ( { __typename: 'Experiment' }
    & GraphQLRecursivePick<FederationTypes['Experiment'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
    | ( NotFound )
    | ( Conflict )
    | ( InvalidInput )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Model: ResolverTypeWrapper<Omit<Model, 'config' | 'experiments'> & { config?: Maybe<ResolversTypes['ModelConfig']>, experiments?: Maybe<ResolversTypes['ExperimentConnection']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  TrainingRun: ResolverTypeWrapper<Omit<TrainingRun, 'experiment'> & { experiment?: Maybe<ResolversTypes['Experiment']> }>;
  ModelConfig: ResolverTypeWrapper<ModelConfigRow>;
  Experiment: ResolverTypeWrapper<ExperimentRow>;
  Health: ResolverTypeWrapper<Omit<Health, 'mongodb'> & { mongodb?: Maybe<ResolversTypes['MongoHealth']> }>;
  MongoHealth: ResolverTypeWrapper<StoreHealthRow>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  MongoIndex: ResolverTypeWrapper<MongoIndex>;
  ModelConfigConnection: ResolverTypeWrapper<Connection<ModelConfigRow>>;
  ModelConfigEdge: ResolverTypeWrapper<Omit<ModelConfigEdge, 'node'> & { node: ResolversTypes['ModelConfig'] }>;
  ExperimentConnection: ResolverTypeWrapper<Connection<ExperimentRow>>;
  ExperimentEdge: ResolverTypeWrapper<Omit<ExperimentEdge, 'node'> & { node: ResolversTypes['Experiment'] }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  JSONArray: ResolverTypeWrapper<Scalars['JSONArray']['output']>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  SortDirection: SortDirection;
  MetricGoal: MetricGoal;
  SyncState: SyncState;
  ServiceStatus: ServiceStatus;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  NotFound: ResolverTypeWrapper<NotFound>;
  Conflict: ResolverTypeWrapper<Conflict>;
  ConflictReason: ConflictReason;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InputIssue: ResolverTypeWrapper<InputIssue>;
  StringFilter: StringFilter;
  FloatFilter: FloatFilter;
  DateTimeFilter: DateTimeFilter;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Model: Omit<Model, 'config' | 'experiments'> & { config?: Maybe<ResolversParentTypes['ModelConfig']>, experiments?: Maybe<ResolversParentTypes['ExperimentConnection']> } | FederationReferenceTypes['Model'];
  Boolean: Scalars['Boolean']['output'];
  TrainingRun: Omit<TrainingRun, 'experiment'> & { experiment?: Maybe<ResolversParentTypes['Experiment']> } | FederationReferenceTypes['TrainingRun'];
  ModelConfig: ModelConfigRow;
  Experiment: ExperimentRow;
  Health: Omit<Health, 'mongodb'> & { mongodb?: Maybe<ResolversParentTypes['MongoHealth']> };
  MongoHealth: StoreHealthRow;
  Float: Scalars['Float']['output'];
  MongoIndex: MongoIndex;
  ModelConfigConnection: Connection<ModelConfigRow>;
  ModelConfigEdge: Omit<ModelConfigEdge, 'node'> & { node: ResolversParentTypes['ModelConfig'] };
  ExperimentConnection: Connection<ExperimentRow>;
  ExperimentEdge: Omit<ExperimentEdge, 'node'> & { node: ResolversParentTypes['Experiment'] };
  DateTime: Scalars['DateTime']['output'];
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  JSONArray: Scalars['JSONArray']['output'];
  SafeInt: Scalars['SafeInt']['output'];
  PageInfo: PageInfo;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  NotFound: NotFound;
  Conflict: Conflict;
  InvalidInput: InvalidInput;
  InputIssue: InputIssue;
  StringFilter: StringFilter;
  FloatFilter: FloatFilter;
  DateTimeFilter: DateTimeFilter;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  modelConfig?: Resolver<Maybe<ResolversTypes['ModelConfig']>, ParentType, ContextType, RequireFields<QueryModelConfigArgs, 'modelId'>>;
  modelConfigs?: Resolver<Maybe<ResolversTypes['ModelConfigConnection']>, ParentType, ContextType, RequireFields<QueryModelConfigsArgs, 'first'>>;
  health?: Resolver<Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['ModelConfig']>, ParentType, ContextType>;
  experiments?: Resolver<Maybe<ResolversTypes['ExperimentConnection']>, ParentType, ContextType, RequireFields<ModelExperimentsArgs, 'first' | 'includeArchived'>>;
};

export type TrainingRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRun'] = ResolversParentTypes['TrainingRun'], FederationReferenceType extends FederationReferenceTypes['TrainingRun'] = FederationReferenceTypes['TrainingRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['TrainingRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  experiment?: Resolver<Maybe<ResolversTypes['Experiment']>, ParentType, ContextType>;
};

export type ModelConfigResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfig'] = ResolversParentTypes['ModelConfig'], FederationReferenceType extends FederationReferenceTypes['ModelConfig'] = FederationReferenceTypes['ModelConfig']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModelConfig']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  architecture?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  hyperparameters?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  extra?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType, Partial<ModelConfigDocumentArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExperimentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Experiment'] = ResolversParentTypes['Experiment'], FederationReferenceType extends FederationReferenceTypes['Experiment'] = FederationReferenceTypes['Experiment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Experiment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  trainingRun?: Resolver<Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  archived?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  framework?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hyperparameters?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  config?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  extra?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType, Partial<ExperimentDocumentArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  mongodb?: Resolver<Maybe<ResolversTypes['MongoHealth']>, ParentType, ContextType>;
};

export type MongoHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MongoHealth'] = ResolversParentTypes['MongoHealth']> = {
  status?: Resolver<ResolversTypes['ServiceStatus'], ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serverVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  collections?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  documents?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  dataSizeBytes?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  indexes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MongoIndex']>>, ParentType, ContextType>;
};

export type MongoIndexResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MongoIndex'] = ResolversParentTypes['MongoIndex']> = {
  collection?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  unique?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ModelConfigConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfigConnection'] = ResolversParentTypes['ModelConfigConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ModelConfigEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ModelConfig']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ModelConfigEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfigEdge'] = ResolversParentTypes['ModelConfigEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ModelConfig'], ParentType, ContextType>;
};

export type ExperimentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExperimentConnection'] = ResolversParentTypes['ExperimentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExperimentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Experiment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ExperimentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExperimentEdge'] = ResolversParentTypes['ExperimentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Experiment'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export interface JsonArrayScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONArray'], any> {
  name: 'JSONArray';
}

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type NotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFound'] = ResolversParentTypes['NotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Conflict'] = ResolversParentTypes['Conflict']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ConflictReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['InputIssue']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InputIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InputIssue'] = ResolversParentTypes['InputIssue']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  TrainingRun?: TrainingRunResolvers<ContextType>;
  ModelConfig?: ModelConfigResolvers<ContextType>;
  Experiment?: ExperimentResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  MongoHealth?: MongoHealthResolvers<ContextType>;
  MongoIndex?: MongoIndexResolvers<ContextType>;
  ModelConfigConnection?: ModelConfigConnectionResolvers<ContextType>;
  ModelConfigEdge?: ModelConfigEdgeResolvers<ContextType>;
  ExperimentConnection?: ExperimentConnectionResolvers<ContextType>;
  ExperimentEdge?: ExperimentEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  JSONArray?: GraphQLScalarType;
  SafeInt?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  Conflict?: ConflictResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InputIssue?: InputIssueResolvers<ContextType>;
};

