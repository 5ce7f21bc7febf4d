import { isTypeDefinitionNode, Kind } from 'graphql';
import { findHomes, isRoot, objectTypes, type SdlFile } from './sdl.ts';

/**
 * Every type and every root field has a description: it is the API's documentation. What several subgraphs share is
 * described in one of them, an entity in its home: of two texts, composition would take either.
 */
export const findUndescribed = (files: readonly SdlFile[]): string[] => {
  const described = describedNames(files);
  return [...findMissing(files, described), ...findRepeated(described)];
};

function findMissing(files: readonly SdlFile[], described: ReadonlyMap<string, string[]>): string[] {
  const homes = findHomes(files);
  return files.flatMap((file) => {
    const types = file.document.definitions.filter(isTypeDefinitionNode).flatMap((type) => {
      const name = type.name.value;
      const isElsewhere = homes.has(name) && homes.get(name) !== file.name;
      return isElsewhere || described.has(name) ? [] : [name];
    });
    const fields = objectTypes(file)
      .filter((type) => isRoot(type.name.value))
      .flatMap((type) => (type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`))
      .filter((name) => !described.has(name));
    return [...types, ...fields].map((name) => `${file.path}: ${name} has no description; write one above it`);
  });
}

/** A field that answers by several services, such as health, reads the same in each: no subgraph is its home. */
const findRepeated = (described: ReadonlyMap<string, string[]>): string[] =>
  [...described].flatMap(([name, texts]) =>
    new Set(texts).size > 1 ? [`${name} is described in ${texts.length} ways: keep one, in its home`] : [],
  );

/** The descriptions of types, and of fields of object types as Type.field, in all files. */
function describedNames(files: readonly SdlFile[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const add = (name: string, description: { value: string } | undefined) => {
    if (description) names.set(name, [...(names.get(name) ?? []), description.value]);
  };
  for (const definition of files.flatMap((file) => file.document.definitions)) {
    if (!isTypeDefinitionNode(definition)) continue;
    add(definition.name.value, definition.description);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) add(`${definition.name.value}.${field.name.value}`, field.description);
  }
  return names;
}
