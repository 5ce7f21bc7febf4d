import { MAX_ANSWER_VALUES } from '@tributary/common/budget';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What one operation may ask for, judged before anything is planned or fetched. */
export interface Limits {
  readonly maxTokens: number;
  /** Levels of fields. */
  readonly maxDepth: number;
  /** Fields, with fragments spread: each is planned, and lists are not counted here. */
  readonly maxFields: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  readonly maxQueryRootFields: number;
  readonly maxMutationRootFields: number;
  /** Items of all lists in the variables. */
  readonly maxInputItems: number;
  /** Values in the answer: objects and leaves alike, since both cost the same time and room. */
  readonly maxCost: number;
}

/** Ample for pages and tools: the introspection query, the deepest that tools send, has 15 levels. */
export const DEFAULT_LIMITS: Limits = {
  maxTokens: 10_000,
  maxDepth: 20,
  maxFields: 2_500,
  maxAliases: 1_000,
  maxDirectives: 200,
  maxQueryRootFields: 200,
  maxMutationRootFields: 100,
  maxInputItems: 20_000,
  maxCost: MAX_ANSWER_VALUES,
};

/** What an operation over a limit is refused with. */
export const tooComplex = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } } });

/** graphql-js stops at too many tokens with a syntax error. It is none. */
export function tellTooManyTokens(formatted: GraphQLFormattedError, { maxTokens }: Limits): GraphQLFormattedError {
  if (!/^Syntax Error: Document contains more tha. \d+ tokens/.test(formatted.message)) return formatted;
  const message = `The document has more than ${maxTokens} tokens: ask in several operations, and send values as variables.`;
  return { ...formatted, message, extensions: { code: 'QUERY_TOO_COMPLEX' } };
}
