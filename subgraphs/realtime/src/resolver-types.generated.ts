import type * as Schema from './schema-types.generated.ts';
import type { Model, ModelVersion, Deployment, FeatureView, Leaderboard, TrainingRun } from './schema-types.generated.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Deployment as DeploymentRow, Model as ModelRow, ModelVersion as ModelVersionRow } from './models.ts';
import type { FeatureTable as FeatureTableRow } from './features/vectors.ts';
import type { FeatureVector as FeatureVectorRow } from './features/read-features.ts';
import type { FeatureView as FeatureViewRow, Freshness as FreshnessRow } from './features/online-status.ts';
import type { Leaderboard as LeaderboardRow, LeaderboardEntry as LeaderboardEntryRow } from './leaderboards/boards.ts';
import type { Registry as RegistryRow } from './features/registry.ts';
import type { Prediction as PredictionRow } from './predictions/prediction.ts';
import type { PredictionConnection as PredictionConnectionRow } from './predictions/log.ts';
import type { PredictionTable as PredictionTableRow } from './predictions/table.ts';
import type { RateLimit as RateLimitRow } from './limits/rate-limits.ts';
import type { StoreHealth as StoreHealthRow } from './health.ts';
import type { RunProgress as RunProgressRow, TrainingRun as TrainingRunRow } from './progress/progress.ts';
import type { Session as SessionRow } from './sessions/sessions.ts';
import type { UsedFeature as UsedFeatureRow } from './predictions/stored.ts';
import type { Connection } from '@tributary/common/lists/page';
import type { Context } from './context.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Schema.Maybe<T> extends T ? Schema.Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
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
) => Schema.Maybe<TTypes> | Promise<Schema.Maybe<TTypes>>;

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
  ModelVersion: ModelVersion;
  Deployment: Deployment;
  FeatureView: FeatureView;
  Leaderboard: Leaderboard;
  TrainingRun: TrainingRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  ModelVersion:
    ( { __typename: 'ModelVersion' }
    & GraphQLRecursivePick<FederationTypes['ModelVersion'], {"id":true}> );
  Deployment:
    ( { __typename: 'Deployment' }
    & GraphQLRecursivePick<FederationTypes['Deployment'], {"id":true}> );
  FeatureView:
    ( { __typename: 'FeatureView' }
    & GraphQLRecursivePick<FederationTypes['FeatureView'], {"name":true}> );
  Leaderboard:
    ( { __typename: 'Leaderboard' }
    & GraphQLRecursivePick<FederationTypes['Leaderboard'], {"name":true}> );
  TrainingRun:
    ( { __typename: 'TrainingRun' }
    & GraphQLRecursivePick<FederationTypes['TrainingRun'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  StoreFeaturesResult:
    | ( Schema.StoreFeaturesSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  DeleteFeaturesResult:
    | ( Schema.DeleteFeaturesSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  PredictResult:
    | ( Omit<Schema.PredictSuccess, 'prediction'> & { prediction: _RefType['Prediction'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
    | ( Omit<Schema.RateLimited, 'rateLimit'> & { rateLimit: _RefType['RateLimit'] } )
    | ( Schema.ModelUnavailable )
  ;
  PredictBatchResult:
    | ( Omit<Schema.PredictBatchSuccess, 'predictions'> & { predictions: _RefType['PredictionTable'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
    | ( Omit<Schema.RateLimited, 'rateLimit'> & { rateLimit: _RefType['RateLimit'] } )
    | ( Schema.ModelUnavailable )
  ;
  InvalidatePredictionsResult:
    | ( Schema.InvalidatePredictionsSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ForgetEntityResult:
    | ( Schema.ForgetEntitySuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  SubmitScoreResult:
    | ( Omit<Schema.SubmitScoreSuccess, 'entry'> & { entry: _RefType['LeaderboardEntry'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  RemoveScoreResult:
    | ( Schema.RemoveScoreSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  CreateSessionResult:
    | ( Omit<Schema.CreateSessionSuccess, 'session'> & { session: _RefType['Session'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  TouchSessionResult:
    | ( Omit<Schema.TouchSessionSuccess, 'session'> & { session: _RefType['Session'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  EndSessionsResult:
    | ( Schema.EndSessionsSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ConsumeRateLimitResult:
    | ( Omit<Schema.ConsumeRateLimitSuccess, 'rateLimit'> & { rateLimit: _RefType['RateLimit'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ReportProgressResult:
    | ( Omit<Schema.ReportProgressSuccess, 'trainingRun'> & { trainingRun?: Schema.Maybe<_RefType['TrainingRun']> } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
    | ( Omit<Schema.RateLimited, 'rateLimit'> & { rateLimit: _RefType['RateLimit'] } )
    | ( Schema.ModelUnavailable )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Schema.Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Schema.Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Schema.Scalars['String']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Model: ResolverTypeWrapper<ModelRow>;
  ModelVersion: ResolverTypeWrapper<ModelVersionRow>;
  Deployment: ResolverTypeWrapper<DeploymentRow>;
  FeatureView: ResolverTypeWrapper<FeatureViewRow>;
  FeatureStatus: Schema.FeatureStatus;
  FeatureVector: ResolverTypeWrapper<FeatureVectorRow>;
  FeatureTable: ResolverTypeWrapper<FeatureTableRow>;
  FeatureColumn: ResolverTypeWrapper<Schema.FeatureColumn>;
  OnlineFeatureStatus: ResolverTypeWrapper<RegistryRow>;
  StaleFeatureView: ResolverTypeWrapper<FreshnessRow>;
  StoreFeaturesInput: Schema.StoreFeaturesInput;
  FeatureRowInput: Schema.FeatureRowInput;
  StoreFeaturesSuccess: ResolverTypeWrapper<Schema.StoreFeaturesSuccess>;
  StoreFeaturesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['StoreFeaturesResult']>;
  DeleteFeaturesSuccess: ResolverTypeWrapper<Schema.DeleteFeaturesSuccess>;
  DeleteFeaturesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteFeaturesResult']>;
  Prediction: ResolverTypeWrapper<PredictionRow>;
  Float: ResolverTypeWrapper<Schema.Scalars['Float']['output']>;
  Boolean: ResolverTypeWrapper<Schema.Scalars['Boolean']['output']>;
  UsedFeature: ResolverTypeWrapper<UsedFeatureRow>;
  PredictionCacheStats: ResolverTypeWrapper<Schema.PredictionCacheStats>;
  DeploymentStats: ResolverTypeWrapper<Schema.DeploymentStats>;
  CountWindow: Schema.CountWindow;
  CountBucket: ResolverTypeWrapper<Schema.CountBucket>;
  PredictInput: Schema.PredictInput;
  PredictBatchInput: Schema.PredictBatchInput;
  RateLimited: ResolverTypeWrapper<Omit<Schema.RateLimited, 'rateLimit'> & { rateLimit: ResolversTypes['RateLimit'] }>;
  ModelUnavailable: ResolverTypeWrapper<Schema.ModelUnavailable>;
  PredictSuccess: ResolverTypeWrapper<Omit<Schema.PredictSuccess, 'prediction'> & { prediction: ResolversTypes['Prediction'] }>;
  PredictResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PredictResult']>;
  PredictBatchSuccess: ResolverTypeWrapper<Omit<Schema.PredictBatchSuccess, 'predictions'> & { predictions: ResolversTypes['PredictionTable'] }>;
  PredictBatchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PredictBatchResult']>;
  PredictionTable: ResolverTypeWrapper<PredictionTableRow>;
  PredictionError: ResolverTypeWrapper<Schema.PredictionError>;
  InvalidatePredictionsSuccess: ResolverTypeWrapper<Schema.InvalidatePredictionsSuccess>;
  InvalidatePredictionsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['InvalidatePredictionsResult']>;
  ForgetEntitySuccess: ResolverTypeWrapper<Schema.ForgetEntitySuccess>;
  ForgetEntityResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ForgetEntityResult']>;
  Leaderboard: ResolverTypeWrapper<LeaderboardRow>;
  LeaderboardEntry: ResolverTypeWrapper<LeaderboardEntryRow>;
  ScoreMode: Schema.ScoreMode;
  SubmitScoreInput: Schema.SubmitScoreInput;
  SubmitScoreSuccess: ResolverTypeWrapper<Omit<Schema.SubmitScoreSuccess, 'entry'> & { entry: ResolversTypes['LeaderboardEntry'] }>;
  SubmitScoreResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SubmitScoreResult']>;
  RemoveScoreSuccess: ResolverTypeWrapper<Schema.RemoveScoreSuccess>;
  RemoveScoreResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveScoreResult']>;
  Session: ResolverTypeWrapper<SessionRow>;
  CreateSessionInput: Schema.CreateSessionInput;
  CreateSessionSuccess: ResolverTypeWrapper<Omit<Schema.CreateSessionSuccess, 'session'> & { session: ResolversTypes['Session'] }>;
  CreateSessionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateSessionResult']>;
  TouchSessionSuccess: ResolverTypeWrapper<Omit<Schema.TouchSessionSuccess, 'session'> & { session: ResolversTypes['Session'] }>;
  TouchSessionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TouchSessionResult']>;
  EndSessionsSuccess: ResolverTypeWrapper<Schema.EndSessionsSuccess>;
  EndSessionsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndSessionsResult']>;
  RateLimit: ResolverTypeWrapper<RateLimitRow>;
  ConsumeRateLimitSuccess: ResolverTypeWrapper<Omit<Schema.ConsumeRateLimitSuccess, 'rateLimit'> & { rateLimit: ResolversTypes['RateLimit'] }>;
  ConsumeRateLimitResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ConsumeRateLimitResult']>;
  TrainingRun: ResolverTypeWrapper<TrainingRunRow>;
  RunProgress: ResolverTypeWrapper<RunProgressRow>;
  ReportProgressInput: Schema.ReportProgressInput;
  ReportProgressSuccess: ResolverTypeWrapper<Omit<Schema.ReportProgressSuccess, 'trainingRun'> & { trainingRun?: Schema.Maybe<ResolversTypes['TrainingRun']> }>;
  ReportProgressResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReportProgressResult']>;
  Health: ResolverTypeWrapper<Omit<Schema.Health, 'redis'> & { redis?: Schema.Maybe<ResolversTypes['RedisHealth']> }>;
  RedisHealth: ResolverTypeWrapper<StoreHealthRow>;
  LeaderboardConnection: ResolverTypeWrapper<Connection<LeaderboardRow>>;
  LeaderboardEdge: ResolverTypeWrapper<Omit<Schema.LeaderboardEdge, 'node'> & { node: ResolversTypes['Leaderboard'] }>;
  PredictionConnection: ResolverTypeWrapper<PredictionConnectionRow>;
  PredictionEdge: ResolverTypeWrapper<Omit<Schema.PredictionEdge, 'node'> & { node: ResolversTypes['Prediction'] }>;
  DateTime: ResolverTypeWrapper<Schema.Scalars['DateTime']['output']>;
  JSON: ResolverTypeWrapper<Schema.Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Schema.Scalars['JSONObject']['output']>;
  JSONArray: ResolverTypeWrapper<Schema.Scalars['JSONArray']['output']>;
  SafeInt: ResolverTypeWrapper<Schema.Scalars['SafeInt']['output']>;
  PageInfo: ResolverTypeWrapper<Schema.PageInfo>;
  SortDirection: Schema.SortDirection;
  MetricGoal: Schema.MetricGoal;
  SyncState: Schema.SyncState;
  ServiceStatus: Schema.ServiceStatus;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  NotFound: ResolverTypeWrapper<Schema.NotFound>;
  Conflict: ResolverTypeWrapper<Schema.Conflict>;
  ConflictReason: Schema.ConflictReason;
  InvalidInput: ResolverTypeWrapper<Schema.InvalidInput>;
  InputIssue: ResolverTypeWrapper<Schema.InputIssue>;
  StringFilter: Schema.StringFilter;
  FloatFilter: Schema.FloatFilter;
  DateTimeFilter: Schema.DateTimeFilter;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Schema.Scalars['ID']['output'];
  Int: Schema.Scalars['Int']['output'];
  String: Schema.Scalars['String']['output'];
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  Model: ModelRow;
  ModelVersion: ModelVersionRow;
  Deployment: DeploymentRow;
  FeatureView: FeatureViewRow;
  FeatureVector: FeatureVectorRow;
  FeatureTable: FeatureTableRow;
  FeatureColumn: Schema.FeatureColumn;
  OnlineFeatureStatus: RegistryRow;
  StaleFeatureView: FreshnessRow;
  StoreFeaturesInput: Schema.StoreFeaturesInput;
  FeatureRowInput: Schema.FeatureRowInput;
  StoreFeaturesSuccess: Schema.StoreFeaturesSuccess;
  StoreFeaturesResult: ResolversUnionTypes<ResolversParentTypes>['StoreFeaturesResult'];
  DeleteFeaturesSuccess: Schema.DeleteFeaturesSuccess;
  DeleteFeaturesResult: ResolversUnionTypes<ResolversParentTypes>['DeleteFeaturesResult'];
  Prediction: PredictionRow;
  Float: Schema.Scalars['Float']['output'];
  Boolean: Schema.Scalars['Boolean']['output'];
  UsedFeature: UsedFeatureRow;
  PredictionCacheStats: Schema.PredictionCacheStats;
  DeploymentStats: Schema.DeploymentStats;
  CountBucket: Schema.CountBucket;
  PredictInput: Schema.PredictInput;
  PredictBatchInput: Schema.PredictBatchInput;
  RateLimited: Omit<Schema.RateLimited, 'rateLimit'> & { rateLimit: ResolversParentTypes['RateLimit'] };
  ModelUnavailable: Schema.ModelUnavailable;
  PredictSuccess: Omit<Schema.PredictSuccess, 'prediction'> & { prediction: ResolversParentTypes['Prediction'] };
  PredictResult: ResolversUnionTypes<ResolversParentTypes>['PredictResult'];
  PredictBatchSuccess: Omit<Schema.PredictBatchSuccess, 'predictions'> & { predictions: ResolversParentTypes['PredictionTable'] };
  PredictBatchResult: ResolversUnionTypes<ResolversParentTypes>['PredictBatchResult'];
  PredictionTable: PredictionTableRow;
  PredictionError: Schema.PredictionError;
  InvalidatePredictionsSuccess: Schema.InvalidatePredictionsSuccess;
  InvalidatePredictionsResult: ResolversUnionTypes<ResolversParentTypes>['InvalidatePredictionsResult'];
  ForgetEntitySuccess: Schema.ForgetEntitySuccess;
  ForgetEntityResult: ResolversUnionTypes<ResolversParentTypes>['ForgetEntityResult'];
  Leaderboard: LeaderboardRow;
  LeaderboardEntry: LeaderboardEntryRow;
  SubmitScoreInput: Schema.SubmitScoreInput;
  SubmitScoreSuccess: Omit<Schema.SubmitScoreSuccess, 'entry'> & { entry: ResolversParentTypes['LeaderboardEntry'] };
  SubmitScoreResult: ResolversUnionTypes<ResolversParentTypes>['SubmitScoreResult'];
  RemoveScoreSuccess: Schema.RemoveScoreSuccess;
  RemoveScoreResult: ResolversUnionTypes<ResolversParentTypes>['RemoveScoreResult'];
  Session: SessionRow;
  CreateSessionInput: Schema.CreateSessionInput;
  CreateSessionSuccess: Omit<Schema.CreateSessionSuccess, 'session'> & { session: ResolversParentTypes['Session'] };
  CreateSessionResult: ResolversUnionTypes<ResolversParentTypes>['CreateSessionResult'];
  TouchSessionSuccess: Omit<Schema.TouchSessionSuccess, 'session'> & { session: ResolversParentTypes['Session'] };
  TouchSessionResult: ResolversUnionTypes<ResolversParentTypes>['TouchSessionResult'];
  EndSessionsSuccess: Schema.EndSessionsSuccess;
  EndSessionsResult: ResolversUnionTypes<ResolversParentTypes>['EndSessionsResult'];
  RateLimit: RateLimitRow;
  ConsumeRateLimitSuccess: Omit<Schema.ConsumeRateLimitSuccess, 'rateLimit'> & { rateLimit: ResolversParentTypes['RateLimit'] };
  ConsumeRateLimitResult: ResolversUnionTypes<ResolversParentTypes>['ConsumeRateLimitResult'];
  TrainingRun: TrainingRunRow;
  RunProgress: RunProgressRow;
  ReportProgressInput: Schema.ReportProgressInput;
  ReportProgressSuccess: Omit<Schema.ReportProgressSuccess, 'trainingRun'> & { trainingRun?: Schema.Maybe<ResolversParentTypes['TrainingRun']> };
  ReportProgressResult: ResolversUnionTypes<ResolversParentTypes>['ReportProgressResult'];
  Health: Omit<Schema.Health, 'redis'> & { redis?: Schema.Maybe<ResolversParentTypes['RedisHealth']> };
  RedisHealth: StoreHealthRow;
  LeaderboardConnection: Connection<LeaderboardRow>;
  LeaderboardEdge: Omit<Schema.LeaderboardEdge, 'node'> & { node: ResolversParentTypes['Leaderboard'] };
  PredictionConnection: PredictionConnectionRow;
  PredictionEdge: Omit<Schema.PredictionEdge, 'node'> & { node: ResolversParentTypes['Prediction'] };
  DateTime: Schema.Scalars['DateTime']['output'];
  JSON: Schema.Scalars['JSON']['output'];
  JSONObject: Schema.Scalars['JSONObject']['output'];
  JSONArray: Schema.Scalars['JSONArray']['output'];
  SafeInt: Schema.Scalars['SafeInt']['output'];
  PageInfo: Schema.PageInfo;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  NotFound: Schema.NotFound;
  Conflict: Schema.Conflict;
  InvalidInput: Schema.InvalidInput;
  InputIssue: Schema.InputIssue;
  StringFilter: Schema.StringFilter;
  FloatFilter: Schema.FloatFilter;
  DateTimeFilter: Schema.DateTimeFilter;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  leaderboard?: Resolver<Schema.Maybe<ResolversTypes['Leaderboard']>, ParentType, ContextType, RequireFields<Schema.QueryLeaderboardArgs, 'name'>>;
  leaderboards?: Resolver<Schema.Maybe<ResolversTypes['LeaderboardConnection']>, ParentType, ContextType, RequireFields<Schema.QueryLeaderboardsArgs, 'first'>>;
  session?: Resolver<Schema.Maybe<ResolversTypes['Session']>, ParentType, ContextType, RequireFields<Schema.QuerySessionArgs, 'id'>>;
  rateLimit?: Resolver<Schema.Maybe<ResolversTypes['RateLimit']>, ParentType, ContextType, RequireFields<Schema.QueryRateLimitArgs, 'key' | 'limit' | 'windowSeconds'>>;
  featureVector?: Resolver<Schema.Maybe<ResolversTypes['FeatureVector']>, ParentType, ContextType, RequireFields<Schema.QueryFeatureVectorArgs, 'view' | 'entity'>>;
  featureVectors?: Resolver<Schema.Maybe<ResolversTypes['FeatureTable']>, ParentType, ContextType, RequireFields<Schema.QueryFeatureVectorsArgs, 'view' | 'entities'>>;
  staleFeatureViews?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['StaleFeatureView']>>, ParentType, ContextType, RequireFields<Schema.QueryStaleFeatureViewsArgs, 'olderThanSeconds'>>;
  cachedPrediction?: Resolver<Schema.Maybe<ResolversTypes['Prediction']>, ParentType, ContextType, RequireFields<Schema.QueryCachedPredictionArgs, 'modelId' | 'entity' | 'environment'>>;
  predictions?: Resolver<Schema.Maybe<ResolversTypes['PredictionConnection']>, ParentType, ContextType, RequireFields<Schema.QueryPredictionsArgs, 'modelId' | 'first'>>;
  health?: Resolver<Schema.Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  submitScore?: Resolver<Schema.Maybe<ResolversTypes['SubmitScoreResult']>, ParentType, ContextType, RequireFields<Schema.MutationSubmitScoreArgs, 'input'>>;
  removeScore?: Resolver<Schema.Maybe<ResolversTypes['RemoveScoreResult']>, ParentType, ContextType, RequireFields<Schema.MutationRemoveScoreArgs, 'board' | 'modelId'>>;
  createSession?: Resolver<Schema.Maybe<ResolversTypes['CreateSessionResult']>, ParentType, ContextType, RequireFields<Schema.MutationCreateSessionArgs, 'input'>>;
  touchSession?: Resolver<Schema.Maybe<ResolversTypes['TouchSessionResult']>, ParentType, ContextType, RequireFields<Schema.MutationTouchSessionArgs, 'id'>>;
  endSession?: Resolver<Schema.Maybe<ResolversTypes['EndSessionsResult']>, ParentType, ContextType, RequireFields<Schema.MutationEndSessionArgs, 'id'>>;
  endSessions?: Resolver<Schema.Maybe<ResolversTypes['EndSessionsResult']>, ParentType, ContextType, RequireFields<Schema.MutationEndSessionsArgs, 'subject'>>;
  consumeRateLimit?: Resolver<Schema.Maybe<ResolversTypes['ConsumeRateLimitResult']>, ParentType, ContextType, RequireFields<Schema.MutationConsumeRateLimitArgs, 'key' | 'limit' | 'windowSeconds' | 'cost'>>;
  reportProgress?: Resolver<Schema.Maybe<ResolversTypes['ReportProgressResult']>, ParentType, ContextType, RequireFields<Schema.MutationReportProgressArgs, 'input'>>;
  storeFeatures?: Resolver<Schema.Maybe<ResolversTypes['StoreFeaturesResult']>, ParentType, ContextType, RequireFields<Schema.MutationStoreFeaturesArgs, 'input'>>;
  deleteFeatures?: Resolver<Schema.Maybe<ResolversTypes['DeleteFeaturesResult']>, ParentType, ContextType, RequireFields<Schema.MutationDeleteFeaturesArgs, 'view' | 'entities'>>;
  predict?: Resolver<Schema.Maybe<ResolversTypes['PredictResult']>, ParentType, ContextType, RequireFields<Schema.MutationPredictArgs, 'input'>>;
  predictBatch?: Resolver<Schema.Maybe<ResolversTypes['PredictBatchResult']>, ParentType, ContextType, RequireFields<Schema.MutationPredictBatchArgs, 'input'>>;
  invalidatePredictions?: Resolver<Schema.Maybe<ResolversTypes['InvalidatePredictionsResult']>, ParentType, ContextType, RequireFields<Schema.MutationInvalidatePredictionsArgs, 'modelId'>>;
  forgetEntity?: Resolver<Schema.Maybe<ResolversTypes['ForgetEntityResult']>, ParentType, ContextType, RequireFields<Schema.MutationForgetEntityArgs, 'entityName' | 'entity'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  leaderboardChanged?: SubscriptionResolver<Schema.Maybe<ResolversTypes['Leaderboard']>, "leaderboardChanged", ParentType, ContextType, RequireFields<Schema.SubscriptionLeaderboardChangedArgs, 'name'>>;
  trainingRunProgress?: SubscriptionResolver<Schema.Maybe<ResolversTypes['TrainingRun']>, "trainingRunProgress", ParentType, ContextType, RequireFields<Schema.SubscriptionTrainingRunProgressArgs, 'runId'>>;
  deploymentStats?: SubscriptionResolver<Schema.Maybe<ResolversTypes['Deployment']>, "deploymentStats", ParentType, ContextType, RequireFields<Schema.SubscriptionDeploymentStatsArgs, 'deploymentId'>>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  predictionCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  predictionCounts?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['CountBucket']>>, ParentType, ContextType, RequireFields<Schema.ModelPredictionCountsArgs, 'window' | 'buckets'>>;
  predictionCache?: Resolver<Schema.Maybe<ResolversTypes['PredictionCacheStats']>, ParentType, ContextType>;
  leaderboardEntry?: Resolver<Schema.Maybe<ResolversTypes['LeaderboardEntry']>, ParentType, ContextType, RequireFields<Schema.ModelLeaderboardEntryArgs, 'board'>>;
};

export type ModelVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersion'] = ResolversParentTypes['ModelVersion'], FederationReferenceType extends FederationReferenceTypes['ModelVersion'] = FederationReferenceTypes['ModelVersion']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['ModelVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  predictionCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment'], FederationReferenceType extends FederationReferenceTypes['Deployment'] = FederationReferenceTypes['Deployment']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Deployment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  live?: Resolver<Schema.Maybe<ResolversTypes['DeploymentStats']>, ParentType, ContextType>;
  predictions?: Resolver<Schema.Maybe<ResolversTypes['PredictionConnection']>, ParentType, ContextType, RequireFields<Schema.DeploymentPredictionsArgs, 'first'>>;
};

export type FeatureViewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureView'] = ResolversParentTypes['FeatureView'], FederationReferenceType extends FederationReferenceTypes['FeatureView'] = FederationReferenceTypes['FeatureView']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['FeatureView']> | FederationReferenceType, FederationReferenceType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  online?: Resolver<Schema.Maybe<ResolversTypes['OnlineFeatureStatus']>, ParentType, ContextType>;
};

export type FeatureVectorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureVector'] = ResolversParentTypes['FeatureVector']> = {
  entity?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  names?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  statuses?: Resolver<ReadonlyArray<ResolversTypes['FeatureStatus']>, ParentType, ContextType>;
  eventTime?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type FeatureTableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureTable'] = ResolversParentTypes['FeatureTable']> = {
  entities?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  columns?: Resolver<ReadonlyArray<ResolversTypes['FeatureColumn']>, ParentType, ContextType>;
  eventTimes?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
};

export type FeatureColumnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureColumn'] = ResolversParentTypes['FeatureColumn']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  statuses?: Resolver<Schema.Maybe<ResolversTypes['JSONArray']>, ParentType, ContextType>;
};

export type OnlineFeatureStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OnlineFeatureStatus'] = ResolversParentTypes['OnlineFeatureStatus']> = {
  entityCount?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  newestEventTime?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  memoryBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type StaleFeatureViewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StaleFeatureView'] = ResolversParentTypes['StaleFeatureView']> = {
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  newestEventTime?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  view?: Resolver<Schema.Maybe<ResolversTypes['FeatureView']>, ParentType, ContextType>;
};

export type StoreFeaturesSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StoreFeaturesSuccess'] = ResolversParentTypes['StoreFeaturesSuccess']> = {
  stored?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  skippedStale?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StoreFeaturesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StoreFeaturesResult'] = ResolversParentTypes['StoreFeaturesResult']> = {
  __resolveType: TypeResolveFn<'StoreFeaturesSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DeleteFeaturesSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteFeaturesSuccess'] = ResolversParentTypes['DeleteFeaturesSuccess']> = {
  deleted?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteFeaturesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteFeaturesResult'] = ResolversParentTypes['DeleteFeaturesResult']> = {
  __resolveType: TypeResolveFn<'DeleteFeaturesSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type PredictionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Prediction'] = ResolversParentTypes['Prediction']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  modelVersion?: Resolver<Schema.Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployment?: Resolver<Schema.Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  entity?: Resolver<Schema.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  output?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  label?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  score?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  probabilities?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  features?: Resolver<ReadonlyArray<ResolversTypes['UsedFeature']>, ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cached?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ttlSeconds?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  latencyMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  computedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type UsedFeatureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UsedFeature'] = ResolversParentTypes['UsedFeature']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Schema.Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FeatureStatus'], ParentType, ContextType>;
  eventTime?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  given?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PredictionCacheStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictionCacheStats'] = ResolversParentTypes['PredictionCacheStats']> = {
  hits?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  misses?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  hitRatio?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DeploymentStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentStats'] = ResolversParentTypes['DeploymentStats']> = {
  windowSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requests?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  errors?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  cacheHits?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  p50Ms?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95Ms?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p99Ms?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  lastRequestAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CountBucketResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CountBucket'] = ResolversParentTypes['CountBucket']> = {
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
};

export type RateLimitedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateLimited'] = ResolversParentTypes['RateLimited']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rateLimit?: Resolver<ResolversTypes['RateLimit'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelUnavailableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelUnavailable'] = ResolversParentTypes['ModelUnavailable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PredictSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictSuccess'] = ResolversParentTypes['PredictSuccess']> = {
  prediction?: Resolver<ResolversTypes['Prediction'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PredictResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictResult'] = ResolversParentTypes['PredictResult']> = {
  __resolveType: TypeResolveFn<'PredictSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput' | 'RateLimited' | 'ModelUnavailable', ParentType, ContextType>;
};

export type PredictBatchSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictBatchSuccess'] = ResolversParentTypes['PredictBatchSuccess']> = {
  predictions?: Resolver<ResolversTypes['PredictionTable'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PredictBatchResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictBatchResult'] = ResolversParentTypes['PredictBatchResult']> = {
  __resolveType: TypeResolveFn<'PredictBatchSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput' | 'RateLimited' | 'ModelUnavailable', ParentType, ContextType>;
};

export type PredictionTableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictionTable'] = ResolversParentTypes['PredictionTable']> = {
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  entities?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  versions?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  labels?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  scores?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  outputs?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  cached?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['JSONArray'], ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['PredictionError']>, ParentType, ContextType>;
  latencyMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PredictionErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictionError'] = ResolversParentTypes['PredictionError']> = {
  entity?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InvalidatePredictionsSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidatePredictionsSuccess'] = ResolversParentTypes['InvalidatePredictionsSuccess']> = {
  invalidated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidatePredictionsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidatePredictionsResult'] = ResolversParentTypes['InvalidatePredictionsResult']> = {
  __resolveType: TypeResolveFn<'InvalidatePredictionsSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ForgetEntitySuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ForgetEntitySuccess'] = ResolversParentTypes['ForgetEntitySuccess']> = {
  features?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  predictions?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ForgetEntityResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ForgetEntityResult'] = ResolversParentTypes['ForgetEntityResult']> = {
  __resolveType: TypeResolveFn<'ForgetEntitySuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type LeaderboardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Leaderboard'] = ResolversParentTypes['Leaderboard'], FederationReferenceType extends FederationReferenceTypes['Leaderboard'] = FederationReferenceTypes['Leaderboard']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Leaderboard']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  goal?: Resolver<ResolversTypes['MetricGoal'], ParentType, ContextType>;
  synced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  size?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  entries?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['LeaderboardEntry']>>, ParentType, ContextType, RequireFields<Schema.LeaderboardEntriesArgs, 'first'>>;
  updatedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type LeaderboardEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardEntry'] = ResolversParentTypes['LeaderboardEntry']> = {
  rank?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
};

export type SubmitScoreSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmitScoreSuccess'] = ResolversParentTypes['SubmitScoreSuccess']> = {
  entry?: Resolver<ResolversTypes['LeaderboardEntry'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubmitScoreResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmitScoreResult'] = ResolversParentTypes['SubmitScoreResult']> = {
  __resolveType: TypeResolveFn<'SubmitScoreSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type RemoveScoreSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveScoreSuccess'] = ResolversParentTypes['RemoveScoreSuccess']> = {
  removed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RemoveScoreResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveScoreResult'] = ResolversParentTypes['RemoveScoreResult']> = {
  __resolveType: TypeResolveFn<'RemoveScoreSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CreateSessionSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateSessionSuccess'] = ResolversParentTypes['CreateSessionSuccess']> = {
  session?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateSessionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateSessionResult'] = ResolversParentTypes['CreateSessionResult']> = {
  __resolveType: TypeResolveFn<'CreateSessionSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type TouchSessionSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TouchSessionSuccess'] = ResolversParentTypes['TouchSessionSuccess']> = {
  session?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TouchSessionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TouchSessionResult'] = ResolversParentTypes['TouchSessionResult']> = {
  __resolveType: TypeResolveFn<'TouchSessionSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type EndSessionsSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionsSuccess'] = ResolversParentTypes['EndSessionsSuccess']> = {
  ended?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EndSessionsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionsResult'] = ResolversParentTypes['EndSessionsResult']> = {
  __resolveType: TypeResolveFn<'EndSessionsSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type RateLimitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateLimit'] = ResolversParentTypes['RateLimit']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ConsumeRateLimitSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsumeRateLimitSuccess'] = ResolversParentTypes['ConsumeRateLimitSuccess']> = {
  rateLimit?: Resolver<ResolversTypes['RateLimit'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsumeRateLimitResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsumeRateLimitResult'] = ResolversParentTypes['ConsumeRateLimitResult']> = {
  __resolveType: TypeResolveFn<'ConsumeRateLimitSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type TrainingRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRun'] = ResolversParentTypes['TrainingRun'], FederationReferenceType extends FederationReferenceTypes['TrainingRun'] = FederationReferenceTypes['TrainingRun']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['TrainingRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  progress?: Resolver<Schema.Maybe<ResolversTypes['RunProgress']>, ParentType, ContextType>;
};

export type RunProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunProgress'] = ResolversParentTypes['RunProgress']> = {
  epoch?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  epochs?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  step?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  percent?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  metrics?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  message?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReportProgressSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportProgressSuccess'] = ResolversParentTypes['ReportProgressSuccess']> = {
  trainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReportProgressResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportProgressResult'] = ResolversParentTypes['ReportProgressResult']> = {
  __resolveType: TypeResolveFn<'ReportProgressSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type HealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  redis?: Resolver<Schema.Maybe<ResolversTypes['RedisHealth']>, ParentType, ContextType>;
};

export type RedisHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RedisHealth'] = ResolversParentTypes['RedisHealth']> = {
  status?: Resolver<ResolversTypes['ServiceStatus'], ParentType, ContextType>;
  latencyMs?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serverVersion?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keys?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  usedMemoryBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  maxMemoryBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  evictedKeys?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  hits?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  misses?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  hitRatio?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  connectedClients?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  auditPending?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LeaderboardConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardConnection'] = ResolversParentTypes['LeaderboardConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LeaderboardEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Leaderboard']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type LeaderboardEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardEdge'] = ResolversParentTypes['LeaderboardEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Leaderboard'], ParentType, ContextType>;
};

export type PredictionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictionConnection'] = ResolversParentTypes['PredictionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PredictionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Prediction']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  wholeSince?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PredictionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PredictionEdge'] = ResolversParentTypes['PredictionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Prediction'], ParentType, ContextType>;
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
  startCursor?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'RateLimited' | 'ModelUnavailable' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
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
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  FeatureView?: FeatureViewResolvers<ContextType>;
  FeatureVector?: FeatureVectorResolvers<ContextType>;
  FeatureTable?: FeatureTableResolvers<ContextType>;
  FeatureColumn?: FeatureColumnResolvers<ContextType>;
  OnlineFeatureStatus?: OnlineFeatureStatusResolvers<ContextType>;
  StaleFeatureView?: StaleFeatureViewResolvers<ContextType>;
  StoreFeaturesSuccess?: StoreFeaturesSuccessResolvers<ContextType>;
  StoreFeaturesResult?: StoreFeaturesResultResolvers<ContextType>;
  DeleteFeaturesSuccess?: DeleteFeaturesSuccessResolvers<ContextType>;
  DeleteFeaturesResult?: DeleteFeaturesResultResolvers<ContextType>;
  Prediction?: PredictionResolvers<ContextType>;
  UsedFeature?: UsedFeatureResolvers<ContextType>;
  PredictionCacheStats?: PredictionCacheStatsResolvers<ContextType>;
  DeploymentStats?: DeploymentStatsResolvers<ContextType>;
  CountBucket?: CountBucketResolvers<ContextType>;
  RateLimited?: RateLimitedResolvers<ContextType>;
  ModelUnavailable?: ModelUnavailableResolvers<ContextType>;
  PredictSuccess?: PredictSuccessResolvers<ContextType>;
  PredictResult?: PredictResultResolvers<ContextType>;
  PredictBatchSuccess?: PredictBatchSuccessResolvers<ContextType>;
  PredictBatchResult?: PredictBatchResultResolvers<ContextType>;
  PredictionTable?: PredictionTableResolvers<ContextType>;
  PredictionError?: PredictionErrorResolvers<ContextType>;
  InvalidatePredictionsSuccess?: InvalidatePredictionsSuccessResolvers<ContextType>;
  InvalidatePredictionsResult?: InvalidatePredictionsResultResolvers<ContextType>;
  ForgetEntitySuccess?: ForgetEntitySuccessResolvers<ContextType>;
  ForgetEntityResult?: ForgetEntityResultResolvers<ContextType>;
  Leaderboard?: LeaderboardResolvers<ContextType>;
  LeaderboardEntry?: LeaderboardEntryResolvers<ContextType>;
  SubmitScoreSuccess?: SubmitScoreSuccessResolvers<ContextType>;
  SubmitScoreResult?: SubmitScoreResultResolvers<ContextType>;
  RemoveScoreSuccess?: RemoveScoreSuccessResolvers<ContextType>;
  RemoveScoreResult?: RemoveScoreResultResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  CreateSessionSuccess?: CreateSessionSuccessResolvers<ContextType>;
  CreateSessionResult?: CreateSessionResultResolvers<ContextType>;
  TouchSessionSuccess?: TouchSessionSuccessResolvers<ContextType>;
  TouchSessionResult?: TouchSessionResultResolvers<ContextType>;
  EndSessionsSuccess?: EndSessionsSuccessResolvers<ContextType>;
  EndSessionsResult?: EndSessionsResultResolvers<ContextType>;
  RateLimit?: RateLimitResolvers<ContextType>;
  ConsumeRateLimitSuccess?: ConsumeRateLimitSuccessResolvers<ContextType>;
  ConsumeRateLimitResult?: ConsumeRateLimitResultResolvers<ContextType>;
  TrainingRun?: TrainingRunResolvers<ContextType>;
  RunProgress?: RunProgressResolvers<ContextType>;
  ReportProgressSuccess?: ReportProgressSuccessResolvers<ContextType>;
  ReportProgressResult?: ReportProgressResultResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  RedisHealth?: RedisHealthResolvers<ContextType>;
  LeaderboardConnection?: LeaderboardConnectionResolvers<ContextType>;
  LeaderboardEdge?: LeaderboardEdgeResolvers<ContextType>;
  PredictionConnection?: PredictionConnectionResolvers<ContextType>;
  PredictionEdge?: PredictionEdgeResolvers<ContextType>;
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

