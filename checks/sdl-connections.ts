import { type ObjectTypeDefinitionNode, print } from 'graphql';
import { namedType, objectTypes, type SdlFile } from './sdl.ts';

/**
 * Every connection and edge has one shape. Only totalCount may be left out, where counting costs too much; and where a
 * list is kept for a time or in part, wholeSince says what it can answer for.
 */
export const findOddConnections = (files: readonly SdlFile[]): string[] =>
  files.flatMap((file) => {
    const types = new Map(objectTypes(file).map((type) => [type.name.value, type]));
    return [...types.values()].flatMap((type) => {
      const name = /^(\w+)Connection$/.exec(type.name.value)?.[1];
      return name === undefined ? [] : problemsOf(name, type, types).map((problem) => `${file.path}: ${problem}`);
    });
  });

function problemsOf(
  name: string,
  connection: ObjectTypeDefinitionNode,
  types: ReadonlyMap<string, ObjectTypeDefinitionNode>,
): string[] {
  const edge = types.get(`${name}Edge`);
  if (!edge) return [`${name}Connection has no ${name}Edge; define it`];
  const nodeField = edge.fields?.find((field) => field.name.value === 'node');
  const node = nodeField ? namedType(nodeField.type) : name;
  return [
    ...differences(edge, ['cursor: String!', `node: ${node}!`]),
    ...differences(
      connection,
      [`edges: [${name}Edge!]!`, `nodes: [${node}!]!`, 'pageInfo: PageInfo!'],
      ['totalCount: SafeInt', 'wholeSince: DateTime'],
    ),
  ];
}

function differences(
  type: ObjectTypeDefinitionNode,
  wanted: readonly string[],
  optional: readonly string[] = [],
): string[] {
  const had = (type.fields ?? []).map((field) => `${field.name.value}: ${print(field.type)}`);
  const missing = wanted.filter((field) => !had.includes(field));
  const odd = had.filter((field) => !wanted.includes(field) && !optional.includes(field));
  return [
    ...missing.map((field) => `${type.name.value} lacks ${field}`),
    ...odd.map((field) => `${type.name.value} has ${field}, which connections do not have`),
  ];
}
