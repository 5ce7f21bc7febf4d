import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';

/**
 * Says what is wrong where a request does not tell which operation it means: Apollo's gateway throws there what looks
 * like a failure of ours. An empty name is none, as some clients send it.
 */
export function resolveOperation(): ApolloServerPlugin {
  return {
    requestDidStart: async ({ request }) => {
      if (request.operationName === '') delete request.operationName;
      return {
        didResolveOperation: async ({ document, operation, schema }) => {
          const reason = operation ? whyNot(operation, schema) : whyNone(document, request.operationName);
          if (reason === undefined) return;
          throw new GraphQLError(reason, {
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
          });
        },
      };
    },
  };
}

function whyNot({ operation }: OperationDefinitionNode, schema: GraphQLSchema): string | undefined {
  if (operation === 'subscription') return 'Subscriptions are not served: send a query or a mutation.';
  return schema.getRootType(operation) ? undefined : `This graph has no ${operation}.`;
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
