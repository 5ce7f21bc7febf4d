import {
  type ConstDirectiveNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  parse,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { isRecord } from '../answer.ts';

/** The fields that the executor reads to join services, by their names; with those that it reads with arguments. */
export interface PlannerNames {
  readonly all: ReadonlySet<string>;
  readonly withArguments: ReadonlySet<string>;
}

/** Reads what a supergraph's keys, requirements and contexts name. */
export function readPlannerNames(supergraph: GraphQLSchema): PlannerNames {
  const all = new Set(['__typename']);
  const withArguments = new Set<string>();
  const add = (fieldSet: unknown) => {
    if (typeof fieldSet !== 'string') return;
    for (const { name, arguments: given = [] } of fieldsOf(fieldSet)) {
      all.add(name.value);
      if (given.length > 0) withArguments.add(name.value);
    }
  };
  for (const type of Object.values(supergraph.getTypeMap())) {
    for (const { key } of valuesOf('join__type', type.astNode?.directives)) add(key);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const { requires, contextArguments } of valuesOf('join__field', field.astNode?.directives)) {
        add(requires);
        for (const argument of Array.isArray(contextArguments) ? contextArguments : []) {
          if (isRecord(argument)) add(argument.selection);
        }
      }
    }
  }
  return { all, withArguments };
}

const valuesOf = (name: string, directives: readonly ConstDirectiveNode[] = []): Record<string, unknown>[] =>
  directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );

function fieldsOf(fieldSet: string): FieldNode[] {
  const fields: FieldNode[] = [];
  // A context's selection has its braces, a key has none.
  const selection = fieldSet.trimStart().startsWith('{') ? fieldSet : `{ ${fieldSet} }`;
  visit(parse(selection, { noLocation: true }), { [Kind.FIELD]: (field) => void fields.push(field) });
  return fields;
}
