import type { FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';
import {
  findHomes,
  isList,
  isNonNull,
  isRoot,
  isStub,
  keyFields,
  namedType,
  objectTypes,
  type SdlFile,
} from './sdl.ts';

/**
 * Null is allowed where something of its own can fail. From the SDL alone that is: root fields, what another service
 * than the parent's home serves, references to other services' entities, connections, and fields with arguments. Which
 * counts and computed values without arguments have a statement of their own, only their resolvers know.
 */
export function findTooStrict(files: readonly SdlFile[]): string[] {
  const homes = findHomes(files);
  const services = servicesOf(files);
  return files.flatMap((file) =>
    objectTypes(file).flatMap((type) =>
      (type.fields ?? []).flatMap((field) => {
        const reason = reasonToBeNullable(file, type, field, homes, services);
        const place = `${file.path}: ${type.name.value}.${field.name.value}`;
        if (reason !== undefined && isNonNull(field.type)) return `${place} ${reason}, so it must be nullable`;
        return isForeign(file, field, homes) && isList(field.type)
          ? `${place} is a list of another service's entities: make it a list of a type of your own that has the entity`
          : [];
      }),
    ),
  );
}

function reasonToBeNullable(
  file: SdlFile,
  type: ObjectTypeDefinitionNode,
  field: FieldDefinitionNode,
  homes: ReadonlyMap<string, string>,
  services: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const parent = type.name.value;
  const keys = keyFields(type);
  if (isRoot(parent)) return 'is a root field';
  if (keys.includes(field.name.value)) return undefined;
  const home = homes.get(parent);
  if (home !== undefined && home !== file.name && !isStub(type) && !isExternal(field)) {
    return `is served by ${file.name}, while ${parent} is at home in ${home}`;
  }
  if (keys.length === 0 && isPartial(parent, field, services))
    return `is not served by every service that has ${parent}`;
  if (isForeign(file, field, homes)) return `refers to an entity of ${homes.get(namedType(field.type))}`;
  if (namedType(field.type).endsWith('Connection')) return 'is a nested connection';
  if ((field.arguments ?? []).length > 0) return 'has arguments, hence a statement of its own';
  return undefined;
}

const isExternal = (field: FieldDefinitionNode) =>
  (field.directives ?? []).some((directive) => directive.name.value === 'external');

const isForeign = (file: SdlFile, field: FieldDefinitionNode, homes: ReadonlyMap<string, string>) => {
  const home = homes.get(namedType(field.type));
  return home !== undefined && home !== file.name;
};

/** Of each type and each Type.field the subgraphs that have it. */
function servicesOf(files: readonly SdlFile[]): Map<string, Set<string>> {
  const services = new Map<string, Set<string>>();
  const add = (key: string, name: string) => services.set(key, (services.get(key) ?? new Set()).add(name));
  for (const file of files) {
    for (const type of objectTypes(file)) {
      add(type.name.value, file.name);
      for (const field of type.fields ?? []) add(`${type.name.value}.${field.name.value}`, file.name);
    }
  }
  return services;
}

function isPartial(parent: string, field: FieldDefinitionNode, services: ReadonlyMap<string, ReadonlySet<string>>) {
  return services.get(parent)?.size !== services.get(`${parent}.${field.name.value}`)?.size;
}
