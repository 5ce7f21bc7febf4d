import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Leaderboard as LeaderboardRow, LeaderboardEntry as LeaderboardEntryRow } from './leaderboards.ts';
import type { Model as ModelRow } from './models.ts';
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

/** What is known of a model here: how often it is asked, and how it ranks. */
export type Model = {
  readonly __typename?: 'Model';
  readonly id: Scalars['ID']['output'];
  /** Predictions served so far. */
  readonly predictionCount?: Maybe<Scalars['SafeInt']['output']>;
  /** The model's place on a board; null where it has none. */
  readonly leaderboardEntry?: Maybe<LeaderboardEntry>;
};


/** What is known of a model here: how often it is asked, and how it ranks. */
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
  /** Follows training runs: written by the platform alone. */
  readonly synced: Scalars['Boolean']['output'];
  readonly size?: Maybe<Scalars['SafeInt']['output']>;
  /** From the top, or the ranks around a model. */
  readonly entries?: Maybe<ReadonlyArray<LeaderboardEntry>>;
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** Models ranked by one score, the best first. */
export type LeaderboardEntriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  around?: InputMaybe<Scalars['ID']['input']>;
};

/** A model's place on a board; equal scores are ranked by the model's id. */
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
  Leaderboard: Leaderboard;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  Leaderboard:
    ( { __typename: 'Leaderboard' }
    & GraphQLRecursivePick<FederationTypes['Leaderboard'], {"name":true}> );
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
  Model: ResolverTypeWrapper<ModelRow>;
  Leaderboard: ResolverTypeWrapper<LeaderboardRow>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  LeaderboardEntry: ResolverTypeWrapper<LeaderboardEntryRow>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Health: ResolverTypeWrapper<Health>;
  RedisHealth: ResolverTypeWrapper<RedisHealth>;
  LeaderboardConnection: ResolverTypeWrapper<Connection<LeaderboardRow>>;
  LeaderboardEdge: ResolverTypeWrapper<Omit<LeaderboardEdge, 'node'> & { node: ResolversTypes['Leaderboard'] }>;
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
  Model: ModelRow;
  Leaderboard: LeaderboardRow;
  Boolean: Scalars['Boolean']['output'];
  LeaderboardEntry: LeaderboardEntryRow;
  Float: Scalars['Float']['output'];
  Health: Health;
  RedisHealth: RedisHealth;
  LeaderboardConnection: Connection<LeaderboardRow>;
  LeaderboardEdge: Omit<LeaderboardEdge, 'node'> & { node: ResolversParentTypes['Leaderboard'] };
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
  leaderboard?: Resolver<Maybe<ResolversTypes['Leaderboard']>, ParentType, ContextType, RequireFields<QueryLeaderboardArgs, 'name'>>;
  leaderboards?: Resolver<Maybe<ResolversTypes['LeaderboardConnection']>, ParentType, ContextType, RequireFields<QueryLeaderboardsArgs, 'first'>>;
  health?: Resolver<Maybe<ResolversTypes['Health']>, ParentType, ContextType>;
};

export type ModelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  predictionCount?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  leaderboardEntry?: Resolver<Maybe<ResolversTypes['LeaderboardEntry']>, ParentType, ContextType, RequireFields<ModelLeaderboardEntryArgs, 'board'>>;
};

export type LeaderboardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Leaderboard'] = ResolversParentTypes['Leaderboard'], FederationReferenceType extends FederationReferenceTypes['Leaderboard'] = FederationReferenceTypes['Leaderboard']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Leaderboard']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  goal?: Resolver<ResolversTypes['MetricGoal'], ParentType, ContextType>;
  synced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  entries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LeaderboardEntry']>>, ParentType, ContextType, RequireFields<LeaderboardEntriesArgs, 'first'>>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type LeaderboardEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardEntry'] = ResolversParentTypes['LeaderboardEntry']> = {
  rank?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
};

export type HealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Health'] = ResolversParentTypes['Health']> = {
  redis?: Resolver<Maybe<ResolversTypes['RedisHealth']>, ParentType, ContextType>;
};

export type RedisHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RedisHealth'] = ResolversParentTypes['RedisHealth']> = {
  status?: Resolver<ResolversTypes['ServiceStatus'], ParentType, ContextType>;
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serverVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keys?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  usedMemoryBytes?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  maxMemoryBytes?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  evictedKeys?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  hits?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  misses?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
  hitRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  connectedClients?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LeaderboardConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardConnection'] = ResolversParentTypes['LeaderboardConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LeaderboardEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Leaderboard']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>;
};

export type LeaderboardEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardEdge'] = ResolversParentTypes['LeaderboardEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Leaderboard'], ParentType, ContextType>;
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
  Leaderboard?: LeaderboardResolvers<ContextType>;
  LeaderboardEntry?: LeaderboardEntryResolvers<ContextType>;
  Health?: HealthResolvers<ContextType>;
  RedisHealth?: RedisHealthResolvers<ContextType>;
  LeaderboardConnection?: LeaderboardConnectionResolvers<ContextType>;
  LeaderboardEdge?: LeaderboardEdgeResolvers<ContextType>;
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

