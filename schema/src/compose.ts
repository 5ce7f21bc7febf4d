import { readFile, writeFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { readSubgraphSdl } from '@tributary/common/subgraph';
import { parse, printSchema } from 'graphql';
import { API_FILE, SUPERGRAPH_FILE } from './files.ts';

/** The subgraphs, with the address at which each listens when it runs as a process of its own. */
export const SUBGRAPHS = {
  lineage: 'http://127.0.0.1:4001/graphql',
  configs: 'http://127.0.0.1:4002/graphql',
  realtime: 'http://127.0.0.1:4003/graphql',
} as const;

export type SubgraphName = keyof typeof SUBGRAPHS;

export const subgraphNames: readonly SubgraphName[] = ['lineage', 'configs', 'realtime'];

export const subgraphSchemaUrl = (name: SubgraphName) =>
  new URL(`../../subgraphs/${name}/schema.graphql`, import.meta.url);

/** The two files that are composed and committed. */
export const COMPOSED = { supergraph: SUPERGRAPH_FILE, api: API_FILE } as const;

/**
 * Composes the subgraphs' SDL.
 * @throws Error with every composition error, a line each.
 */
export function compose(): Record<keyof typeof COMPOSED, string> {
  const result = composeServices(
    subgraphNames.map((name) => ({
      name,
      url: SUBGRAPHS[name],
      typeDefs: parse(readSubgraphSdl(subgraphSchemaUrl(name))),
    })),
  );
  if (result.errors) throw new Error(`The subgraphs do not compose.\n${result.errors.join('\n')}`);
  return { supergraph: result.supergraphSdl, api: printApi(result.schema) };
}

type ComposedSchema = NonNullable<ReturnType<typeof composeServices>['schema']>;

const printApi = (schema: ComposedSchema) => `${printSchema(schema.toAPISchema().toGraphQLJSSchema())}\n`;

export async function writeComposed(): Promise<void> {
  const { supergraph, api } = compose();
  await Promise.all([writeFile(COMPOSED.supergraph, supergraph), writeFile(COMPOSED.api, api)]);
}

/** The names of the composed files that differ from what is on disk. */
export async function findStale(): Promise<string[]> {
  const composed = compose();
  const stale: string[] = [];
  for (const name of ['supergraph', 'api'] as const) {
    const onDisk = await readFile(COMPOSED[name], 'utf8').catch(() => '');
    if (onDisk !== composed[name]) stale.push(`schema/${name}.graphql`);
  }
  return stale;
}
