import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, type TypeNode } from 'graphql';
import { readFiles } from './files.ts';

/** A schema file. `name` is its subgraph's, or `common` for the types that all of them load. */
export interface SdlFile {
  readonly name: string;
  readonly path: string;
  readonly document: DocumentNode;
}

export async function readSdl(): Promise<SdlFile[]> {
  const files = await readFiles(['subgraphs/*/schema.graphql', 'schema/common.graphql']);
  return files.map(({ path, text }) => sdlFile(path, text));
}

export const sdlFile = (path: string, text: string): SdlFile => ({
  name: /^subgraphs\/([^/]+)\//.exec(path)?.[1] ?? 'common',
  path,
  document: parse(text),
});

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

export const isRoot = (typeName: string) => ROOTS.has(typeName);

export const objectTypes = ({ document }: SdlFile): ObjectTypeDefinitionNode[] =>
  document.definitions.filter(
    (definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
  );

export const isNonNull = (type: TypeNode) => type.kind === Kind.NON_NULL_TYPE;

export function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** The fields of an entity's keys; none for a type that is no entity. */
export function keyFields(type: ObjectTypeDefinitionNode): string[] {
  const keys = (type.directives ?? []).filter((directive) => directive.name.value === 'key');
  return keys.flatMap(({ arguments: args = [] }) => {
    const value = args.find((argument) => argument.name.value === 'fields')?.value;
    return value?.kind === Kind.STRING ? (value.value.match(/\w+/g) ?? []) : [];
  });
}

/** Whether a type only names an entity that others serve: nothing but its key. */
export const isStub = (type: ObjectTypeDefinitionNode) => {
  const keys = keyFields(type);
  return keys.length > 0 && (type.fields ?? []).every((field) => keys.includes(field.name.value));
};

/**
 * The home of each entity: of the subgraphs that serve more of it than its key, the first in this order, which is that
 * from the store that must be exact to the one that may be lost.
 */
export function findHomes(files: readonly SdlFile[]): Map<string, string> {
  const homes = new Map<string, string>();
  for (const name of ['lineage', 'configs', 'realtime']) {
    for (const file of files.filter((candidate) => candidate.name === name)) {
      for (const type of objectTypes(file)) {
        const isServed = keyFields(type).length > 0 && !isStub(type);
        if (isServed && !homes.has(type.name.value)) homes.set(type.name.value, name);
      }
    }
  }
  return homes;
}
