import { readFile, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { readSubgraphSdl } from '@tributary/common/subgraph';
import { type DocumentNode, Kind, parse } from 'graphql';
import { z } from 'zod';
import { type SubgraphName, subgraphNames, subgraphSchemaUrl } from './compose.ts';

/** The generated files of a subgraph, by their names in its `src`. */
type GeneratedFiles = Readonly<Record<typeof SCHEMA_TYPES | typeof RESOLVER_TYPES, string>>;

/** What the SDL says. It imports nothing, so data access can use it. */
const SCHEMA_TYPES = 'schema-types.generated.ts';

/** What the resolvers must be. It imports the context and the row types, so only resolvers use it. */
const RESOLVER_TYPES = 'resolver-types.generated.ts';

/** A subgraph's types, from its SDL and the mappers in its `codegen.json`: schema type → row type. */
export async function generateTypes(name: SubgraphName): Promise<GeneratedFiles> {
  const typeDefs = parse(readSubgraphSdl(subgraphSchemaUrl(name)));
  const rows = mappersShape.parse(
    JSON.parse(await readFile(new URL(`../../subgraphs/${name}/codegen.json`, import.meta.url), 'utf8')),
  );
  const options = { documents: [], schema: typeDefs };
  return {
    [SCHEMA_TYPES]: await codegen({
      ...options,
      filename: SCHEMA_TYPES,
      plugins: [{ typescript: {} }],
      pluginMap: { typescript },
      config: COMMON_CONFIG,
    }),
    [RESOLVER_TYPES]: await codegen({
      ...options,
      filename: RESOLVER_TYPES,
      plugins: [{ importSchemaTypes: {} }, { resolvers: {} }],
      pluginMap: { importSchemaTypes: importSchemaTypes(typeDefs), resolvers },
      config: {
        ...COMMON_CONFIG,
        contextType: './context.ts#Context',
        federation: true,
        mappers: { ...rowMappers(rows), ...connectionMappers(rows, typeDefs) },
        namespacedImportName: SCHEMA_NAMESPACE,
      },
    }),
  };
}

const COMMON_CONFIG = {
  enumsAsTypes: true,
  immutableTypes: true,
  maybeValue: 'T | null | undefined',
  scalars: {
    DateTime: { input: 'Date', output: 'Date | string' },
    JSON: 'unknown',
    JSONObject: 'Record<string, unknown>',
    JSONArray: 'unknown[]',
    SafeInt: 'number',
    _FieldSet: 'string',
  },
  strictScalars: true,
  useTypeImports: true,
};

const SCHEMA_NAMESPACE = 'Schema';

/** The plugin puts the namespace before all types but the entities in its map of them. */
const importSchemaTypes = (typeDefs: DocumentNode) => ({
  plugin: () => ({
    prepend: [
      `import type * as ${SCHEMA_NAMESPACE} from './${SCHEMA_TYPES}';`,
      `import type { ${entityNames(typeDefs).join(', ')} } from './${SCHEMA_TYPES}';`,
    ],
    content: '',
  }),
});

const entityNames = (typeDefs: DocumentNode): string[] =>
  typeDefs.definitions
    .filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ directives }) => directives?.some(({ name }) => name.value === 'key'))
    .map(({ name }) => name.value);

const mappersShape = z.record(z.string(), z.string());

/** Imported under a name of its own, since the schema's type often has the row's. */
const rowMappers = (rows: Record<string, string>) =>
  Object.fromEntries(Object.entries(rows).map(([type, row]) => [type, `${row} as ${rowName(row)}`]));

const rowName = (row: string) => `${row.split('#')[1]}Row`;

/**
 * A connection's resolver answers common's Connection of the row type, whose totalCount is read only when selected, unless
 * it has a row type of its own.
 */
function connectionMappers(rows: Record<string, string>, typeDefs: DocumentNode): Record<string, string> {
  const types = new Set(typeDefs.definitions.map((definition) => ('name' in definition ? definition.name?.value : '')));
  const isMapped = (connection: string) => types.has(connection) && !Object.hasOwn(rows, connection);
  const mapped = Object.entries(rows).filter(([type]) => isMapped(`${type}Connection`));
  return Object.fromEntries(
    mapped.map(([type, row]) => [`${type}Connection`, `@tributary/common/lists/page#Connection<${rowName(row)}>`]),
  );
}

const generatedFile = (name: SubgraphName, file: string) =>
  new URL(`../../subgraphs/${name}/src/${file}`, import.meta.url);

export async function writeTypes(): Promise<void> {
  for (const name of subgraphNames) {
    for (const [file, text] of Object.entries(await generateTypes(name))) {
      await writeFile(generatedFile(name, file), text);
    }
  }
}

/** The generated files that differ from what is on disk. */
export async function findStaleTypes(): Promise<string[]> {
  const stale: string[] = [];
  for (const name of subgraphNames) {
    for (const [file, text] of Object.entries(await generateTypes(name))) {
      const onDisk = await readFile(generatedFile(name, file), 'utf8').catch(() => '');
      if (onDisk !== text) stale.push(`subgraphs/${name}/src/${file}`);
    }
  }
  return stale;
}
