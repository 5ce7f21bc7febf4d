import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';

/** Where nothing of an operation could be answered for want of a place, the status says so, and when to come again. */
export const answerOverloadWith503: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body, http } }) => {
      if (body.kind !== 'single') return;
      const retryAfter = retryAfterOf(body.singleResult);
      if (retryAfter === undefined) return;
      http.status = 503;
      http.headers.set('retry-after', String(retryAfter));
    },
  }),
};

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The longest that an error tells to wait; undefined where anything was answered, or is missing for another reason. */
function retryAfterOf({ data, errors = [] }: Result): number | undefined {
  if (errors.length === 0 || !errors.every(isRefusedRoot)) return undefined;
  const refused = new Set(errors.map(({ path }) => path?.[0]));
  const keys = Object.keys(data ?? {});
  if (keys.some((key) => data?.[key] !== null || !refused.has(key))) return undefined;
  return Math.max(...errors.map(({ extensions }) => Number(extensions?.retryAfterSeconds)));
}

/** What is missing below a root field says nothing of that field: a mutation may have happened. */
const isRefusedRoot = ({ path = [], extensions }: GraphQLFormattedError) =>
  extensions?.code === 'OVERLOADED' && typeof extensions.retryAfterSeconds === 'number' && path.length <= 1;
