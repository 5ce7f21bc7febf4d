import type { Caller } from '@tributary/common/caller';
import type { RequestContext, Subgraph } from '@tributary/common/subgraph';

const CALLER: Caller = { subject: 'tester', scopes: [] };

/** Asks a subgraph as the gateway's process does. Answers data and errors. */
export async function ask<Context extends RequestContext>(
  { server, createContext }: Subgraph<Context>,
  query: string,
  variables: Record<string, unknown> = {},
  caller = CALLER,
) {
  const contextValue = createContext({ caller, requestId: 'test', signal: new AbortController().signal });
  // Through text, as over HTTP: what a client would get.
  const { body } = await server.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('a subgraph answers in one piece');
  return JSON.parse(JSON.stringify(body.singleResult));
}
