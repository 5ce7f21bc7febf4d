import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, Kind, type SelectionSetNode } from 'graphql';

/** What one operation may ask for, judged before anything is planned or fetched. */
export interface Limits {
  readonly maxTokens: number;
  readonly maxDepth: number;
}

/** Ample for pages and tools: the introspection query, the deepest that tools send, has 15 levels. */
export const DEFAULT_LIMITS: Limits = { maxTokens: 10_000, maxDepth: 20 };

/** Refuses operations whose fields stand too deep. Each document is measured once. */
export function limitDepth(maxDepth: number): ApolloServerPlugin {
  const depths = new WeakMap<DocumentNode, number>();
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document }) => {
        const depth = depths.get(document) ?? depthOf(document);
        depths.set(document, depth);
        if (depth <= maxDepth) return;
        throw new GraphQLError(`The operation is ${depth} levels deep, at most ${maxDepth} are allowed.`, {
          extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } },
        });
      },
    }),
  };
}

/** graphql-js stops at too many tokens with a syntax error. It is none. */
export function tellTooManyTokens(formatted: GraphQLFormattedError, { maxTokens }: Limits): GraphQLFormattedError {
  if (!/^Syntax Error: Document contains more tha. \d+ tokens/.test(formatted.message)) return formatted;
  const message = `The document has more than ${maxTokens} tokens.`;
  return { ...formatted, message, extensions: { code: 'QUERY_TOO_COMPLEX' } };
}

/** The deepest field of a validated document; a fragment counts where it is spread, and is walked once. */
function depthOf({ definitions }: DocumentNode): number {
  const fragments = new Map<string, SelectionSetNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
  }
  const known = new Map<SelectionSetNode, number>();
  const measure = (set: SelectionSetNode | undefined): number => {
    if (!set) return 0;
    const depth = known.get(set) ?? deepest(set);
    known.set(set, depth);
    return depth;
  };
  const deepest = ({ selections }: SelectionSetNode) =>
    selections.reduce((most, selection) => {
      if (selection.kind === Kind.FIELD) return Math.max(most, 1 + measure(selection.selectionSet));
      const spread =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection.selectionSet;
      return Math.max(most, measure(spread));
    }, 0);
  return Math.max(
    ...definitions.map((node) => (node.kind === Kind.OPERATION_DEFINITION ? measure(node.selectionSet) : 0)),
  );
}
