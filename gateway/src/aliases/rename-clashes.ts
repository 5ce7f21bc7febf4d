import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isRecord } from './answer.ts';
import type { PlannerNames } from './planner-names.ts';

/** An operation in which clashing names have others, and how the client gets its own back. */
export interface RenamedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variableNames: ReadonlyMap<string, string>;
  restoreData(data: Record<string, unknown>): Record<string, unknown>;
  restoreError(error: GraphQLError): GraphQLError;
}

/** The fields of an answer that have another name than the client gave them, or have such below them. */
type Names = ReadonlyMap<string, { readonly given: string; readonly below: Names | undefined }>;

/** Names that the planner gives to fields. */
const RESERVED = /__alias_\d+$/;
/** The planner's variable. */
const REPRESENTATIONS = 'representations';

/**
 * Gives other names to what a client calls like something that the planner reads or makes: it would take the client's
 * value for its own, such as that of `id: title` for the key `id`.
 * @returns undefined where nothing clashes.
 */
export function renameClashes(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  planner: PlannerNames,
): RenamedOperation | undefined {
  const clashing = new Set<string>();
  const used = new Set<string>(planner.all);
  let usesRepresentations = false;
  visit(document, {
    [Kind.FIELD]: (field) => {
      if (isIntrospection(field)) return false;
      const key = responseKey(field);
      used.add(key);
      if (clashes(field, planner)) clashing.add(key);
      return undefined;
    },
    [Kind.VARIABLE_DEFINITION]: ({ variable }) => {
      used.add(variable.name.value);
      usesRepresentations ||= variable.name.value === REPRESENTATIONS;
    },
  });
  if (clashing.size === 0 && !usesRepresentations) return undefined;

  const fresh = freshNames(used);
  const aliases = new Map([...clashing].map((key) => [key, fresh()]));
  const variableNames = new Map(usesRepresentations ? [[REPRESENTATIONS, fresh()]] : []);
  const renamed: DocumentNode = visit(document, {
    [Kind.FIELD]: (field) => {
      if (isIntrospection(field)) return false;
      const value = clashes(field, planner) ? aliases.get(responseKey(field)) : undefined;
      return value === undefined ? undefined : { ...field, alias: { kind: Kind.NAME, value } };
    },
    [Kind.VARIABLE]: (variable) => {
      const value = variableNames.get(variable.name.value);
      return value === undefined ? undefined : { ...variable, name: { kind: Kind.NAME, value } };
    },
  });
  const place = document.definitions.indexOf(operation);
  const found = renamed.definitions[place];
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation is not in its document.');
  const given = new Map([...aliases].map(([key, alias]) => [alias, key]));
  const names = namesBelow([found.selectionSet], fragmentsOf(renamed), given);
  return {
    document: renamed,
    operation: found,
    variableNames,
    restoreData: (data) => (names ? restoreRecord(data, names) : data),
    restoreError: (error) => restoreError(error, operation, names, variableNames),
  };
}

const responseKey = ({ alias, name }: FieldNode) => (alias ?? name).value;

const isIntrospection = ({ name }: FieldNode) => name.value === '__schema' || name.value === '__type';

/** Whether the executor would take the field for one of its own that it is not. */
function clashes(field: FieldNode, planner: PlannerNames): boolean {
  const key = responseKey(field);
  if (RESERVED.test(key)) return true;
  if (!planner.all.has(key)) return false;
  return key !== field.name.value || (field.arguments?.length ?? 0) > 0 || planner.withArguments.has(key);
}

function freshNames(used: ReadonlySet<string>): () => string {
  let count = 0;
  return () => {
    let name: string;
    do {
      name = `client_${count}`;
      count += 1;
    } while (used.has(name));
    return name;
  };
}

/** A document's fragments by their names. */
export const fragmentsOf = ({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> =>
  new Map(definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])));

/** Over all types that an object may have: fields of one name are objects in all of them, or in none. */
function namesBelow(
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

function restoreRecord(record: Record<string, unknown>, names: Names): Record<string, unknown> {
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

function restoreError(
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
