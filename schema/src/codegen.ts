import { readFile, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { readSubgraphSdl } from '@tributary/common/subgraph';
import { type DocumentNode, parse } from 'graphql';
import { z } from 'zod';
import { type SubgraphName, subgraphNames, subgraphSchemaUrl } from './compose.ts';

/** Resolver types of a subgraph, from its SDL and the mappers in its `codegen.json`: schema type → row type. */
export async function generateResolverTypes(name: SubgraphName): Promise<string> {
  const typeDefs = parse(readSubgraphSdl(subgraphSchemaUrl(name)));
  const rows = mappersShape.parse(
    JSON.parse(await readFile(new URL(`../../subgraphs/${name}/codegen.json`, import.meta.url), 'utf8')),
  );
  const scalars = {
    DateTime: { input: 'Date', output: 'Date | string' },
    JSON: 'unknown',
    JSONObject: 'Record<string, unknown>',
    JSONArray: 'unknown[]',
    SafeInt: 'number',
    _FieldSet: 'string',
  };
  return codegen({
    filename: generatedFile(name).pathname,
    documents: [],
    schema: typeDefs,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
    config: {
      contextType: './context.ts#Context',
      enumsAsTypes: true,
      federation: true,
      immutableTypes: true,
      mappers: { ...rowMappers(rows), ...connectionMappers(rows, typeDefs) },
      maybeValue: 'T | null | undefined',
      scalars,
      strictScalars: true,
      useTypeImports: true,
    },
  });
}

const mappersShape = z.record(z.string(), z.string());

/** Imported under a name of its own, since the schema's type often has the row's. */
const rowMappers = (rows: Record<string, string>) =>
  Object.fromEntries(Object.entries(rows).map(([type, row]) => [type, `${row} as ${rowName(row)}`]));

const rowName = (row: string) => `${row.split('#')[1]}Row`;

/** A connection's resolver answers common's Connection of the row type, whose totalCount is read only when selected. */
function connectionMappers(rows: Record<string, string>, typeDefs: DocumentNode): Record<string, string> {
  const types = new Set(typeDefs.definitions.map((definition) => ('name' in definition ? definition.name?.value : '')));
  const mapped = Object.entries(rows).filter(([type]) => types.has(`${type}Connection`));
  return Object.fromEntries(
    mapped.map(([type, row]) => [`${type}Connection`, `@tributary/common/page#Connection<${rowName(row)}>`]),
  );
}

const generatedFile = (name: SubgraphName) =>
  new URL(`../../subgraphs/${name}/src/schema.generated.ts`, import.meta.url);

export async function writeResolverTypes(): Promise<void> {
  for (const name of subgraphNames) await writeFile(generatedFile(name), await generateResolverTypes(name));
}

/** The generated files that differ from what is on disk. */
export async function findStaleResolverTypes(): Promise<string[]> {
  const stale: string[] = [];
  for (const name of subgraphNames) {
    const onDisk = await readFile(generatedFile(name), 'utf8').catch(() => '');
    if (onDisk !== (await generateResolverTypes(name))) stale.push(`subgraphs/${name}/src/schema.generated.ts`);
  }
  return stale;
}
