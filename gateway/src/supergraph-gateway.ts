import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { execute, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { renameClashes } from './client-names.ts';
import type { GatewayContext } from './data-source.ts';
import { readFacts, type SupergraphFacts } from './supergraph-facts.ts';

type Gateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/** Apollo's gateway with what we know of the supergraph beside it. */
export interface SupergraphGateway extends Gateway {
  factsOf(schema: GraphQLSchema): SupergraphFacts;
}

export function extendGateway(gateway: Gateway): SupergraphGateway {
  const facts = new WeakMap<GraphQLSchema, SupergraphFacts>();
  const factsOf = (schema: GraphQLSchema) => {
    const known = facts.get(schema);
    if (!known) throw new Error('The supergraph is not loaded.');
    return known;
  };
  return {
    async load(options) {
      const { executor } = await gateway.load(options);
      return { executor: executor && answerIntrospection(keepClientNames(executor, factsOf)) };
    },
    onSchemaLoadOrUpdate: (tell) =>
      gateway.onSchemaLoadOrUpdate((loaded) => {
        facts.set(loaded.apiSchema, readFacts(loaded.apiSchema, loaded.coreSupergraphSdl));
        tell(loaded);
      }),
    stop: () => gateway.stop(),
    factsOf,
  };
}

/** Introspection alone needs no plan; and Apollo's planner knows less of it than graphql-js, `isOneOf` for one. */
function answerIntrospection(executor: Executor): Executor {
  return async (context) => {
    const { operation, schema, document, request } = context;
    if (!isIntrospection(operation)) return executor(context);
    return execute({
      schema,
      document,
      operationName: request.operationName,
      variableValues: request.variables,
    });
  };
}

const isIntrospection = ({ operation, selectionSet }: OperationDefinitionNode) =>
  operation === 'query' &&
  selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'));

/** Plans and fetches under names that clash with none of the planner's, and answers under those that the client gave. */
function keepClientNames(executor: Executor, factsOf: (schema: GraphQLSchema) => SupergraphFacts): Executor {
  return async (context) => {
    const { document, operation, request } = context;
    const { plannerNames, renamed: known } = factsOf(context.schema);
    const renamed = known.get(operation) ?? renameClashes(document, operation, plannerNames) ?? null;
    known.set(operation, renamed);
    if (!renamed) return executor(context);
    const variables = renameKeys(request.variables ?? {}, renamed.variableNames);
    const result = await executor({
      ...context,
      document: renamed.document,
      operation: renamed.operation,
      request: { ...request, variables },
    });
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
