import { isTypeDefinitionNode, Kind } from 'graphql';
import { findHomes, isRoot, objectTypes, type SdlFile } from './sdl.ts';

/**
 * Every type and every root field has a description: it is the API's documentation. An entity is described in its home
 * alone, and a field of several subgraphs in one of them.
 */
export function findUndescribed(files: readonly SdlFile[]): string[] {
  const homes = findHomes(files);
  const described = describedNames(files);
  return files.flatMap((file) => {
    const types = file.document.definitions.filter(isTypeDefinitionNode).flatMap((type) => {
      const name = type.name.value;
      const isElsewhere = homes.has(name) && homes.get(name) !== file.name;
      return isRoot(name) || isElsewhere || described.has(name) ? [] : [name];
    });
    const fields = objectTypes(file)
      .filter((type) => isRoot(type.name.value))
      .flatMap((type) => (type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`))
      .filter((name) => !described.has(name));
    return [...types, ...fields].map((name) => `${file.path}: ${name} has no description; write one above it`);
  });
}

/** Types, and fields of object types as Type.field, that have a description in any file. */
function describedNames(files: readonly SdlFile[]): Set<string> {
  const names = new Set<string>();
  for (const definition of files.flatMap((file) => file.document.definitions)) {
    if (!isTypeDefinitionNode(definition)) continue;
    if (definition.description) names.add(definition.name.value);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      if (field.description) names.add(`${definition.name.value}.${field.name.value}`);
    }
  }
  return names;
}
