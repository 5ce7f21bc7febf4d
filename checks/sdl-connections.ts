import { type ObjectTypeDefinitionNode, print } from 'graphql';
import { objectTypes, type SdlFile } from './sdl.ts';

/** Every connection and edge has one shape; only totalCount may be left out, where counting costs too much. */
export const findOddConnections = (files: readonly SdlFile[]): string[] =>
  files.flatMap((file) => {
    const types = objectTypes(file);
    const names = new Set(types.map((type) => type.name.value));
    return types.flatMap((type) => problemsOf(type, names).map((problem) => `${file.path}: ${problem}`));
  });

function problemsOf(type: ObjectTypeDefinitionNode, names: ReadonlySet<string>): string[] {
  const name = type.name.value;
  const connected = /^(\w+)Connection$/.exec(name)?.[1];
  if (connected !== undefined) {
    const edge = `${connected}Edge`;
    return [
      ...(names.has(edge) ? [] : [`${name} has no ${edge}; define it`]),
      ...differences(type, `edges: [${edge}!]! nodes: [${connected}!]! pageInfo: PageInfo!`, 'totalCount: SafeInt'),
    ];
  }
  const node = /^(\w+)Edge$/.exec(name)?.[1];
  return node !== undefined && names.has(`${node}Connection`)
    ? differences(type, `cursor: String! node: ${node}!`)
    : [];
}

function differences(type: ObjectTypeDefinitionNode, wanted: string, optional?: string): string[] {
  const had = (type.fields ?? []).map((field) => `${field.name.value}: ${print(field.type)}`);
  const required = wanted.split(/ (?=\w+:)/);
  const missing = required.filter((field) => !had.includes(field));
  const odd = had.filter((field) => !required.includes(field) && field !== optional);
  return [
    ...missing.map((field) => `${type.name.value} lacks ${field}`),
    ...odd.map((field) => `${type.name.value} has ${field}, which connections do not have`),
  ];
}
