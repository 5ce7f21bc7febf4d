import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { execute, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
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
  return {
    async load(options) {
      const { executor } = await gateway.load(options);
      return { executor: executor && answerIntrospection(executor) };
    },
    onSchemaLoadOrUpdate: (tell) =>
      gateway.onSchemaLoadOrUpdate((loaded) => {
        facts.set(loaded.apiSchema, readFacts(loaded.apiSchema, loaded.coreSupergraphSdl));
        tell(loaded);
      }),
    stop: () => gateway.stop(),
    factsOf(schema) {
      const known = facts.get(schema);
      if (!known) throw new Error('The supergraph is not loaded.');
      return known;
    },
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
