import { findStaleTypes } from '@tributary/schema/codegen';
import { findStale } from '@tributary/schema/compose';

/** The composed files and the generated types are what the subgraphs' SDL makes of them. */
export async function findStaleFiles(): Promise<string[]> {
  const files = [...(await findStale()), ...(await findStaleTypes())];
  return describeStale(files);
}

export const describeStale = (files: readonly string[]): string[] =>
  files.map((file) => `${file} is not what the subgraphs' schema.graphql makes: run npm run generate`);
