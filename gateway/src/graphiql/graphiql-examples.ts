import { readFile } from 'node:fs/promises';
import { Kind, parse } from 'graphql';

/**
 * The operations of a file, each with the comments before it and the fragments after it.
 * @throws Error that names the file when it is not there or is no GraphQL.
 */
export async function readExamples(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  try {
    return splitOperations(text);
  } catch (error) {
    throw new Error(`${file} must hold GraphQL operations`, { cause: error });
  }
}

function splitOperations(text: string): string[] {
  const { definitions } = parse(text);
  const begins = definitions.flatMap(({ kind }, index) =>
    kind === Kind.OPERATION_DEFINITION ? [definitions[index - 1]?.loc?.end ?? 0] : [],
  );
  return begins.map((begin, index) => `${text.slice(begin, begins[index + 1]).trim()}\n`);
}
