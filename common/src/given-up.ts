import { GraphQLError } from 'graphql';

/** Nobody waits for the answer any more: what has not begun does not begin. */
export class GivenUp extends Error {}

/** The reason for which a request is given up when its process ends: its client is still there to read it. */
export const stopping = () =>
  new GraphQLError('The service is stopping: try again.', { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
