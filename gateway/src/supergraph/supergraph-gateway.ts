import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { tooComplex } from '../cost/limits.ts';
import type { Executor, ServerGateway } from '../fetch/executor.ts';
import { fragmentsOf } from '../fragments.ts';
import type { SubscriptionPlans } from '../subscriptions/subscription-plans.ts';
import { readFacts, type SupergraphFacts } from './supergraph-facts.ts';

/** Apollo's gateway with what we know of the supergraph beside it. */
export interface SupergraphGateway extends ServerGateway {
  factsOf(schema: GraphQLSchema): SupergraphFacts;
  /** Of the supergraph that is served now. */
  facts(): SupergraphFacts | undefined;
}

export function extendGateway(gateway: ServerGateway, streams: SubscriptionPlans): SupergraphGateway {
  const facts = new WeakMap<GraphQLSchema, SupergraphFacts>();
  let newest: SupergraphFacts | undefined;
  const factsOf = (schema: GraphQLSchema) => {
    const known = facts.get(schema);
    if (!known) throw new Error('The supergraph is not loaded.');
    return known;
  };
  return {
    async load(options) {
      const { executor } = await gateway.load(options);
      return { executor: executor && answerIntrospection(tellMistakes(keepAliases(streams.plan(executor), factsOf))) };
    },
    onSchemaLoadOrUpdate: (tell) =>
      gateway.onSchemaLoadOrUpdate((loaded) => {
        newest = readFacts(loaded.apiSchema, loaded.coreSupergraphSdl);
        facts.set(loaded.apiSchema, newest);
        tell(loaded);
      }),
    stop: () => gateway.stop(),
    factsOf,
    facts: () => newest,
  };
}

/** Introspection alone needs no plan; and Apollo's planner knows less of it than graphql-js, `isOneOf` for one. */
function answerIntrospection(executor: Executor): Executor {
  return async (context) => {
    const { operation, schema, document, request } = context;
    if (!isIntrospection(operation, document)) return executor(context);
    return execute({
      schema,
      document,
      operationName: request.operationName,
      variableValues: request.variables,
    });
  };
}

function isIntrospection({ operation, selectionSet }: OperationDefinitionNode, document: DocumentNode): boolean {
  if (operation !== 'query') return false;
  const fragments = fragmentsOf(document);
  const isOnly = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
      const set = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return !set || isOnly(set.selectionSet);
    });
  return isOnly(selectionSet);
}

/** The planner has limits of its own, and throws what looks like a failure. */
const PLANNERS_LIMIT = /^(Number of non-local selections|Exceeded maximum recursive selections)/;

/** What the planner finds wrong with an operation is the client's to mend. */
function tellMistakes(executor: Executor): Executor {
  return async (context) => {
    try {
      const result = await executor(context);
      return result.errors ? { ...result, errors: result.errors.map(asMistake) } : result;
    } catch (error) {
      if (error instanceof Error && PLANNERS_LIMIT.test(error.message)) {
        throw tooComplex('The operation has too many fields to be planned: ask in several operations.');
      }
      throw error instanceof GraphQLError ? asMistake(error) : error;
    }
  };
}

const asMistake = (error: GraphQLError): GraphQLError =>
  error.extensions.code === 'INVALID_GRAPHQL' && error.path === undefined
    ? new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } })
    : error;

/** Plans and fetches under names that clash with none of the planner's, and answers under those that the client gave. */
function keepAliases(executor: Executor, factsOf: (schema: GraphQLSchema) => SupergraphFacts): Executor {
  return async (context) => {
    const { document, operation, request } = context;
    const renamed = factsOf(context.schema).renameClashes(document, operation);
    if (!renamed) return executor(context);
    const variables = renameKeys(request.variables ?? {}, renamed.variableNames);
    const result = await executor({
      ...context,
      document: renamed.document,
      operation: renamed.operation,
      request: { ...request, variables },
    });
    context.context.stream?.restoreWith(renamed);
    const { valueCompletion } = result.extensions ?? {};
    return {
      ...result,
      ...(result.data && { data: renamed.restoreData(result.data) }),
      ...(result.errors && { errors: result.errors.map(renamed.restoreError) }),
      ...(Array.isArray(valueCompletion) && {
        extensions: { ...result.extensions, valueCompletion: valueCompletion.map(renamed.restoreError) },
      }),
    };
  };
}

const renameKeys = (values: Record<string, unknown>, names: ReadonlyMap<string, string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [names.get(key) ?? key, value]));
