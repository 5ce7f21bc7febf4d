import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { fragmentsOf } from '../fragments.ts';
import type { PlannerNames } from './planner-names.ts';
import { namesBelow, responseKey, restoreError, restoreRecord } from './restore-aliases.ts';

/** An operation in which clashing names have others, and how the client gets its own back. */
export interface RenamedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variableNames: ReadonlyMap<string, string>;
  restoreData(data: Record<string, unknown>): Record<string, unknown>;
  restoreError(error: GraphQLError): GraphQLError;
}

/** Names that the planner gives to fields. */
const RESERVED = /__alias_\d+$/;
/** The planner's variable. */
const REPRESENTATIONS = 'representations';

/** Renames the clashes of operations; looks each through once, which is kept as long as its document is. */
export function createRenamer(
  planner: PlannerNames,
): (document: DocumentNode, operation: OperationDefinitionNode) => RenamedOperation | undefined {
  const known = new WeakMap<OperationDefinitionNode, RenamedOperation | undefined>();
  return (document, operation) => {
    if (!known.has(operation)) known.set(operation, renameClashes(document, operation, planner));
    return known.get(operation);
  };
}

/**
 * Gives other names to what a client calls like something that the planner reads or makes: it would take the client's
 * value for its own, such as that of `id: title` for the key `id`.
 * @returns undefined where nothing clashes.
 */
function renameClashes(
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
