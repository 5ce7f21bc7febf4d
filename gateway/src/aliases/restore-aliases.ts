import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isRecord } from '../answer.ts';

/** The fields of an answer that have another name than the client gave them, or have such below them. */
export type Names = ReadonlyMap<string, { readonly given: string; readonly below: Names | undefined }>;

export const responseKey = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** Over all types that an object may have: fields of one name are objects in all of them, or in none. */
export function namesBelow(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  given: ReadonlyMap<string, string>,
): Names | undefined {
  const below = new Map<string, SelectionSetNode[]>();
  const seen = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection);
        const known = below.get(key) ?? [];
        below.set(key, selection.selectionSet ? [...known, selection.selectionSet] : known);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment) collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  const names = new Map<string, { given: string; below: Names | undefined }>();
  for (const [key, deeper] of below) {
    const name = given.get(key) ?? key;
    const namesDeeper = deeper.length > 0 ? namesBelow(deeper, fragments, given) : undefined;
    if (name !== key || namesDeeper) names.set(key, { given: name, below: namesDeeper });
  }
  return names.size > 0 ? names : undefined;
}

export function restoreRecord(record: Record<string, unknown>, names: Names): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      const name = names.get(key);
      return name ? [name.given, restoreValue(value, name.below)] : [key, value];
    }),
  );
}

function restoreValue(value: unknown, names: Names | undefined): unknown {
  if (!names) return value;
  if (Array.isArray(value)) return value.map((item) => restoreValue(item, names));
  return isRecord(value) ? restoreRecord(value, names) : value;
}

export function restoreError(
  error: GraphQLError,
  { variableDefinitions = [] }: OperationDefinitionNode,
  names: Names | undefined,
  variableNames: ReadonlyMap<string, string>,
): GraphQLError {
  let message = error.message;
  for (const [given, name] of variableNames) message = message.replaceAll(`"$${name}"`, `"$${given}"`);
  const nodes = error.nodes?.map((node) => {
    if (node.kind !== Kind.VARIABLE_DEFINITION) return node;
    const name = node.variable.name.value;
    return variableDefinitions.find(({ variable }) => variableNames.get(variable.name.value) === name) ?? node;
  });
  let at = names;
  const path = error.path?.map((part) => {
    if (typeof part === 'number') return part;
    const name = at?.get(part);
    at = name?.below;
    return name?.given ?? part;
  });
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: path ?? null,
    originalError: error.originalError ?? null,
    extensions: error.extensions,
  });
}
