import type { IncomingRequest, RequestContext, Subgraph } from '@tributary/common/subgraph';
import { answerOf } from '../answer.ts';
import { createDataSource, type DataSource, type DataSourceOptions } from './data-source.ts';
import { NotSent } from './failure-messages.ts';

/** Fetches from a subgraph in this process. Its server keeps each operation parsed and validated. */
export function embeddedDataSource<Context extends RequestContext>(
  { name, server, createContext, subscribe }: Subgraph<Context>,
  options: DataSourceOptions,
): DataSource {
  // Nothing has happened yet where this fails, so a mutation may say that it was not sent.
  const contextFor = (request: IncomingRequest) => {
    try {
      return createContext(request);
    } catch (cause) {
      throw new NotSent('The subgraph does not begin.', { cause });
    }
  };
  return createDataSource(
    name,
    {
      async send({ query, operationName, variables, context: { caller, requestId } }, signal, leavePlace) {
        const { body } = await server.executeOperation(
          { query, variables, ...(operationName !== undefined && { operationName }) },
          { contextValue: contextFor({ caller, requestId, signal, leavePlace }) },
        );
        if (body.kind !== 'single') throw new Error('The subgraph answered in parts.');
        return answerOf(body.singleResult.data, body.singleResult.errors);
      },
      subscribe: (operation, { caller, requestId, signal }) => subscribe(operation, { caller, requestId, signal }),
    },
    options,
  );
}
