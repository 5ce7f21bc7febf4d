import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from './fetch/data-source.ts';

/**
 * Says what is wrong where a request does not tell which operation it means: Apollo's gateway throws there what looks
 * like a failure of ours. An empty name is none, as some clients send it.
 */
export function resolveOperation(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async ({ request }) => {
      if (request.operationName === '') delete request.operationName;
      return {
        didResolveOperation: async ({ document, operation, schema, contextValue: { stream } }) => {
          const reason = operation
            ? whyNot(operation, schema, stream !== undefined)
            : whyNone(document, request.operationName);
          if (reason === undefined) return;
          throw new GraphQLError(reason, {
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
          });
        },
      };
    },
  };
}

function whyNot({ operation }: OperationDefinitionNode, schema: GraphQLSchema, isStream: boolean): string | undefined {
  if (!schema.getRootType(operation)) return `This graph has no ${operation}.`;
  if (operation === 'subscription' && !isStream) {
    return 'A subscription is answered as an event stream: send it with accept: text/event-stream.';
  }
  return isStream && operation !== 'subscription'
    ? `An event stream carries a subscription: send the ${operation} with accept: application/json.`
    : undefined;
}

function whyNone({ definitions }: DocumentNode, operationName: string | undefined): string {
  const names = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? (node.name ? [`"${node.name.value}"`] : ['one without a name']) : [],
  );
  if (names.length === 0) return 'The document has no operation, only fragments.';
  const has = `the document has ${names.slice(0, 20).join(', ')}`;
  return operationName === undefined
    ? `Say in operationName which operation is meant: ${has}.`
    : `There is no operation "${operationName}": ${has}.`;
}
