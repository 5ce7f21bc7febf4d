import type * as Schema from './schema-types.generated.ts';
import type { Dataset, DatasetVersion, Model, ModelVersion, TrainingRun, RunGroup, Deployment, FeatureView } from './schema-types.generated.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AliasChange as AliasChangeRow } from './models/alias-changes.ts';
import type { Artifact as ArtifactRow } from './runs/run-artifacts.ts';
import type { AuditEvent as AuditEventRow } from './audit/audit-events.ts';
import type { Dataset as DatasetRow } from './datasets/datasets.ts';
import type { DatasetVersion as DatasetVersionRow } from './datasets/dataset-versions.ts';
import type { Deployment as DeploymentRow } from './deployments/deployments.ts';
import type { DeploymentEvent as DeploymentEventRow } from './deployments/deployment-events.ts';
import type { DeploymentSummary as DeploymentSummaryRow } from './deployments/deployment-summaries.ts';
import type { Environment as EnvironmentRow } from './settings.ts';
import type { FeatureSource as FeatureSourceRow } from './feature-views/feature-view-readers.ts';
import type { FeatureView as FeatureViewRow } from './feature-views/feature-views.ts';
import type { RunMetric as RunMetricRow, RunInput as RunInputRow } from './runs/run-details.ts';
import type { MetricDefinition as MetricDefinitionRow } from './runs/metric-definitions.ts';
import type { MetricPoint as MetricPointRow } from './runs/metric-points.ts';
import type { Model as ModelRow, ModelAlias as ModelAliasRow } from './models/models.ts';
import type { ModelPerformance as ModelPerformanceRow } from './runs/model-performance.ts';
import type { ModelVersion as ModelVersionRow } from './models/model-versions.ts';
import type { RankedRun as RankedRunRow } from './runs/rankings.ts';
import type { RunGroup as RunGroupRow } from './runs/run-groups.ts';
import type { SearchHit as SearchHitRow } from './search.ts';
import type { Run as RunRow } from './runs/runs.ts';
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
  Dataset: Dataset;
  DatasetVersion: DatasetVersion;
  Model: Model;
  ModelVersion: ModelVersion;
  TrainingRun: TrainingRun;
  RunGroup: RunGroup;
  Deployment: Deployment;
  FeatureView: FeatureView;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Dataset:
    ( { __typename: 'Dataset' }
    & GraphQLRecursivePick<FederationTypes['Dataset'], {"id":true}> );
  DatasetVersion:
    ( { __typename: 'DatasetVersion' }
    & GraphQLRecursivePick<FederationTypes['DatasetVersion'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  ModelVersion:
    ( { __typename: 'ModelVersion' }
    & GraphQLRecursivePick<FederationTypes['ModelVersion'], {"id":true}> );
  TrainingRun:
    ( { __typename: 'TrainingRun' }
    & GraphQLRecursivePick<FederationTypes['TrainingRun'], {"id":true}> );
  RunGroup:
    ( { __typename: 'RunGroup' }
    & GraphQLRecursivePick<FederationTypes['RunGroup'], {"id":true}> );
  Deployment:
    ( { __typename: 'Deployment' }
    & GraphQLRecursivePick<FederationTypes['Deployment'], {"id":true}> );
  FeatureView:
    ( { __typename: 'FeatureView' }
    & GraphQLRecursivePick<FederationTypes['FeatureView'], {"name":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  LineageNode:
    | ( DatasetVersionRow )
    | ( RunRow )
    | ( ModelVersionRow )
    | ( DeploymentRow )
    | ( FeatureViewRow )
  ;
  SearchNode:
    | ( DatasetRow )
    | ( ModelRow )
    | ( RunRow )
    | ( FeatureViewRow )
  ;
  FeatureViewResult:
    | ( Omit<Schema.FeatureViewSuccess, 'featureView'> & { featureView: _RefType['FeatureView'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  DeleteFeatureViewResult:
    | ( Schema.DeleteFeatureViewSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  DeploymentResult:
    | ( Omit<Schema.DeploymentSuccess, 'deployment'> & { deployment: _RefType['Deployment'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  LineageEdgeResult:
    | ( Schema.LineageEdgeSuccess )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  SetTrafficResult:
    | ( Omit<Schema.SetTrafficSuccess, 'deployments'> & { deployments: ReadonlyArray<_RefType['Deployment']> } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  DatasetResult:
    | ( Omit<Schema.DatasetSuccess, 'dataset'> & { dataset: _RefType['Dataset'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  DatasetVersionResult:
    | ( Omit<Schema.DatasetVersionSuccess, 'datasetVersion'> & { datasetVersion: _RefType['DatasetVersion'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ModelResult:
    | ( Omit<Schema.ModelSuccess, 'model'> & { model: _RefType['Model'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  ModelVersionResult:
    | ( Omit<Schema.ModelVersionSuccess, 'modelVersion'> & { modelVersion: _RefType['ModelVersion'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  RunGroupResult:
    | ( Omit<Schema.RunGroupSuccess, 'runGroup'> & { runGroup: _RefType['RunGroup'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  MetricDefinitionResult:
    | ( Omit<Schema.MetricDefinitionSuccess, 'metricDefinition'> & { metricDefinition: _RefType['MetricDefinition'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  TrainingRunResult:
    | ( Omit<Schema.TrainingRunSuccess, 'trainingRun'> & { trainingRun: _RefType['TrainingRun'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  RegisterTrainingRunResult:
    | ( Omit<Schema.RegisterTrainingRunSuccess, 'trainingRun'> & { trainingRun: _RefType['TrainingRun'] } )
    | ( Schema.NotFound )
    | ( Schema.Conflict )
    | ( Schema.InvalidInput )
  ;
  TrainingRunsResult:
    | ( Omit<Schema.TrainingRunsSuccess, 'trainingRuns'> & { trainingRuns: ReadonlyArray<_RefType['TrainingRun']> } )
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
  Boolean: ResolverTypeWrapper<Schema.Scalars['Boolean']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Dataset: ResolverTypeWrapper<DatasetRow>;
  DatasetVersion: ResolverTypeWrapper<DatasetVersionRow>;
  DatasetVersionState: Schema.DatasetVersionState;
  DatasetColumn: ResolverTypeWrapper<Schema.DatasetColumn>;
  Model: ResolverTypeWrapper<ModelRow>;
  ModelAlias: ResolverTypeWrapper<ModelAliasRow>;
  AliasChange: ResolverTypeWrapper<AliasChangeRow>;
  ModelVersion: ResolverTypeWrapper<ModelVersionRow>;
  FeatureSource: ResolverTypeWrapper<FeatureSourceRow>;
  ModelSignature: ResolverTypeWrapper<Schema.ModelSignature>;
  TensorSpec: ResolverTypeWrapper<Schema.TensorSpec>;
  Artifact: ResolverTypeWrapper<ArtifactRow>;
  ArtifactFormat: Schema.ArtifactFormat;
  Approval: ResolverTypeWrapper<Schema.Approval>;
  ApprovalState: Schema.ApprovalState;
  TrainingRun: ResolverTypeWrapper<RunRow>;
  Float: ResolverTypeWrapper<Schema.Scalars['Float']['output']>;
  RunGroup: ResolverTypeWrapper<RunGroupRow>;
  RunInput: ResolverTypeWrapper<RunInputRow>;
  RunInputRole: Schema.RunInputRole;
  TrainingRunStatus: Schema.TrainingRunStatus;
  Metric: ResolverTypeWrapper<RunMetricRow>;
  NonFinite: Schema.NonFinite;
  MetricHistory: ResolverTypeWrapper<Omit<Schema.MetricHistory, 'points'> & { points: ReadonlyArray<ResolversTypes['MetricPoint']> }>;
  MetricDefinition: ResolverTypeWrapper<MetricDefinitionRow>;
  MetricPoint: ResolverTypeWrapper<MetricPointRow>;
  Parameter: ResolverTypeWrapper<Schema.Parameter>;
  TrainingRunOutcome: Schema.TrainingRunOutcome;
  Environment: ResolverTypeWrapper<EnvironmentRow>;
  DeploymentEvent: ResolverTypeWrapper<DeploymentEventRow>;
  Deployment: ResolverTypeWrapper<DeploymentRow>;
  DeploymentStatus: Schema.DeploymentStatus;
  FeatureView: ResolverTypeWrapper<FeatureViewRow>;
  FeatureDefinition: ResolverTypeWrapper<Schema.FeatureDefinition>;
  FeatureType: Schema.FeatureType;
  RankedRun: ResolverTypeWrapper<RankedRunRow>;
  ModelPerformance: ResolverTypeWrapper<ModelPerformanceRow>;
  FrameworkComparison: ResolverTypeWrapper<Schema.FrameworkComparison>;
  DeploymentSummary: ResolverTypeWrapper<DeploymentSummaryRow>;
  DatasetWhere: Schema.DatasetWhere;
  ModelWhere: Schema.ModelWhere;
  TrainingRunWhere: Schema.TrainingRunWhere;
  MetricFilter: Schema.MetricFilter;
  ParameterFilter: Schema.ParameterFilter;
  ModelVersionWhere: Schema.ModelVersionWhere;
  DeploymentWhere: Schema.DeploymentWhere;
  RunGroupWhere: Schema.RunGroupWhere;
  DatasetOrderField: Schema.DatasetOrderField;
  DatasetOrder: Schema.DatasetOrder;
  ModelOrderField: Schema.ModelOrderField;
  ModelOrder: Schema.ModelOrder;
  RunGroupOrderField: Schema.RunGroupOrderField;
  RunGroupOrder: Schema.RunGroupOrder;
  TrainingRunOrderField: Schema.TrainingRunOrderField;
  TrainingRunOrder: Schema.TrainingRunOrder;
  DeploymentOrderField: Schema.DeploymentOrderField;
  DeploymentOrder: Schema.DeploymentOrder;
  Impact: ResolverTypeWrapper<DatasetVersionRow>;
  LineageNodeType: Schema.LineageNodeType;
  LineageDirection: Schema.LineageDirection;
  LineageNodeRef: Schema.LineageNodeRef;
  LineageNode: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LineageNode']>;
  LineageGraph: ResolverTypeWrapper<Omit<Schema.LineageGraph, 'root' | 'nodes'> & { root: ResolversTypes['LineageNode'], nodes: ReadonlyArray<ResolversTypes['LineageNode']> }>;
  LineageEdge: ResolverTypeWrapper<Schema.LineageEdge>;
  AuditEvent: ResolverTypeWrapper<AuditEventRow>;
  AuditEventWhere: Schema.AuditEventWhere;
  SearchType: Schema.SearchType;
  SearchNode: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SearchNode']>;
  SearchHit: ResolverTypeWrapper<SearchHitRow>;
  SearchConnection: ResolverTypeWrapper<Omit<Schema.SearchConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SearchEdge']>, nodes: ReadonlyArray<ResolversTypes['SearchHit']> }>;
  SearchEdge: ResolverTypeWrapper<Omit<Schema.SearchEdge, 'node'> & { node: ResolversTypes['SearchHit'] }>;
  Viewer: ResolverTypeWrapper<Schema.Viewer>;
  Health: ResolverTypeWrapper<Schema.Health>;
  PostgresHealth: ResolverTypeWrapper<Schema.PostgresHealth>;
  ReplicaHealth: ResolverTypeWrapper<Schema.ReplicaHealth>;
  CopyLag: ResolverTypeWrapper<Schema.CopyLag>;
  CopyKind: Schema.CopyKind;
  PoolStatus: ResolverTypeWrapper<Schema.PoolStatus>;
  CreateDatasetInput: Schema.CreateDatasetInput;
  UpdateDatasetInput: Schema.UpdateDatasetInput;
  CreateDatasetVersionInput: Schema.CreateDatasetVersionInput;
  QuarantineDatasetVersionInput: Schema.QuarantineDatasetVersionInput;
  DatasetColumnInput: Schema.DatasetColumnInput;
  CreateModelInput: Schema.CreateModelInput;
  UpdateModelInput: Schema.UpdateModelInput;
  RegisterModelVersionInput: Schema.RegisterModelVersionInput;
  FeatureSourceInput: Schema.FeatureSourceInput;
  ModelSignatureInput: Schema.ModelSignatureInput;
  TensorSpecInput: Schema.TensorSpecInput;
  ReviewModelVersionInput: Schema.ReviewModelVersionInput;
  SetModelAliasInput: Schema.SetModelAliasInput;
  CreateRunGroupInput: Schema.CreateRunGroupInput;
  UpdateRunGroupInput: Schema.UpdateRunGroupInput;
  DefineMetricInput: Schema.DefineMetricInput;
  CreateTrainingRunInput: Schema.CreateTrainingRunInput;
  RegisterTrainingRunInput: Schema.RegisterTrainingRunInput;
  RunInputInput: Schema.RunInputInput;
  ParameterInput: Schema.ParameterInput;
  LogMetricsInput: Schema.LogMetricsInput;
  MetricPointInput: Schema.MetricPointInput;
  LogParametersInput: Schema.LogParametersInput;
  LogArtifactInput: Schema.LogArtifactInput;
  ArtifactInput: Schema.ArtifactInput;
  FinishTrainingRunInput: Schema.FinishTrainingRunInput;
  UpdateTrainingRunInput: Schema.UpdateTrainingRunInput;
  DeployModelVersionInput: Schema.DeployModelVersionInput;
  SetTrafficInput: Schema.SetTrafficInput;
  TrafficShareInput: Schema.TrafficShareInput;
  RollbackDeploymentInput: Schema.RollbackDeploymentInput;
  ReportDeploymentInput: Schema.ReportDeploymentInput;
  ReportedDeploymentStatus: Schema.ReportedDeploymentStatus;
  LineageEdgeInput: Schema.LineageEdgeInput;
  ApplyFeatureViewInput: Schema.ApplyFeatureViewInput;
  FeatureDefinitionInput: Schema.FeatureDefinitionInput;
  FeatureViewSuccess: ResolverTypeWrapper<Omit<Schema.FeatureViewSuccess, 'featureView'> & { featureView: ResolversTypes['FeatureView'] }>;
  FeatureViewResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['FeatureViewResult']>;
  DeleteFeatureViewSuccess: ResolverTypeWrapper<Schema.DeleteFeatureViewSuccess>;
  DeleteFeatureViewResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteFeatureViewResult']>;
  DeploymentSuccess: ResolverTypeWrapper<Omit<Schema.DeploymentSuccess, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  DeploymentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeploymentResult']>;
  LineageEdgeSuccess: ResolverTypeWrapper<Schema.LineageEdgeSuccess>;
  LineageEdgeResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LineageEdgeResult']>;
  SetTrafficSuccess: ResolverTypeWrapper<Omit<Schema.SetTrafficSuccess, 'deployments'> & { deployments: ReadonlyArray<ResolversTypes['Deployment']> }>;
  SetTrafficResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetTrafficResult']>;
  DatasetSuccess: ResolverTypeWrapper<Omit<Schema.DatasetSuccess, 'dataset'> & { dataset: ResolversTypes['Dataset'] }>;
  DatasetResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DatasetResult']>;
  DatasetVersionSuccess: ResolverTypeWrapper<Omit<Schema.DatasetVersionSuccess, 'datasetVersion'> & { datasetVersion: ResolversTypes['DatasetVersion'] }>;
  DatasetVersionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DatasetVersionResult']>;
  ModelSuccess: ResolverTypeWrapper<Omit<Schema.ModelSuccess, 'model'> & { model: ResolversTypes['Model'] }>;
  ModelResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ModelResult']>;
  ModelVersionSuccess: ResolverTypeWrapper<Omit<Schema.ModelVersionSuccess, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  ModelVersionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ModelVersionResult']>;
  RunGroupSuccess: ResolverTypeWrapper<Omit<Schema.RunGroupSuccess, 'runGroup'> & { runGroup: ResolversTypes['RunGroup'] }>;
  RunGroupResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RunGroupResult']>;
  MetricDefinitionSuccess: ResolverTypeWrapper<Omit<Schema.MetricDefinitionSuccess, 'metricDefinition'> & { metricDefinition: ResolversTypes['MetricDefinition'] }>;
  MetricDefinitionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MetricDefinitionResult']>;
  TrainingRunSuccess: ResolverTypeWrapper<Omit<Schema.TrainingRunSuccess, 'trainingRun'> & { trainingRun: ResolversTypes['TrainingRun'] }>;
  TrainingRunResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TrainingRunResult']>;
  RegisterTrainingRunSuccess: ResolverTypeWrapper<Omit<Schema.RegisterTrainingRunSuccess, 'trainingRun'> & { trainingRun: ResolversTypes['TrainingRun'] }>;
  RegisterTrainingRunResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterTrainingRunResult']>;
  TrainingRunsSuccess: ResolverTypeWrapper<Omit<Schema.TrainingRunsSuccess, 'trainingRuns'> & { trainingRuns: ReadonlyArray<ResolversTypes['TrainingRun']> }>;
  TrainingRunsResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TrainingRunsResult']>;
  DatasetConnection: ResolverTypeWrapper<Connection<DatasetRow>>;
  DatasetEdge: ResolverTypeWrapper<Omit<Schema.DatasetEdge, 'node'> & { node: ResolversTypes['Dataset'] }>;
  DatasetVersionConnection: ResolverTypeWrapper<Connection<DatasetVersionRow>>;
  DatasetVersionEdge: ResolverTypeWrapper<Omit<Schema.DatasetVersionEdge, 'node'> & { node: ResolversTypes['DatasetVersion'] }>;
  ModelConnection: ResolverTypeWrapper<Connection<ModelRow>>;
  ModelEdge: ResolverTypeWrapper<Omit<Schema.ModelEdge, 'node'> & { node: ResolversTypes['Model'] }>;
  ModelVersionConnection: ResolverTypeWrapper<Connection<ModelVersionRow>>;
  ModelVersionEdge: ResolverTypeWrapper<Omit<Schema.ModelVersionEdge, 'node'> & { node: ResolversTypes['ModelVersion'] }>;
  TrainingRunConnection: ResolverTypeWrapper<Connection<RunRow>>;
  TrainingRunEdge: ResolverTypeWrapper<Omit<Schema.TrainingRunEdge, 'node'> & { node: ResolversTypes['TrainingRun'] }>;
  RunGroupConnection: ResolverTypeWrapper<Connection<RunGroupRow>>;
  RunGroupEdge: ResolverTypeWrapper<Omit<Schema.RunGroupEdge, 'node'> & { node: ResolversTypes['RunGroup'] }>;
  DeploymentConnection: ResolverTypeWrapper<Connection<DeploymentRow>>;
  DeploymentEdge: ResolverTypeWrapper<Omit<Schema.DeploymentEdge, 'node'> & { node: ResolversTypes['Deployment'] }>;
  FeatureViewConnection: ResolverTypeWrapper<Connection<FeatureViewRow>>;
  FeatureViewEdge: ResolverTypeWrapper<Omit<Schema.FeatureViewEdge, 'node'> & { node: ResolversTypes['FeatureView'] }>;
  MetricDefinitionConnection: ResolverTypeWrapper<Connection<MetricDefinitionRow>>;
  MetricDefinitionEdge: ResolverTypeWrapper<Omit<Schema.MetricDefinitionEdge, 'node'> & { node: ResolversTypes['MetricDefinition'] }>;
  ModelPerformanceConnection: ResolverTypeWrapper<Connection<ModelPerformanceRow>>;
  ModelPerformanceEdge: ResolverTypeWrapper<Omit<Schema.ModelPerformanceEdge, 'node'> & { node: ResolversTypes['ModelPerformance'] }>;
  DeploymentSummaryConnection: ResolverTypeWrapper<Connection<DeploymentSummaryRow>>;
  DeploymentSummaryEdge: ResolverTypeWrapper<Omit<Schema.DeploymentSummaryEdge, 'node'> & { node: ResolversTypes['DeploymentSummary'] }>;
  MetricPointConnection: ResolverTypeWrapper<Connection<MetricPointRow>>;
  MetricPointEdge: ResolverTypeWrapper<Omit<Schema.MetricPointEdge, 'node'> & { node: ResolversTypes['MetricPoint'] }>;
  ArtifactConnection: ResolverTypeWrapper<Connection<ArtifactRow>>;
  ArtifactEdge: ResolverTypeWrapper<Omit<Schema.ArtifactEdge, 'node'> & { node: ResolversTypes['Artifact'] }>;
  AliasChangeConnection: ResolverTypeWrapper<Connection<AliasChangeRow>>;
  AliasChangeEdge: ResolverTypeWrapper<Omit<Schema.AliasChangeEdge, 'node'> & { node: ResolversTypes['AliasChange'] }>;
  DeploymentEventConnection: ResolverTypeWrapper<Connection<DeploymentEventRow>>;
  DeploymentEventEdge: ResolverTypeWrapper<Omit<Schema.DeploymentEventEdge, 'node'> & { node: ResolversTypes['DeploymentEvent'] }>;
  AuditEventConnection: ResolverTypeWrapper<Connection<AuditEventRow>>;
  AuditEventEdge: ResolverTypeWrapper<Omit<Schema.AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
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
  Boolean: Schema.Scalars['Boolean']['output'];
  Mutation: Record<PropertyKey, never>;
  Dataset: DatasetRow;
  DatasetVersion: DatasetVersionRow;
  DatasetColumn: Schema.DatasetColumn;
  Model: ModelRow;
  ModelAlias: ModelAliasRow;
  AliasChange: AliasChangeRow;
  ModelVersion: ModelVersionRow;
  FeatureSource: FeatureSourceRow;
  ModelSignature: Schema.ModelSignature;
  TensorSpec: Schema.TensorSpec;
  Artifact: ArtifactRow;
  Approval: Schema.Approval;
  TrainingRun: RunRow;
  Float: Schema.Scalars['Float']['output'];
  RunGroup: RunGroupRow;
  RunInput: RunInputRow;
  Metric: RunMetricRow;
  MetricHistory: Omit<Schema.MetricHistory, 'points'> & { points: ReadonlyArray<ResolversParentTypes['MetricPoint']> };
  MetricDefinition: MetricDefinitionRow;
  MetricPoint: MetricPointRow;
  Parameter: Schema.Parameter;
  Environment: EnvironmentRow;
  DeploymentEvent: DeploymentEventRow;
  Deployment: DeploymentRow;
  FeatureView: FeatureViewRow;
  FeatureDefinition: Schema.FeatureDefinition;
  RankedRun: RankedRunRow;
  ModelPerformance: ModelPerformanceRow;
  FrameworkComparison: Schema.FrameworkComparison;
  DeploymentSummary: DeploymentSummaryRow;
  DatasetWhere: Schema.DatasetWhere;
  ModelWhere: Schema.ModelWhere;
  TrainingRunWhere: Schema.TrainingRunWhere;
  MetricFilter: Schema.MetricFilter;
  ParameterFilter: Schema.ParameterFilter;
  ModelVersionWhere: Schema.ModelVersionWhere;
  DeploymentWhere: Schema.DeploymentWhere;
  RunGroupWhere: Schema.RunGroupWhere;
  DatasetOrder: Schema.DatasetOrder;
  ModelOrder: Schema.ModelOrder;
  RunGroupOrder: Schema.RunGroupOrder;
  TrainingRunOrder: Schema.TrainingRunOrder;
  DeploymentOrder: Schema.DeploymentOrder;
  Impact: DatasetVersionRow;
  LineageNodeRef: Schema.LineageNodeRef;
  LineageNode: ResolversUnionTypes<ResolversParentTypes>['LineageNode'];
  LineageGraph: Omit<Schema.LineageGraph, 'root' | 'nodes'> & { root: ResolversParentTypes['LineageNode'], nodes: ReadonlyArray<ResolversParentTypes['LineageNode']> };
  LineageEdge: Schema.LineageEdge;
  AuditEvent: AuditEventRow;
  AuditEventWhere: Schema.AuditEventWhere;
  SearchNode: ResolversUnionTypes<ResolversParentTypes>['SearchNode'];
  SearchHit: SearchHitRow;
  SearchConnection: Omit<Schema.SearchConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SearchEdge']>, nodes: ReadonlyArray<ResolversParentTypes['SearchHit']> };
  SearchEdge: Omit<Schema.SearchEdge, 'node'> & { node: ResolversParentTypes['SearchHit'] };
  Viewer: Schema.Viewer;
  Health: Schema.Health;
  PostgresHealth: Schema.PostgresHealth;
  ReplicaHealth: Schema.ReplicaHealth;
  CopyLag: Schema.CopyLag;
  PoolStatus: Schema.PoolStatus;
  CreateDatasetInput: Schema.CreateDatasetInput;
  UpdateDatasetInput: Schema.UpdateDatasetInput;
  CreateDatasetVersionInput: Schema.CreateDatasetVersionInput;
  QuarantineDatasetVersionInput: Schema.QuarantineDatasetVersionInput;
  DatasetColumnInput: Schema.DatasetColumnInput;
  CreateModelInput: Schema.CreateModelInput;
  UpdateModelInput: Schema.UpdateModelInput;
  RegisterModelVersionInput: Schema.RegisterModelVersionInput;
  FeatureSourceInput: Schema.FeatureSourceInput;
  ModelSignatureInput: Schema.ModelSignatureInput;
  TensorSpecInput: Schema.TensorSpecInput;
  ReviewModelVersionInput: Schema.ReviewModelVersionInput;
  SetModelAliasInput: Schema.SetModelAliasInput;
  CreateRunGroupInput: Schema.CreateRunGroupInput;
  UpdateRunGroupInput: Schema.UpdateRunGroupInput;
  DefineMetricInput: Schema.DefineMetricInput;
  CreateTrainingRunInput: Schema.CreateTrainingRunInput;
  RegisterTrainingRunInput: Schema.RegisterTrainingRunInput;
  RunInputInput: Schema.RunInputInput;
  ParameterInput: Schema.ParameterInput;
  LogMetricsInput: Schema.LogMetricsInput;
  MetricPointInput: Schema.MetricPointInput;
  LogParametersInput: Schema.LogParametersInput;
  LogArtifactInput: Schema.LogArtifactInput;
  ArtifactInput: Schema.ArtifactInput;
  FinishTrainingRunInput: Schema.FinishTrainingRunInput;
  UpdateTrainingRunInput: Schema.UpdateTrainingRunInput;
  DeployModelVersionInput: Schema.DeployModelVersionInput;
  SetTrafficInput: Schema.SetTrafficInput;
  TrafficShareInput: Schema.TrafficShareInput;
  RollbackDeploymentInput: Schema.RollbackDeploymentInput;
  ReportDeploymentInput: Schema.ReportDeploymentInput;
  LineageEdgeInput: Schema.LineageEdgeInput;
  ApplyFeatureViewInput: Schema.ApplyFeatureViewInput;
  FeatureDefinitionInput: Schema.FeatureDefinitionInput;
  FeatureViewSuccess: Omit<Schema.FeatureViewSuccess, 'featureView'> & { featureView: ResolversParentTypes['FeatureView'] };
  FeatureViewResult: ResolversUnionTypes<ResolversParentTypes>['FeatureViewResult'];
  DeleteFeatureViewSuccess: Schema.DeleteFeatureViewSuccess;
  DeleteFeatureViewResult: ResolversUnionTypes<ResolversParentTypes>['DeleteFeatureViewResult'];
  DeploymentSuccess: Omit<Schema.DeploymentSuccess, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  DeploymentResult: ResolversUnionTypes<ResolversParentTypes>['DeploymentResult'];
  LineageEdgeSuccess: Schema.LineageEdgeSuccess;
  LineageEdgeResult: ResolversUnionTypes<ResolversParentTypes>['LineageEdgeResult'];
  SetTrafficSuccess: Omit<Schema.SetTrafficSuccess, 'deployments'> & { deployments: ReadonlyArray<ResolversParentTypes['Deployment']> };
  SetTrafficResult: ResolversUnionTypes<ResolversParentTypes>['SetTrafficResult'];
  DatasetSuccess: Omit<Schema.DatasetSuccess, 'dataset'> & { dataset: ResolversParentTypes['Dataset'] };
  DatasetResult: ResolversUnionTypes<ResolversParentTypes>['DatasetResult'];
  DatasetVersionSuccess: Omit<Schema.DatasetVersionSuccess, 'datasetVersion'> & { datasetVersion: ResolversParentTypes['DatasetVersion'] };
  DatasetVersionResult: ResolversUnionTypes<ResolversParentTypes>['DatasetVersionResult'];
  ModelSuccess: Omit<Schema.ModelSuccess, 'model'> & { model: ResolversParentTypes['Model'] };
  ModelResult: ResolversUnionTypes<ResolversParentTypes>['ModelResult'];
  ModelVersionSuccess: Omit<Schema.ModelVersionSuccess, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  ModelVersionResult: ResolversUnionTypes<ResolversParentTypes>['ModelVersionResult'];
  RunGroupSuccess: Omit<Schema.RunGroupSuccess, 'runGroup'> & { runGroup: ResolversParentTypes['RunGroup'] };
  RunGroupResult: ResolversUnionTypes<ResolversParentTypes>['RunGroupResult'];
  MetricDefinitionSuccess: Omit<Schema.MetricDefinitionSuccess, 'metricDefinition'> & { metricDefinition: ResolversParentTypes['MetricDefinition'] };
  MetricDefinitionResult: ResolversUnionTypes<ResolversParentTypes>['MetricDefinitionResult'];
  TrainingRunSuccess: Omit<Schema.TrainingRunSuccess, 'trainingRun'> & { trainingRun: ResolversParentTypes['TrainingRun'] };
  TrainingRunResult: ResolversUnionTypes<ResolversParentTypes>['TrainingRunResult'];
  RegisterTrainingRunSuccess: Omit<Schema.RegisterTrainingRunSuccess, 'trainingRun'> & { trainingRun: ResolversParentTypes['TrainingRun'] };
  RegisterTrainingRunResult: ResolversUnionTypes<ResolversParentTypes>['RegisterTrainingRunResult'];
  TrainingRunsSuccess: Omit<Schema.TrainingRunsSuccess, 'trainingRuns'> & { trainingRuns: ReadonlyArray<ResolversParentTypes['TrainingRun']> };
  TrainingRunsResult: ResolversUnionTypes<ResolversParentTypes>['TrainingRunsResult'];
  DatasetConnection: Connection<DatasetRow>;
  DatasetEdge: Omit<Schema.DatasetEdge, 'node'> & { node: ResolversParentTypes['Dataset'] };
  DatasetVersionConnection: Connection<DatasetVersionRow>;
  DatasetVersionEdge: Omit<Schema.DatasetVersionEdge, 'node'> & { node: ResolversParentTypes['DatasetVersion'] };
  ModelConnection: Connection<ModelRow>;
  ModelEdge: Omit<Schema.ModelEdge, 'node'> & { node: ResolversParentTypes['Model'] };
  ModelVersionConnection: Connection<ModelVersionRow>;
  ModelVersionEdge: Omit<Schema.ModelVersionEdge, 'node'> & { node: ResolversParentTypes['ModelVersion'] };
  TrainingRunConnection: Connection<RunRow>;
  TrainingRunEdge: Omit<Schema.TrainingRunEdge, 'node'> & { node: ResolversParentTypes['TrainingRun'] };
  RunGroupConnection: Connection<RunGroupRow>;
  RunGroupEdge: Omit<Schema.RunGroupEdge, 'node'> & { node: ResolversParentTypes['RunGroup'] };
  DeploymentConnection: Connection<DeploymentRow>;
  DeploymentEdge: Omit<Schema.DeploymentEdge, 'node'> & { node: ResolversParentTypes['Deployment'] };
  FeatureViewConnection: Connection<FeatureViewRow>;
  FeatureViewEdge: Omit<Schema.FeatureViewEdge, 'node'> & { node: ResolversParentTypes['FeatureView'] };
  MetricDefinitionConnection: Connection<MetricDefinitionRow>;
  MetricDefinitionEdge: Omit<Schema.MetricDefinitionEdge, 'node'> & { node: ResolversParentTypes['MetricDefinition'] };
  ModelPerformanceConnection: Connection<ModelPerformanceRow>;
  ModelPerformanceEdge: Omit<Schema.ModelPerformanceEdge, 'node'> & { node: ResolversParentTypes['ModelPerformance'] };
  DeploymentSummaryConnection: Connection<DeploymentSummaryRow>;
  DeploymentSummaryEdge: Omit<Schema.DeploymentSummaryEdge, 'node'> & { node: ResolversParentTypes['DeploymentSummary'] };
  MetricPointConnection: Connection<MetricPointRow>;
  MetricPointEdge: Omit<Schema.MetricPointEdge, 'node'> & { node: ResolversParentTypes['MetricPoint'] };
  ArtifactConnection: Connection<ArtifactRow>;
  ArtifactEdge: Omit<Schema.ArtifactEdge, 'node'> & { node: ResolversParentTypes['Artifact'] };
  AliasChangeConnection: Connection<AliasChangeRow>;
  AliasChangeEdge: Omit<Schema.AliasChangeEdge, 'node'> & { node: ResolversParentTypes['AliasChange'] };
  DeploymentEventConnection: Connection<DeploymentEventRow>;
  DeploymentEventEdge: Omit<Schema.DeploymentEventEdge, 'node'> & { node: ResolversParentTypes['DeploymentEvent'] };
  AuditEventConnection: Connection<AuditEventRow>;
  AuditEventEdge: Omit<Schema.AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
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
  dataset?: Resolver<Schema.Maybe<ResolversTypes['Dataset']>, ParentType, ContextType, RequireFields<Schema.QueryDatasetArgs, 'id'>>;
  datasets?: Resolver<Schema.Maybe<ResolversTypes['DatasetConnection']>, ParentType, ContextType, RequireFields<Schema.QueryDatasetsArgs, 'first' | 'includeArchived'>>;
  datasetVersion?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType, RequireFields<Schema.QueryDatasetVersionArgs, 'id'>>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType, RequireFields<Schema.QueryModelArgs, 'id'>>;
  models?: Resolver<Schema.Maybe<ResolversTypes['ModelConnection']>, ParentType, ContextType, RequireFields<Schema.QueryModelsArgs, 'first' | 'includeArchived'>>;
  modelVersion?: Resolver<Schema.Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType, RequireFields<Schema.QueryModelVersionArgs, 'id'>>;
  modelVersions?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionConnection']>, ParentType, ContextType, RequireFields<Schema.QueryModelVersionsArgs, 'first'>>;
  trainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType, RequireFields<Schema.QueryTrainingRunArgs, 'id'>>;
  trainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunConnection']>, ParentType, ContextType, RequireFields<Schema.QueryTrainingRunsArgs, 'first' | 'includeArchived'>>;
  runGroup?: Resolver<Schema.Maybe<ResolversTypes['RunGroup']>, ParentType, ContextType, RequireFields<Schema.QueryRunGroupArgs, 'id'>>;
  runGroups?: Resolver<Schema.Maybe<ResolversTypes['RunGroupConnection']>, ParentType, ContextType, RequireFields<Schema.QueryRunGroupsArgs, 'first' | 'includeArchived'>>;
  deployment?: Resolver<Schema.Maybe<ResolversTypes['Deployment']>, ParentType, ContextType, RequireFields<Schema.QueryDeploymentArgs, 'id'>>;
  deployments?: Resolver<Schema.Maybe<ResolversTypes['DeploymentConnection']>, ParentType, ContextType, RequireFields<Schema.QueryDeploymentsArgs, 'first'>>;
  featureView?: Resolver<Schema.Maybe<ResolversTypes['FeatureView']>, ParentType, ContextType, RequireFields<Schema.QueryFeatureViewArgs, 'name'>>;
  featureViews?: Resolver<Schema.Maybe<ResolversTypes['FeatureViewConnection']>, ParentType, ContextType, RequireFields<Schema.QueryFeatureViewsArgs, 'first'>>;
  metricDefinitions?: Resolver<Schema.Maybe<ResolversTypes['MetricDefinitionConnection']>, ParentType, ContextType, RequireFields<Schema.QueryMetricDefinitionsArgs, 'first'>>;
  topModels?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['RankedRun']>>, ParentType, ContextType, RequireFields<Schema.QueryTopModelsArgs, 'first' | 'metric' | 'perModel'>>;
  modelPerformance?: Resolver<Schema.Maybe<ResolversTypes['ModelPerformanceConnection']>, ParentType, ContextType, RequireFields<Schema.QueryModelPerformanceArgs, 'first'>>;
  frameworkComparison?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['FrameworkComparison']>>, ParentType, ContextType, Partial<Schema.QueryFrameworkComparisonArgs>>;
  deploymentSummary?: Resolver<Schema.Maybe<ResolversTypes['DeploymentSummaryConnection']>, ParentType, ContextType, RequireFields<Schema.QueryDeploymentSummaryArgs, 'first'>>;
  lineage?: Resolver<Schema.Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<Schema.QueryLineageArgs, 'root' | 'direction' | 'depth' | 'maxNodes'>>;
  search?: Resolver<Schema.Maybe<ResolversTypes['SearchConnection']>, ParentType, ContextType, RequireFields<Schema.QuerySearchArgs, 'text' | 'first'>>;
  auditEvents?: Resolver<Schema.Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<Schema.QueryAuditEventsArgs, 'first'>>;
  environments?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['Environment']>>, ParentType, ContextType>;
  viewer?: Resolver<Schema.Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
  health?: Resolver<Schema.Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createDataset?: Resolver<Schema.Maybe<ResolversTypes['DatasetResult']>, ParentType, ContextType, RequireFields<Schema.MutationCreateDatasetArgs, 'input'>>;
  updateDataset?: Resolver<Schema.Maybe<ResolversTypes['DatasetResult']>, ParentType, ContextType, RequireFields<Schema.MutationUpdateDatasetArgs, 'input'>>;
  archiveDataset?: Resolver<Schema.Maybe<ResolversTypes['DatasetResult']>, ParentType, ContextType, RequireFields<Schema.MutationArchiveDatasetArgs, 'id'>>;
  restoreDataset?: Resolver<Schema.Maybe<ResolversTypes['DatasetResult']>, ParentType, ContextType, RequireFields<Schema.MutationRestoreDatasetArgs, 'id'>>;
  createDatasetVersion?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionResult']>, ParentType, ContextType, RequireFields<Schema.MutationCreateDatasetVersionArgs, 'input'>>;
  quarantineDatasetVersion?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionResult']>, ParentType, ContextType, RequireFields<Schema.MutationQuarantineDatasetVersionArgs, 'input'>>;
  releaseDatasetVersion?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionResult']>, ParentType, ContextType, RequireFields<Schema.MutationReleaseDatasetVersionArgs, 'id'>>;
  createModel?: Resolver<Schema.Maybe<ResolversTypes['ModelResult']>, ParentType, ContextType, RequireFields<Schema.MutationCreateModelArgs, 'input'>>;
  updateModel?: Resolver<Schema.Maybe<ResolversTypes['ModelResult']>, ParentType, ContextType, RequireFields<Schema.MutationUpdateModelArgs, 'input'>>;
  archiveModel?: Resolver<Schema.Maybe<ResolversTypes['ModelResult']>, ParentType, ContextType, RequireFields<Schema.MutationArchiveModelArgs, 'id'>>;
  restoreModel?: Resolver<Schema.Maybe<ResolversTypes['ModelResult']>, ParentType, ContextType, RequireFields<Schema.MutationRestoreModelArgs, 'id'>>;
  registerModelVersion?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionResult']>, ParentType, ContextType, RequireFields<Schema.MutationRegisterModelVersionArgs, 'input'>>;
  reviewModelVersion?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionResult']>, ParentType, ContextType, RequireFields<Schema.MutationReviewModelVersionArgs, 'input'>>;
  setModelAlias?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionResult']>, ParentType, ContextType, RequireFields<Schema.MutationSetModelAliasArgs, 'input'>>;
  deleteModelAlias?: Resolver<Schema.Maybe<ResolversTypes['ModelResult']>, ParentType, ContextType, RequireFields<Schema.MutationDeleteModelAliasArgs, 'modelId' | 'alias'>>;
  createRunGroup?: Resolver<Schema.Maybe<ResolversTypes['RunGroupResult']>, ParentType, ContextType, RequireFields<Schema.MutationCreateRunGroupArgs, 'input'>>;
  updateRunGroup?: Resolver<Schema.Maybe<ResolversTypes['RunGroupResult']>, ParentType, ContextType, RequireFields<Schema.MutationUpdateRunGroupArgs, 'input'>>;
  archiveRunGroup?: Resolver<Schema.Maybe<ResolversTypes['RunGroupResult']>, ParentType, ContextType, RequireFields<Schema.MutationArchiveRunGroupArgs, 'id'>>;
  restoreRunGroup?: Resolver<Schema.Maybe<ResolversTypes['RunGroupResult']>, ParentType, ContextType, RequireFields<Schema.MutationRestoreRunGroupArgs, 'id'>>;
  defineMetric?: Resolver<Schema.Maybe<ResolversTypes['MetricDefinitionResult']>, ParentType, ContextType, RequireFields<Schema.MutationDefineMetricArgs, 'input'>>;
  createTrainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationCreateTrainingRunArgs, 'input'>>;
  registerTrainingRun?: Resolver<Schema.Maybe<ResolversTypes['RegisterTrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationRegisterTrainingRunArgs, 'input'>>;
  startTrainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationStartTrainingRunArgs, 'id'>>;
  logMetrics?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationLogMetricsArgs, 'input'>>;
  logParameters?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationLogParametersArgs, 'input'>>;
  logArtifact?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationLogArtifactArgs, 'input'>>;
  finishTrainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationFinishTrainingRunArgs, 'input'>>;
  reopenTrainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationReopenTrainingRunArgs, 'id'>>;
  updateTrainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunResult']>, ParentType, ContextType, RequireFields<Schema.MutationUpdateTrainingRunArgs, 'input'>>;
  archiveTrainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunsResult']>, ParentType, ContextType, RequireFields<Schema.MutationArchiveTrainingRunsArgs, 'ids'>>;
  restoreTrainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunsResult']>, ParentType, ContextType, RequireFields<Schema.MutationRestoreTrainingRunsArgs, 'ids'>>;
  deployModelVersion?: Resolver<Schema.Maybe<ResolversTypes['DeploymentResult']>, ParentType, ContextType, RequireFields<Schema.MutationDeployModelVersionArgs, 'input'>>;
  setTraffic?: Resolver<Schema.Maybe<ResolversTypes['SetTrafficResult']>, ParentType, ContextType, RequireFields<Schema.MutationSetTrafficArgs, 'input'>>;
  rollbackDeployment?: Resolver<Schema.Maybe<ResolversTypes['DeploymentResult']>, ParentType, ContextType, RequireFields<Schema.MutationRollbackDeploymentArgs, 'input'>>;
  retireDeployment?: Resolver<Schema.Maybe<ResolversTypes['DeploymentResult']>, ParentType, ContextType, RequireFields<Schema.MutationRetireDeploymentArgs, 'id'>>;
  reportDeployment?: Resolver<Schema.Maybe<ResolversTypes['DeploymentResult']>, ParentType, ContextType, RequireFields<Schema.MutationReportDeploymentArgs, 'input'>>;
  addLineageEdge?: Resolver<Schema.Maybe<ResolversTypes['LineageEdgeResult']>, ParentType, ContextType, RequireFields<Schema.MutationAddLineageEdgeArgs, 'input'>>;
  deleteLineageEdge?: Resolver<Schema.Maybe<ResolversTypes['LineageEdgeResult']>, ParentType, ContextType, RequireFields<Schema.MutationDeleteLineageEdgeArgs, 'input'>>;
  applyFeatureView?: Resolver<Schema.Maybe<ResolversTypes['FeatureViewResult']>, ParentType, ContextType, RequireFields<Schema.MutationApplyFeatureViewArgs, 'input'>>;
  deleteFeatureView?: Resolver<Schema.Maybe<ResolversTypes['DeleteFeatureViewResult']>, ParentType, ContextType, RequireFields<Schema.MutationDeleteFeatureViewArgs, 'name'>>;
};

export type DatasetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset'], FederationReferenceType extends FederationReferenceTypes['Dataset'] = FederationReferenceTypes['Dataset']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Dataset']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  sourceUri?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  license?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currentVersion?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  version?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType, RequireFields<Schema.DatasetVersionArgs, 'number'>>;
  versions?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionConnection']>, ParentType, ContextType, RequireFields<Schema.DatasetVersionsArgs, 'first'>>;
  trainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunConnection']>, ParentType, ContextType, RequireFields<Schema.DatasetTrainingRunsArgs, 'first' | 'includeArchived'>>;
  bestRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType, RequireFields<Schema.DatasetBestRunArgs, 'metric'>>;
  upstream?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionConnection']>, ParentType, ContextType, RequireFields<Schema.DatasetUpstreamArgs, 'depth' | 'first'>>;
  downstream?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionConnection']>, ParentType, ContextType, RequireFields<Schema.DatasetDownstreamArgs, 'depth' | 'first'>>;
  archivedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersion'] = ResolversParentTypes['DatasetVersion'], FederationReferenceType extends FederationReferenceTypes['DatasetVersion'] = FederationReferenceTypes['DatasetVersion']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['DatasetVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dataset?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  columns?: Resolver<ReadonlyArray<ResolversTypes['DatasetColumn']>, ParentType, ContextType>;
  rowCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DatasetVersionState'], ParentType, ContextType>;
  quarantineReason?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  producedBy?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  writtenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  derivedFrom?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['DatasetVersion']>>, ParentType, ContextType>;
  impact?: Resolver<Schema.Maybe<ResolversTypes['Impact']>, ParentType, ContextType>;
  trainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunConnection']>, ParentType, ContextType, RequireFields<Schema.DatasetVersionTrainingRunsArgs, 'first'>>;
  featureViews?: Resolver<Schema.Maybe<ResolversTypes['FeatureViewConnection']>, ParentType, ContextType, RequireFields<Schema.DatasetVersionFeatureViewsArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetColumnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetColumn'] = ResolversParentTypes['DatasetColumn']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nullable?: Resolver<Schema.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  task?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  framework?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  predictionTtlSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<Schema.Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType, Partial<Schema.ModelVersionArgs>>;
  latestVersion?: Resolver<Schema.Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  versions?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionConnection']>, ParentType, ContextType, RequireFields<Schema.ModelVersionsArgs, 'first'>>;
  aliases?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ModelAlias']>>, ParentType, ContextType>;
  aliasHistory?: Resolver<Schema.Maybe<ResolversTypes['AliasChangeConnection']>, ParentType, ContextType, RequireFields<Schema.ModelAliasHistoryArgs, 'first'>>;
  trainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunConnection']>, ParentType, ContextType, RequireFields<Schema.ModelTrainingRunsArgs, 'first' | 'includeArchived'>>;
  bestRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType, RequireFields<Schema.ModelBestRunArgs, 'metric'>>;
  deployments?: Resolver<Schema.Maybe<ResolversTypes['DeploymentConnection']>, ParentType, ContextType, RequireFields<Schema.ModelDeploymentsArgs, 'first'>>;
  archivedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelAliasResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelAlias'] = ResolversParentTypes['ModelAlias']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  setAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  setBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AliasChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AliasChange'] = ResolversParentTypes['AliasChange']> = {
  alias?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Schema.Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  to?: Resolver<Schema.Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersion'] = ResolversParentTypes['ModelVersion'], FederationReferenceType extends FederationReferenceTypes['ModelVersion'] = FederationReferenceTypes['ModelVersion']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['ModelVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  trainingRun?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  trainedOn?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['DatasetVersion']>>, ParentType, ContextType>;
  featureSources?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['FeatureSource']>>, ParentType, ContextType>;
  signature?: Resolver<Schema.Maybe<ResolversTypes['ModelSignature']>, ParentType, ContextType>;
  configRevision?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  artifact?: Resolver<Schema.Maybe<ResolversTypes['Artifact']>, ParentType, ContextType>;
  approval?: Resolver<ResolversTypes['Approval'], ParentType, ContextType>;
  aliases?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  deployments?: Resolver<Schema.Maybe<ResolversTypes['DeploymentConnection']>, ParentType, ContextType, RequireFields<Schema.ModelVersionDeploymentsArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeatureSourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureSource'] = ResolversParentTypes['FeatureSource']> = {
  view?: Resolver<ResolversTypes['FeatureView'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ModelSignatureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelSignature'] = ResolversParentTypes['ModelSignature']> = {
  inputs?: Resolver<ReadonlyArray<ResolversTypes['TensorSpec']>, ParentType, ContextType>;
  outputs?: Resolver<ReadonlyArray<ResolversTypes['TensorSpec']>, ParentType, ContextType>;
  classes?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type TensorSpecResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TensorSpec'] = ResolversParentTypes['TensorSpec']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  datatype?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shape?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
  features?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ArtifactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Artifact'] = ResolversParentTypes['Artifact']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ArtifactFormat'], ParentType, ContextType>;
  sha256?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ApprovalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Approval'] = ResolversParentTypes['Approval']> = {
  state?: Resolver<ResolversTypes['ApprovalState'], ParentType, ContextType>;
  by?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  comment?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TrainingRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRun'] = ResolversParentTypes['TrainingRun'], FederationReferenceType extends FederationReferenceTypes['TrainingRun'] = FederationReferenceTypes['TrainingRun']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['TrainingRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  group?: Resolver<Schema.Maybe<ResolversTypes['RunGroup']>, ParentType, ContextType>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  inputs?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['RunInput']>>, ParentType, ContextType>;
  outputs?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionConnection']>, ParentType, ContextType, RequireFields<Schema.TrainingRunOutputsArgs, 'first'>>;
  datasetVersion?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  dataset?: Resolver<Schema.Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  framework?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TrainingRunStatus'], ParentType, ContextType>;
  metrics?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['Metric']>>, ParentType, ContextType>;
  metric?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType, RequireFields<Schema.TrainingRunMetricArgs, 'name'>>;
  accuracy?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  metricHistory?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['MetricPoint']>>, ParentType, ContextType, RequireFields<Schema.TrainingRunMetricHistoryArgs, 'name' | 'maxPoints'>>;
  metricHistories?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['MetricHistory']>>, ParentType, ContextType, RequireFields<Schema.TrainingRunMetricHistoriesArgs, 'maxPoints'>>;
  metricPoints?: Resolver<Schema.Maybe<ResolversTypes['MetricPointConnection']>, ParentType, ContextType, RequireFields<Schema.TrainingRunMetricPointsArgs, 'name' | 'direction' | 'first'>>;
  parameters?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['Parameter']>>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  sourceCommit?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  artifacts?: Resolver<Schema.Maybe<ResolversTypes['ArtifactConnection']>, ParentType, ContextType, RequireFields<Schema.TrainingRunArtifactsArgs, 'first'>>;
  startedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Schema.Maybe<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  children?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunConnection']>, ParentType, ContextType, RequireFields<Schema.TrainingRunChildrenArgs, 'first'>>;
  modelVersions?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['ModelVersion']>>, ParentType, ContextType>;
  configSync?: Resolver<Schema.Maybe<ResolversTypes['SyncState']>, ParentType, ContextType>;
  errorMessage?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  archivedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RunGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunGroup'] = ResolversParentTypes['RunGroup'], FederationReferenceType extends FederationReferenceTypes['RunGroup'] = FederationReferenceTypes['RunGroup']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['RunGroup']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  trainingRuns?: Resolver<Schema.Maybe<ResolversTypes['TrainingRunConnection']>, ParentType, ContextType, RequireFields<Schema.RunGroupTrainingRunsArgs, 'first' | 'includeArchived'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  archivedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RunInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunInput'] = ResolversParentTypes['RunInput']> = {
  datasetVersion?: Resolver<ResolversTypes['DatasetVersion'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['RunInputRole'], ParentType, ContextType>;
};

export type MetricResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Metric'] = ResolversParentTypes['Metric']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  nonFinite?: Resolver<Schema.Maybe<ResolversTypes['NonFinite']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type MetricHistoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricHistory'] = ResolversParentTypes['MetricHistory']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  points?: Resolver<ReadonlyArray<ResolversTypes['MetricPoint']>, ParentType, ContextType>;
};

export type MetricDefinitionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricDefinition'] = ResolversParentTypes['MetricDefinition']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  goal?: Resolver<ResolversTypes['MetricGoal'], ParentType, ContextType>;
  unit?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MetricPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricPoint'] = ResolversParentTypes['MetricPoint']> = {
  step?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  value?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  nonFinite?: Resolver<Schema.Maybe<ResolversTypes['NonFinite']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ParameterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Parameter'] = ResolversParentTypes['Parameter']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EnvironmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Environment'] = ResolversParentTypes['Environment']> = {
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  approvedOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DeploymentEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentEvent'] = ResolversParentTypes['DeploymentEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  trafficPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment'], FederationReferenceType extends FederationReferenceTypes['Deployment'] = FederationReferenceTypes['Deployment']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['Deployment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  trafficPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requestedPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deployedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<Schema.Maybe<ResolversTypes['DeploymentEventConnection']>, ParentType, ContextType, RequireFields<Schema.DeploymentHistoryArgs, 'first'>>;
  rollbackTarget?: Resolver<Schema.Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  replaces?: Resolver<Schema.Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  endpointUrl?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  servingSync?: Resolver<Schema.Maybe<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeatureViewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureView'] = ResolversParentTypes['FeatureView'], FederationReferenceType extends FederationReferenceTypes['FeatureView'] = FederationReferenceTypes['FeatureView']> = {
  __resolveReference?: ReferenceResolver<Schema.Maybe<ResolversTypes['FeatureView']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  joinKeys?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  features?: Resolver<ReadonlyArray<ResolversTypes['FeatureDefinition']>, ParentType, ContextType>;
  ttlSeconds?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sources?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['DatasetVersion']>>, ParentType, ContextType>;
  usedBy?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionConnection']>, ParentType, ContextType, RequireFields<Schema.FeatureViewUsedByArgs, 'first'>>;
  deletedAt?: Resolver<Schema.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  registrySync?: Resolver<Schema.Maybe<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeatureDefinitionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureDefinition'] = ResolversParentTypes['FeatureDefinition']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['FeatureType'], ParentType, ContextType>;
  default?: Resolver<Schema.Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  description?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RankedRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RankedRun'] = ResolversParentTypes['RankedRun']> = {
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  run?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ModelPerformanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelPerformance'] = ResolversParentTypes['ModelPerformance']> = {
  run?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType>;
  model?: Resolver<Schema.Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  dataset?: Resolver<Schema.Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  framework?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accuracy?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  rankInDataset?: Resolver<Schema.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  movingAverageAccuracy?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type FrameworkComparisonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FrameworkComparison'] = ResolversParentTypes['FrameworkComparison']> = {
  framework?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runs?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  completedRuns?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  averageAccuracy?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bestAccuracy?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  averageTrainingSeconds?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DeploymentSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentSummary'] = ResolversParentTypes['DeploymentSummary']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  dataset?: Resolver<Schema.Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  framework?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accuracy?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ImpactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Impact'] = ResolversParentTypes['Impact']> = {
  featureViews?: Resolver<Schema.Maybe<ResolversTypes['FeatureViewConnection']>, ParentType, ContextType, RequireFields<Schema.ImpactFeatureViewsArgs, 'first'>>;
  datasetVersions?: Resolver<Schema.Maybe<ResolversTypes['DatasetVersionConnection']>, ParentType, ContextType, RequireFields<Schema.ImpactDatasetVersionsArgs, 'first'>>;
  modelVersions?: Resolver<Schema.Maybe<ResolversTypes['ModelVersionConnection']>, ParentType, ContextType, RequireFields<Schema.ImpactModelVersionsArgs, 'first'>>;
  liveDeployments?: Resolver<Schema.Maybe<ResolversTypes['DeploymentConnection']>, ParentType, ContextType, RequireFields<Schema.ImpactLiveDeploymentsArgs, 'first'>>;
};

export type LineageNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LineageNode'] = ResolversParentTypes['LineageNode']> = {
  __resolveType: TypeResolveFn<'DatasetVersion' | 'TrainingRun' | 'ModelVersion' | 'Deployment' | 'FeatureView', ParentType, ContextType>;
};

export type LineageGraphResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LineageGraph'] = ResolversParentTypes['LineageGraph']> = {
  root?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['LineageNode']>, ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LineageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LineageEdge'] = ResolversParentTypes['LineageEdge']> = {
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  fromType?: Resolver<ResolversTypes['LineageNodeType'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  toType?: Resolver<ResolversTypes['LineageNodeType'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revisions?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targetType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targetId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  before?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  after?: Resolver<Schema.Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
};

export type SearchNodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchNode'] = ResolversParentTypes['SearchNode']> = {
  __resolveType: TypeResolveFn<'Dataset' | 'Model' | 'TrainingRun' | 'FeatureView', ParentType, ContextType>;
};

export type SearchHitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchHit'] = ResolversParentTypes['SearchHit']> = {
  type?: Resolver<ResolversTypes['SearchType'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchNode'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  snippet?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchConnection'] = ResolversParentTypes['SearchConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SearchHit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SearchEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchEdge'] = ResolversParentTypes['SearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchHit'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  postgres?: Resolver<Schema.Maybe<ResolversTypes['PostgresHealth']>, ParentType, ContextType>;
};

export type PostgresHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PostgresHealth'] = ResolversParentTypes['PostgresHealth']> = {
  status?: Resolver<ResolversTypes['ServiceStatus'], ParentType, ContextType>;
  latencyMs?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serverVersion?: Resolver<Schema.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  databaseSizeBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  pool?: Resolver<Schema.Maybe<ResolversTypes['PoolStatus']>, ParentType, ContextType>;
  replica?: Resolver<Schema.Maybe<ResolversTypes['ReplicaHealth']>, ParentType, ContextType>;
  syncPending?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  syncParked?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  syncOldestSeconds?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  copies?: Resolver<Schema.Maybe<ReadonlyArray<ResolversTypes['CopyLag']>>, ParentType, ContextType>;
};

export type ReplicaHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReplicaHealth'] = ResolversParentTypes['ReplicaHealth']> = {
  status?: Resolver<ResolversTypes['ServiceStatus'], ParentType, ContextType>;
  lagBytes?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type CopyLagResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CopyLag'] = ResolversParentTypes['CopyLag']> = {
  kind?: Resolver<ResolversTypes['CopyKind'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  parked?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  oldestSeconds?: Resolver<Schema.Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PoolStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PoolStatus'] = ResolversParentTypes['PoolStatus']> = {
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  idle?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FeatureViewSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureViewSuccess'] = ResolversParentTypes['FeatureViewSuccess']> = {
  featureView?: Resolver<ResolversTypes['FeatureView'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeatureViewResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureViewResult'] = ResolversParentTypes['FeatureViewResult']> = {
  __resolveType: TypeResolveFn<'FeatureViewSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DeleteFeatureViewSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteFeatureViewSuccess'] = ResolversParentTypes['DeleteFeatureViewSuccess']> = {
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteFeatureViewResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteFeatureViewResult'] = ResolversParentTypes['DeleteFeatureViewResult']> = {
  __resolveType: TypeResolveFn<'DeleteFeatureViewSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DeploymentSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentSuccess'] = ResolversParentTypes['DeploymentSuccess']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeploymentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentResult'] = ResolversParentTypes['DeploymentResult']> = {
  __resolveType: TypeResolveFn<'DeploymentSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type LineageEdgeSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LineageEdgeSuccess'] = ResolversParentTypes['LineageEdgeSuccess']> = {
  edge?: Resolver<ResolversTypes['LineageEdge'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LineageEdgeResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LineageEdgeResult'] = ResolversParentTypes['LineageEdgeResult']> = {
  __resolveType: TypeResolveFn<'LineageEdgeSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type SetTrafficSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetTrafficSuccess'] = ResolversParentTypes['SetTrafficSuccess']> = {
  deployments?: Resolver<ReadonlyArray<ResolversTypes['Deployment']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetTrafficResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetTrafficResult'] = ResolversParentTypes['SetTrafficResult']> = {
  __resolveType: TypeResolveFn<'SetTrafficSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DatasetSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetSuccess'] = ResolversParentTypes['DatasetSuccess']> = {
  dataset?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetResult'] = ResolversParentTypes['DatasetResult']> = {
  __resolveType: TypeResolveFn<'DatasetSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DatasetVersionSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionSuccess'] = ResolversParentTypes['DatasetVersionSuccess']> = {
  datasetVersion?: Resolver<ResolversTypes['DatasetVersion'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetVersionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionResult'] = ResolversParentTypes['DatasetVersionResult']> = {
  __resolveType: TypeResolveFn<'DatasetVersionSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ModelSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelSuccess'] = ResolversParentTypes['ModelSuccess']> = {
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelResult'] = ResolversParentTypes['ModelResult']> = {
  __resolveType: TypeResolveFn<'ModelSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type ModelVersionSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersionSuccess'] = ResolversParentTypes['ModelVersionSuccess']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelVersionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersionResult'] = ResolversParentTypes['ModelVersionResult']> = {
  __resolveType: TypeResolveFn<'ModelVersionSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type RunGroupSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunGroupSuccess'] = ResolversParentTypes['RunGroupSuccess']> = {
  runGroup?: Resolver<ResolversTypes['RunGroup'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RunGroupResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunGroupResult'] = ResolversParentTypes['RunGroupResult']> = {
  __resolveType: TypeResolveFn<'RunGroupSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type MetricDefinitionSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricDefinitionSuccess'] = ResolversParentTypes['MetricDefinitionSuccess']> = {
  metricDefinition?: Resolver<ResolversTypes['MetricDefinition'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MetricDefinitionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricDefinitionResult'] = ResolversParentTypes['MetricDefinitionResult']> = {
  __resolveType: TypeResolveFn<'MetricDefinitionSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type TrainingRunSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRunSuccess'] = ResolversParentTypes['TrainingRunSuccess']> = {
  trainingRun?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TrainingRunResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRunResult'] = ResolversParentTypes['TrainingRunResult']> = {
  __resolveType: TypeResolveFn<'TrainingRunSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type RegisterTrainingRunSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterTrainingRunSuccess'] = ResolversParentTypes['RegisterTrainingRunSuccess']> = {
  trainingRun?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType>;
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegisterTrainingRunResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterTrainingRunResult'] = ResolversParentTypes['RegisterTrainingRunResult']> = {
  __resolveType: TypeResolveFn<'RegisterTrainingRunSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type TrainingRunsSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRunsSuccess'] = ResolversParentTypes['TrainingRunsSuccess']> = {
  trainingRuns?: Resolver<ReadonlyArray<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TrainingRunsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRunsResult'] = ResolversParentTypes['TrainingRunsResult']> = {
  __resolveType: TypeResolveFn<'TrainingRunsSuccess' | 'NotFound' | 'Conflict' | 'InvalidInput', ParentType, ContextType>;
};

export type DatasetConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetConnection'] = ResolversParentTypes['DatasetConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DatasetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Dataset']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type DatasetEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetEdge'] = ResolversParentTypes['DatasetEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
};

export type DatasetVersionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionConnection'] = ResolversParentTypes['DatasetVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DatasetVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type DatasetVersionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionEdge'] = ResolversParentTypes['DatasetVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DatasetVersion'], ParentType, ContextType>;
};

export type ModelConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelConnection'] = ResolversParentTypes['ModelConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ModelEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Model']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ModelEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelEdge'] = ResolversParentTypes['ModelEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type ModelVersionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersionConnection'] = ResolversParentTypes['ModelVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ModelVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ModelVersionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelVersionEdge'] = ResolversParentTypes['ModelVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type TrainingRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRunConnection'] = ResolversParentTypes['TrainingRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TrainingRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TrainingRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type TrainingRunEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrainingRunEdge'] = ResolversParentTypes['TrainingRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TrainingRun'], ParentType, ContextType>;
};

export type RunGroupConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunGroupConnection'] = ResolversParentTypes['RunGroupConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RunGroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RunGroup']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type RunGroupEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunGroupEdge'] = ResolversParentTypes['RunGroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RunGroup'], ParentType, ContextType>;
};

export type DeploymentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentConnection'] = ResolversParentTypes['DeploymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeploymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Deployment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type DeploymentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentEdge'] = ResolversParentTypes['DeploymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type FeatureViewConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureViewConnection'] = ResolversParentTypes['FeatureViewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FeatureViewEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['FeatureView']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type FeatureViewEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureViewEdge'] = ResolversParentTypes['FeatureViewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['FeatureView'], ParentType, ContextType>;
};

export type MetricDefinitionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricDefinitionConnection'] = ResolversParentTypes['MetricDefinitionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MetricDefinitionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MetricDefinition']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type MetricDefinitionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricDefinitionEdge'] = ResolversParentTypes['MetricDefinitionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MetricDefinition'], ParentType, ContextType>;
};

export type ModelPerformanceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelPerformanceConnection'] = ResolversParentTypes['ModelPerformanceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ModelPerformanceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ModelPerformance']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ModelPerformanceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModelPerformanceEdge'] = ResolversParentTypes['ModelPerformanceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ModelPerformance'], ParentType, ContextType>;
};

export type DeploymentSummaryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentSummaryConnection'] = ResolversParentTypes['DeploymentSummaryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeploymentSummaryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DeploymentSummary']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type DeploymentSummaryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentSummaryEdge'] = ResolversParentTypes['DeploymentSummaryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeploymentSummary'], ParentType, ContextType>;
};

export type MetricPointConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricPointConnection'] = ResolversParentTypes['MetricPointConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MetricPointEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MetricPoint']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type MetricPointEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetricPointEdge'] = ResolversParentTypes['MetricPointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MetricPoint'], ParentType, ContextType>;
};

export type ArtifactConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ArtifactConnection'] = ResolversParentTypes['ArtifactConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ArtifactEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Artifact']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type ArtifactEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ArtifactEdge'] = ResolversParentTypes['ArtifactEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Artifact'], ParentType, ContextType>;
};

export type AliasChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AliasChangeConnection'] = ResolversParentTypes['AliasChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AliasChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AliasChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type AliasChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AliasChangeEdge'] = ResolversParentTypes['AliasChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AliasChange'], ParentType, ContextType>;
};

export type DeploymentEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentEventConnection'] = ResolversParentTypes['DeploymentEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeploymentEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DeploymentEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type DeploymentEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeploymentEventEdge'] = ResolversParentTypes['DeploymentEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeploymentEvent'], ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Schema.Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
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
  Dataset?: DatasetResolvers<ContextType>;
  DatasetVersion?: DatasetVersionResolvers<ContextType>;
  DatasetColumn?: DatasetColumnResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelAlias?: ModelAliasResolvers<ContextType>;
  AliasChange?: AliasChangeResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  FeatureSource?: FeatureSourceResolvers<ContextType>;
  ModelSignature?: ModelSignatureResolvers<ContextType>;
  TensorSpec?: TensorSpecResolvers<ContextType>;
  Artifact?: ArtifactResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  TrainingRun?: TrainingRunResolvers<ContextType>;
  RunGroup?: RunGroupResolvers<ContextType>;
  RunInput?: RunInputResolvers<ContextType>;
  Metric?: MetricResolvers<ContextType>;
  MetricHistory?: MetricHistoryResolvers<ContextType>;
  MetricDefinition?: MetricDefinitionResolvers<ContextType>;
  MetricPoint?: MetricPointResolvers<ContextType>;
  Parameter?: ParameterResolvers<ContextType>;
  Environment?: EnvironmentResolvers<ContextType>;
  DeploymentEvent?: DeploymentEventResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  FeatureView?: FeatureViewResolvers<ContextType>;
  FeatureDefinition?: FeatureDefinitionResolvers<ContextType>;
  RankedRun?: RankedRunResolvers<ContextType>;
  ModelPerformance?: ModelPerformanceResolvers<ContextType>;
  FrameworkComparison?: FrameworkComparisonResolvers<ContextType>;
  DeploymentSummary?: DeploymentSummaryResolvers<ContextType>;
  Impact?: ImpactResolvers<ContextType>;
  LineageNode?: LineageNodeResolvers<ContextType>;
  LineageGraph?: LineageGraphResolvers<ContextType>;
  LineageEdge?: LineageEdgeResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  SearchNode?: SearchNodeResolvers<ContextType>;
  SearchHit?: SearchHitResolvers<ContextType>;
  SearchConnection?: SearchConnectionResolvers<ContextType>;
  SearchEdge?: SearchEdgeResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  PostgresHealth?: PostgresHealthResolvers<ContextType>;
  ReplicaHealth?: ReplicaHealthResolvers<ContextType>;
  CopyLag?: CopyLagResolvers<ContextType>;
  PoolStatus?: PoolStatusResolvers<ContextType>;
  FeatureViewSuccess?: FeatureViewSuccessResolvers<ContextType>;
  FeatureViewResult?: FeatureViewResultResolvers<ContextType>;
  DeleteFeatureViewSuccess?: DeleteFeatureViewSuccessResolvers<ContextType>;
  DeleteFeatureViewResult?: DeleteFeatureViewResultResolvers<ContextType>;
  DeploymentSuccess?: DeploymentSuccessResolvers<ContextType>;
  DeploymentResult?: DeploymentResultResolvers<ContextType>;
  LineageEdgeSuccess?: LineageEdgeSuccessResolvers<ContextType>;
  LineageEdgeResult?: LineageEdgeResultResolvers<ContextType>;
  SetTrafficSuccess?: SetTrafficSuccessResolvers<ContextType>;
  SetTrafficResult?: SetTrafficResultResolvers<ContextType>;
  DatasetSuccess?: DatasetSuccessResolvers<ContextType>;
  DatasetResult?: DatasetResultResolvers<ContextType>;
  DatasetVersionSuccess?: DatasetVersionSuccessResolvers<ContextType>;
  DatasetVersionResult?: DatasetVersionResultResolvers<ContextType>;
  ModelSuccess?: ModelSuccessResolvers<ContextType>;
  ModelResult?: ModelResultResolvers<ContextType>;
  ModelVersionSuccess?: ModelVersionSuccessResolvers<ContextType>;
  ModelVersionResult?: ModelVersionResultResolvers<ContextType>;
  RunGroupSuccess?: RunGroupSuccessResolvers<ContextType>;
  RunGroupResult?: RunGroupResultResolvers<ContextType>;
  MetricDefinitionSuccess?: MetricDefinitionSuccessResolvers<ContextType>;
  MetricDefinitionResult?: MetricDefinitionResultResolvers<ContextType>;
  TrainingRunSuccess?: TrainingRunSuccessResolvers<ContextType>;
  TrainingRunResult?: TrainingRunResultResolvers<ContextType>;
  RegisterTrainingRunSuccess?: RegisterTrainingRunSuccessResolvers<ContextType>;
  RegisterTrainingRunResult?: RegisterTrainingRunResultResolvers<ContextType>;
  TrainingRunsSuccess?: TrainingRunsSuccessResolvers<ContextType>;
  TrainingRunsResult?: TrainingRunsResultResolvers<ContextType>;
  DatasetConnection?: DatasetConnectionResolvers<ContextType>;
  DatasetEdge?: DatasetEdgeResolvers<ContextType>;
  DatasetVersionConnection?: DatasetVersionConnectionResolvers<ContextType>;
  DatasetVersionEdge?: DatasetVersionEdgeResolvers<ContextType>;
  ModelConnection?: ModelConnectionResolvers<ContextType>;
  ModelEdge?: ModelEdgeResolvers<ContextType>;
  ModelVersionConnection?: ModelVersionConnectionResolvers<ContextType>;
  ModelVersionEdge?: ModelVersionEdgeResolvers<ContextType>;
  TrainingRunConnection?: TrainingRunConnectionResolvers<ContextType>;
  TrainingRunEdge?: TrainingRunEdgeResolvers<ContextType>;
  RunGroupConnection?: RunGroupConnectionResolvers<ContextType>;
  RunGroupEdge?: RunGroupEdgeResolvers<ContextType>;
  DeploymentConnection?: DeploymentConnectionResolvers<ContextType>;
  DeploymentEdge?: DeploymentEdgeResolvers<ContextType>;
  FeatureViewConnection?: FeatureViewConnectionResolvers<ContextType>;
  FeatureViewEdge?: FeatureViewEdgeResolvers<ContextType>;
  MetricDefinitionConnection?: MetricDefinitionConnectionResolvers<ContextType>;
  MetricDefinitionEdge?: MetricDefinitionEdgeResolvers<ContextType>;
  ModelPerformanceConnection?: ModelPerformanceConnectionResolvers<ContextType>;
  ModelPerformanceEdge?: ModelPerformanceEdgeResolvers<ContextType>;
  DeploymentSummaryConnection?: DeploymentSummaryConnectionResolvers<ContextType>;
  DeploymentSummaryEdge?: DeploymentSummaryEdgeResolvers<ContextType>;
  MetricPointConnection?: MetricPointConnectionResolvers<ContextType>;
  MetricPointEdge?: MetricPointEdgeResolvers<ContextType>;
  ArtifactConnection?: ArtifactConnectionResolvers<ContextType>;
  ArtifactEdge?: ArtifactEdgeResolvers<ContextType>;
  AliasChangeConnection?: AliasChangeConnectionResolvers<ContextType>;
  AliasChangeEdge?: AliasChangeEdgeResolvers<ContextType>;
  DeploymentEventConnection?: DeploymentEventConnectionResolvers<ContextType>;
  DeploymentEventEdge?: DeploymentEventEdgeResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
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

