import type { Logger } from '@tributary/common/log';
import { createSubgraph, readSubgraphSdl } from '@tributary/common/subgraph';
import { embeddedDataSource } from '@tributary/gateway/fetch/embedded';
import { createGateway } from '@tributary/gateway/server';
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
  Kind,
  parse,
  valueFromASTUntyped,
} from 'graphql';

/** An object that is made up. What it has follows from its place, which of an entity is its key: so services agree. */
interface MadeUp {
  readonly __typename: string;
  readonly place: string;
}

/** Of each entity the field that names it. */
type Keys = ReadonlyMap<string, string>;

const objectTypesOf = ({ definitions }: DocumentNode) =>
  definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);

/** Reads the keys of a supergraph, which are single fields. */
export function readKeys(supergraph: DocumentNode): Keys {
  const keys = new Map<string, string>();
  for (const type of objectTypesOf(supergraph)) {
    for (const { name, arguments: given = [] } of type.directives ?? []) {
      const key = given.find((argument) => argument.name.value === 'key');
      if (name.value === 'join__type' && key) keys.set(type.name.value, String(valueFromASTUntyped(key.value)));
    }
  }
  return keys;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

const numberOf = (place: string) => [...place].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7);

const SCALARS: Record<string, (place: string) => unknown> = {
  Int: numberOf,
  SafeInt: numberOf,
  Float: (place) => numberOf(place) / 8,
  Boolean: (place) => numberOf(place) % 2 === 0,
  DateTime: (place) => new Date(numberOf(place) * 1_000).toISOString(),
  JSONObject: (place) => ({ id: place }),
  JSONArray: (place) => [place],
};

/** A field's value. Of several types it has the one that the place names between < and >, a list one of each. */
function makeUp(type: GraphQLOutputType, place: string, schema: GraphQLSchema, which?: number): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = getNullableType(nullable.ofType);
    const length = isAbstractType(item) ? schema.getPossibleTypes(item).length : 2;
    return Array.from({ length }, (_, index) => makeUp(item, `${place}.${index}`, schema, index));
  }
  if (isAbstractType(nullable)) {
    const types = schema.getPossibleTypes(nullable).toSorted(byName);
    const type = which === undefined ? types.find(({ name }) => place.includes(`<${name}>`)) : types[which];
    return { __typename: (type ?? types[0])?.name, place };
  }
  if (isObjectType(nullable)) return { __typename: nullable.name, place };
  if (isEnumType(nullable)) {
    const values = nullable.getValues().toSorted(byName);
    return values[numberOf(place) % values.length]?.value;
  }
  return SCALARS[nullable.name]?.(place) ?? place;
}

export const createResolver =
  (keys: Keys): GraphQLFieldResolver<MadeUp | undefined, unknown> =>
  (source, args, _context, { parentType, fieldName, returnType, schema }) => {
    if (source && keys.get(parentType.name) === fieldName) return source.place;
    return makeUp(returnType, `${source?.place ?? ''}/${fieldName}${JSON.stringify(args)}`, schema);
  };

/** The gateway over subgraphs of the real schemas, whose answers are made up. */
export function createMadeUpGateway(supergraph: string, log: Logger) {
  const keys = readKeys(parse(supergraph));
  const resolve = createResolver(keys);
  return createGateway({
    supergraph,
    dataSource: (name) => {
      const schemaUrl = new URL(`../../subgraphs/${name}/schema.graphql`, import.meta.url);
      const resolvers = objectTypesOf(parse(readSubgraphSdl(schemaUrl))).map(({ name, fields = [] }) => {
        const key = keys.get(name.value);
        const toMadeUp = (reference: Record<string, unknown>) => ({ ...reference, place: reference[key ?? ''] });
        const ofFields = Object.fromEntries(fields.map((field) => [field.name.value, resolve]));
        return [name.value, { ...ofFields, ...(key && { __resolveReference: toMadeUp }) }];
      });
      const subgraph = createSubgraph({
        name,
        schemaUrl,
        resolvers: Object.fromEntries(resolvers),
        createContext: (request) => request,
        ready: async () => {},
        storeFailure: () => undefined,
        log,
      });
      return embeddedDataSource(subgraph, { log, timeoutMs: 120_000, mutationTimeoutMs: 120_000 });
    },
    callerOf: () => ({ subject: 'tester', scopes: [] }),
    limits: { maxCost: 100_000_000 },
    log,
    development: true,
  });
}
