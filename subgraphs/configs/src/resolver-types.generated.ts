import type * as Schema from './schema-types.generated.ts';
import type { Model, ModelVersion, TrainingRun, ModelConfig, Experiment } from './schema-types.generated.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Experiment as ExperimentRow } from './experiments.ts';
import type { ModelCard as ModelCardRow } from './model-cards.ts';
import type { ModelConfig as ModelConfigRow } from './model-configs.ts';
import type { StoreHealth as StoreHealthRow } from './health.ts';
import type { Artifact as ArtifactRow } from './artifacts/artifacts.ts';
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
  TrainingRun: TrainingRun;
  ModelConfig: ModelConfig;
  Experiment: Experiment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  ModelVersion:
    ( { __typename: 'ModelVersion' }
    & GraphQLRecursivePick<FederationTypes['ModelVersion'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['ModelVersion'], {"configRevision":true}> ) );
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

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ModelConfigResult:
    | ( Omit<Schema.ModelConfigSuccess, 'config'> & { config: _RefType['ModelConfig'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ExperimentResult:
    | ( Omit<Schema.ExperimentSuccess, 'experiment'> & { experiment: _RefType['Experiment'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  DeleteExperimentsResult:
    | ( Schema.DeleteExperimentsSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  UploadArtifactResult:
    | ( Schema.UploadArtifactSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ModelCardResult:
    | ( Omit<Schema.ModelCardSuccess, 'card'> & { card: _RefType['ModelCard'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ModelMetadataResult:
    | ( Schema.ModelMetadataSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
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
  Float: ResolverTypeWrapper<Schema.Scalars['Float']['output']>;
  Boolean: ResolverTypeWrapper<Schema.Scalars['Boolean']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Model: ResolverTypeWrapper<Omit<Schema.Model, 'config' | 'configRevisions' | 'experiments' | 'card'> & { config?: Schema.Maybe<ResolversTypes['ModelConfig']>, configRevisions?: Schema.Maybe<ResolversTypes['ModelConfigConnection']>, experiments?: Schema.Maybe<ResolversTypes['ExperimentConnection']>, card?: Schema.Maybe<ResolversTypes['ModelCard']> }>;
  ModelVersion: ResolverTypeWrapper<Omit<Schema.ModelVersion, 'config'> & { config?: Schema.Maybe<ResolversTypes['ModelConfig']> }>;
  TrainingRun: ResolverTypeWrapper<Omit<Schema.TrainingRun, 'experiment'> & { experiment?: Schema.Maybe<ResolversTypes['Experiment']> }>;
  ModelConfig: ResolverTypeWrapper<ModelConfigRow>;
  Experiment: ResolverTypeWrapper<ExperimentRow>;
  ModelConfigWhere: Schema.ModelConfigWhere;
  ExperimentWhere: Schema.ExperimentWhere;
  DocumentMetricFilter: Schema.DocumentMetricFilter;
  PathFilter: Schema.PathFilter;
  PathOperator: Schema.PathOperator;
  DocumentOrder: Schema.DocumentOrder;
  DocumentKind: Schema.DocumentKind;
  FrameworkMetrics: ResolverTypeWrapper<Schema.FrameworkMetrics>;
  ModelConfigInput: Schema.ModelConfigInput;
  PatchModelConfigInput: Schema.PatchModelConfigInput;
  ModelConfigResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ModelConfigResult']>;
  ModelConfigSuccess: ResolverTypeWrapper<Omit<Schema.ModelConfigSuccess, 'config'> & { config: ResolversTypes['ModelConfig'] }>;
  ExperimentInput: Schema.ExperimentInput;
  ExperimentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ExperimentResult']>;
  ExperimentSuccess: ResolverTypeWrapper<Omit<Schema.ExperimentSuccess, 'experiment'> & { experiment: ResolversTypes['Experiment'] }>;
  DeleteExperimentsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteExperimentsResult']>;
  DeleteExperimentsSuccess: ResolverTypeWrapper<Schema.DeleteExperimentsSuccess>;
  StoredArtifact: ResolverTypeWrapper<ArtifactRow>;
  UploadArtifactResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UploadArtifactResult']>;
  UploadArtifactSuccess: ResolverTypeWrapper<Schema.UploadArtifactSuccess>;
  ModelCard: ResolverTypeWrapper<ModelCardRow>;
  Evaluation: ResolverTypeWrapper<Schema.Evaluation>;
  ModelCardInput: Schema.ModelCardInput;
  EvaluationInput: Schema.EvaluationInput;
  ModelCardResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ModelCardResult']>;
  ModelCardSuccess: ResolverTypeWrapper<Omit<Schema.ModelCardSuccess, 'card'> & { card: ResolversTypes['ModelCard'] }>;
  ModelMetadataResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ModelMetadataResult']>;
  ModelMetadataSuccess: ResolverTypeWrapper<Schema.ModelMetadataSuccess>;
  Health: ResolverTypeWrapper<Omit<Schema.Health, 'mongodb'> & { mongodb?: Schema.Maybe<ResolversTypes['MongoHealth']> }>;
  MongoHealth: ResolverTypeWrapper<StoreHealthRow>;
  MongoIndex: ResolverTypeWrapper<Schema.MongoIndex>;
  ModelConfigConnection: ResolverTypeWrapper<Connection<ModelConfigRow>>;
  ModelConfigEdge: ResolverTypeWrapper<Omit<Schema.ModelConfigEdge, 'node'> & { node: ResolversTypes['ModelConfig'] }>;
  ExperimentConnection: ResolverTypeWrapper<Connection<ExperimentRow>>;
  ExperimentEdge: ResolverTypeWrapper<Omit<Schema.ExperimentEdge, 'node'> & { node: ResolversTypes['Experiment'] }>;
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
  Float: Schema.Scalars['Float']['output'];
  Boolean: Schema.Scalars['Boolean']['output'];
  Mutation: Record<PropertyKey, never>;
  Model: Omit<Schema.Model, 'config' | 'configRevisions' | 'experiments' | 'card'> & { config?: Schema.Maybe<ResolversParentTypes['ModelConfig']>, configRevisions?: Schema.Maybe<ResolversParentTypes['ModelConfigConnection']>, experiments?: Schema.Maybe<ResolversParentTypes['ExperimentConnection']>, card?: Schema.Maybe<ResolversParentTypes['ModelCard']> } | FederationReferenceTypes['Model'];
  ModelVersion: Omit<Schema.ModelVersion, 'config'> & { config?: Schema.Maybe<ResolversParentTypes['ModelConfig']> } | FederationReferenceTypes['ModelVersion'];
  TrainingRun: Omit<Schema.TrainingRun, 'experiment'> & { experiment?: Schema.Maybe<ResolversParentTypes['Experiment']> } | FederationReferenceTypes['TrainingRun'];
  ModelConfig: ModelConfigRow;
  Experiment: ExperimentRow;
  ModelConfigWhere: Schema.ModelConfigWhere;
  ExperimentWhere: Schema.ExperimentWhere;
  DocumentMetricFilter: Schema.DocumentMetricFilter;
  PathFilter: Schema.PathFilter;
  DocumentOrder: Schema.DocumentOrder;
  FrameworkMetrics: Schema.FrameworkMetrics;
  ModelConfigInput: Schema.ModelConfigInput;
  PatchModelConfigInput: Schema.PatchModelConfigInput;
  ModelConfigResult: ResolversUnionTypes<ResolversParentTypes>['ModelConfigResult'];
  ModelConfigSuccess: Omit<Schema.ModelConfigSuccess, 'config'> & { config: ResolversParentTypes['ModelConfig'] };
  ExperimentInput: Schema.ExperimentInput;
  ExperimentResult: ResolversUnionTypes<ResolversParentTypes>['ExperimentResult'];
  ExperimentSuccess: Omit<Schema.ExperimentSuccess, 'experiment'> & { experiment: ResolversParentTypes['Experiment'] };
  DeleteExperimentsResult: ResolversUnionTypes<ResolversParentTypes>['DeleteExperimentsResult'];
  DeleteExperimentsSuccess: Schema.DeleteExperimentsSuccess;
  StoredArtifact: ArtifactRow;
  UploadArtifactResult: ResolversUnionTypes<ResolversParentTypes>['UploadArtifactResult'];
  UploadArtifactSuccess: Schema.UploadArtifactSuccess;
  ModelCard: ModelCardRow;
  Evaluation: Schema.Evaluation;
  ModelCardInput: Schema.ModelCardInput;
  EvaluationInput: Schema.EvaluationInput;
  ModelCardResult: ResolversUnionTypes<ResolversParentTypes>['ModelCardResult'];
  ModelCardSuccess: Omit<Schema.ModelCardSuccess, 'card'> & { card: ResolversParentTypes['ModelCard'] };
  ModelMetadataResult: ResolversUnionTypes<ResolversParentTypes>['ModelMetadataResult'];
  ModelMetadataSuccess: Schema.ModelMetadataSuccess;
  Health: Omit<Schema.Health, 'mongodb'> & { mongodb?: Schema.Maybe<ResolversParentTypes['MongoHealth']> };
  MongoHealth: StoreHealthRow;
  MongoIndex: Schema.MongoIndex;
  ModelConfigConnection: Connection<ModelConfigRow>;
  ModelConfigEdge: Omit<Schema.ModelConfigEdge, 'node'> & { node: ResolversParentTypes['ModelConfig'] };
  ExperimentConnection: Connection<ExperimentRow>;
  ExperimentEdge: Omit<Schema.ExperimentEdge, 'node'> & { node: ResolversParentTypes['Experiment'] };
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
  modelConfig?: Resolver<Schema.Maybe<ResolversTypes['ModelConfig']>, ParentType, ContextType, RequireFields<Schema.QueryModelConfigArgs, 'modelId'>>;
  modelConfigs?: Resolver<Schema.Maybe<ResolversTypes['ModelConfigConnection']>, ParentType, ContextType, RequireFields<Schema.QueryModelConfigsArgs, 'first'>>;
  highAccuracyModels?: Resolver<Schema.Maybe<ResolversTypes['ModelConfigConnection']>, ParentType, ContextType, RequireFields<Schema.QueryHighAccuracyModelsArgs, 'minAccuracy' | 'first'>>;
  metricsByFramework?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['FrameworkMetrics']>>, ParentType, ContextType, RequireFields<Schema.QueryMetricsByFrameworkArgs, 'metric' | 'of'>>;
  experiment?: Resolver<Schema.Maybe<ResolversTypes['Experiment']>, ParentType, ContextType, RequireFields<Schema.QueryExperimentArgs, 'id'>>;
  experiments?: Resolver<Schema.Maybe<ResolversTypes['ExperimentConnection']>, ParentType, ContextType, RequireFields<Schema.QueryExperimentsArgs, 'first' | 'includeArchived'>>;
  artifact?: Resolver<Schema.Maybe<ResolversTypes['StoredArtifact']>, ParentType, ContextType, RequireFields<Schema.QueryArtifactArgs, 'sha256'>>;
  health?: Resolver<Schema.Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  insertModelConfig?: Resolver<Schema.Maybe<ResolversTypes['ModelConfigResult']>, ParentType, ContextType, RequireFields<Schema.MutationInsertModelConfigArgs, 'input'>>;
  insertModelConfigs?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ModelConfigResult']>>, ParentType, ContextType, RequireFields<Schema.MutationInsertModelConfigsArgs, 'inputs'>>;
  patchModelConfig?: Resolver<Schema.Maybe<ResolversTypes['ModelConfigResult']>, ParentType, ContextType, RequireFields<Schema.MutationPatchModelConfigArgs, 'input'>>;
  updateModelMetrics?: Resolver<Schema.Maybe<ResolversTypes['ModelConfigResult']>, ParentType, ContextType, RequireFields<Schema.MutationUpdateModelMetricsArgs, 'modelId' | 'metrics'>>;
  insertExperiment?: Resolver<Schema.Maybe<ResolversTypes['ExperimentResult']>, ParentType, ContextType, RequireFields<Schema.MutationInsertExperimentArgs, 'input'>>;
  insertExperiments?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ExperimentResult']>>, ParentType, ContextType, RequireFields<Schema.MutationInsertExperimentsArgs, 'inputs'>>;
  patchExperiment?: Resolver<Schema.Maybe<ResolversTypes['ExperimentResult']>, ParentType, ContextType, RequireFields<Schema.MutationPatchExperimentArgs, 'id' | 'patch'>>;
  deleteExperiments?: Resolver<Schema.Maybe<ResolversTypes['DeleteExperimentsResult']>, ParentType, ContextType, RequireFields<Schema.MutationDeleteExperimentsArgs, 'ids'>>;
  putModelCard?: Resolver<Schema.Maybe<ResolversTypes['ModelCardResult']>, ParentType, ContextType, RequireFields<Schema.MutationPutModelCardArgs, 'modelId' | 'card'>>;
  patchModelMetadata?: Resolver<Schema.Maybe<ResolversTypes['ModelMetadataResult']>, ParentType, ContextType, RequireFields<Schema.MutationPatchModelMetadataArgs, 'modelId' | 'patch'>>;
  uploadArtifact?: Resolver<Schema.Maybe<ResolversTypes['UploadArtifactResult']>, ParentType, ContextType, RequireFields<Schema.MutationUploadArtifactArgs, 'base64'>>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  config?: Resolver<Schema.Maybe<ResolversTypes['ModelConfig']>, ParentType, ContextType>;
  configRevisions?: Resolver<Schema.Maybe<ResolversTypes['ModelConfigConnection']>, ParentType, ContextType, RequireFields<Schema.ModelConfigRevisionsArgs, 'first'>>;
  experiments?: Resolver<Schema.Maybe<ResolversTypes['ExperimentConnection']>, ParentType, ContextType, RequireFields<Schema.ModelExperimentsArgs, 'first' | 'includeArchived'>>;
  card?: Resolver<Schema.Maybe<ResolversTypes['ModelCard']>, ParentType, ContextType>;
  metadata?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
};

export type ModelVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersion'] = ResolversParentTypes['ModelVersion'], FederationReferenceType extends FederationReferenceTypes['ModelVersion'] = FederationReferenceTypes['ModelVersion']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['ModelVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  config?: Resolver<Schema.Maybe<ResolversTypes['ModelConfig']>, ParentType, ContextType>;
};

export type TrainingRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRun'] = ResolversParentTypes['TrainingRun'], FederationReferenceType extends FederationReferenceTypes['TrainingRun'] = FederationReferenceTypes['TrainingRun']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['TrainingRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  experiment?: Resolver<Schema.Maybe<ResolversTypes['Experiment']>, ParentType, ContextType>;
};

export type ModelConfigResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfig'] = ResolversParentTypes['ModelConfig'], FederationReferenceType extends FederationReferenceTypes['ModelConfig'] = FederationReferenceTypes['ModelConfig']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['ModelConfig']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  architecture?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  hyperparameters?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  metrics?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  extra?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  document?: Resolver<Schema.Maybe<ResolversTypes['JSON']>, ParentType, ContextType, Partial<Schema.ModelConfigDocumentArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ExperimentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Experiment'] = ResolversParentTypes['Experiment'], FederationReferenceType extends FederationReferenceTypes['Experiment'] = FederationReferenceTypes['Experiment']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Experiment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<Schema.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  trainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  archived?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  framework?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hyperparameters?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  metrics?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  config?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  extra?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  document?: Resolver<Schema.Maybe<ResolversTypes['JSON']>, ParentType, ContextType, Partial<Schema.ExperimentDocumentArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FrameworkMetricsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FrameworkMetrics'] = ResolversParentTypes['FrameworkMetrics']> = {
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  average?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maximum?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minimum?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  standardDeviation?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ModelConfigResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfigResult'] = ResolversParentTypes['ModelConfigResult']> = {
  __resolveType: TypeResolveFn<'ModelConfigSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ModelConfigSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfigSuccess'] = ResolversParentTypes['ModelConfigSuccess']> = {
  config?: Resolver<ResolversTypes['ModelConfig'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExperimentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExperimentResult'] = ResolversParentTypes['ExperimentResult']> = {
  __resolveType: TypeResolveFn<'ExperimentSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ExperimentSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExperimentSuccess'] = ResolversParentTypes['ExperimentSuccess']> = {
  experiment?: Resolver<ResolversTypes['Experiment'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteExperimentsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteExperimentsResult'] = ResolversParentTypes['DeleteExperimentsResult']> = {
  __resolveType: TypeResolveFn<'DeleteExperimentsSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DeleteExperimentsSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteExperimentsSuccess'] = ResolversParentTypes['DeleteExperimentsSuccess']> = {
  deleted?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StoredArtifactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StoredArtifact'] = ResolversParentTypes['StoredArtifact']> = {
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  filename?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UploadArtifactResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadArtifactResult'] = ResolversParentTypes['UploadArtifactResult']> = {
  __resolveType: TypeResolveFn<'UploadArtifactSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type UploadArtifactSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadArtifactSuccess'] = ResolversParentTypes['UploadArtifactSuccess']> = {
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelCardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelCard'] = ResolversParentTypes['ModelCard']> = {
  summary?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  markdown?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  license?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  libraryName?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pipelineTag?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  languages?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  baseModels?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  datasets?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  intendedUse?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  limitations?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evaluations?: Resolver<ReadonlyArray<ResolversTypes['Evaluation']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EvaluationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evaluation'] = ResolversParentTypes['Evaluation']> = {
  taskType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taskName?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  datasetType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  datasetName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metricType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  metricName?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ModelCardResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelCardResult'] = ResolversParentTypes['ModelCardResult']> = {
  __resolveType: TypeResolveFn<'ModelCardSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ModelCardSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelCardSuccess'] = ResolversParentTypes['ModelCardSuccess']> = {
  card?: Resolver<ResolversTypes['ModelCard'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelMetadataResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelMetadataResult'] = ResolversParentTypes['ModelMetadataResult']> = {
  __resolveType: TypeResolveFn<'ModelMetadataSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ModelMetadataSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelMetadataSuccess'] = ResolversParentTypes['ModelMetadataSuccess']> = {
  metadata?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  mongodb?: Resolver<Schema.Maybe<ResolversTypes['MongoHealth']>, ParentType, ContextType>;
};

export type MongoHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MongoHealth'] = ResolversParentTypes['MongoHealth']> = {
  status?: Resolver<ResolversTypes['ServiceStatus'], ParentType, ContextType>;
  latencyMs?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serverVersion?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  collections?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  documents?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  dataSizeBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  indexes?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['MongoIndex']>>, ParentType, ContextType>;
  auditPending?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
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
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ModelConfigEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConfigEdge'] = ResolversParentTypes['ModelConfigEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ModelConfig'], ParentType, ContextType>;
};

export type ExperimentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExperimentConnection'] = ResolversParentTypes['ExperimentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExperimentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Experiment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
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
  startCursor?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  Mutation?: MutationResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  TrainingRun?: TrainingRunResolvers<ContextType>;
  ModelConfig?: ModelConfigResolvers<ContextType>;
  Experiment?: ExperimentResolvers<ContextType>;
  FrameworkMetrics?: FrameworkMetricsResolvers<ContextType>;
  ModelConfigResult?: ModelConfigResultResolvers<ContextType>;
  ModelConfigSuccess?: ModelConfigSuccessResolvers<ContextType>;
  ExperimentResult?: ExperimentResultResolvers<ContextType>;
  ExperimentSuccess?: ExperimentSuccessResolvers<ContextType>;
  DeleteExperimentsResult?: DeleteExperimentsResultResolvers<ContextType>;
  DeleteExperimentsSuccess?: DeleteExperimentsSuccessResolvers<ContextType>;
  StoredArtifact?: StoredArtifactResolvers<ContextType>;
  UploadArtifactResult?: UploadArtifactResultResolvers<ContextType>;
  UploadArtifactSuccess?: UploadArtifactSuccessResolvers<ContextType>;
  ModelCard?: ModelCardResolvers<ContextType>;
  Evaluation?: EvaluationResolvers<ContextType>;
  ModelCardResult?: ModelCardResultResolvers<ContextType>;
  ModelCardSuccess?: ModelCardSuccessResolvers<ContextType>;
  ModelMetadataResult?: ModelMetadataResultResolvers<ContextType>;
  ModelMetadataSuccess?: ModelMetadataSuccessResolvers<ContextType>;
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

