import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '@tributary/common/caller';
import { GraphQLError } from 'graphql';

/** Says who asks, from a request's headers. */
export type CallerOf = (headers: IncomingHttpHeaders) => Caller;

const USER_HEADER = 'x-tributary-user';
const DEFAULT_SUBJECT = 'developer';

/**
 * Believes whoever says who they are: for development alone.
 * @throws Error in production.
 */
export function trustUserHeader(nodeEnv: string | undefined): CallerOf {
  if (nodeEnv === 'production') {
    throw new Error(
      'With NODE_ENV=production the gateway does not start yet: it cannot check who its callers are. Start it with NODE_ENV=development, where only trusted clients reach it.',
    );
  }
  return (headers) => ({ subject: readSubject(headers[USER_HEADER]), scopes: [] });
}

function readSubject(header: string | string[] | undefined): string {
  if (header === undefined || header === '') return DEFAULT_SUBJECT;
  if (typeof header === 'string' && /^[\w.@+:/-]{1,100}$/.test(header)) return header;
  throw new GraphQLError(`${USER_HEADER} holds up to 100 letters, digits or . @ + : / _ - and nothing else.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
