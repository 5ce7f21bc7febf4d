import { fileURLToPath } from 'node:url';
import { readExamples } from '@tributary/gateway/graphiql/graphiql-examples';
import { z } from 'zod';
import { print } from './print.ts';

/** What a newcomer sees first: tabs of GraphiQL, quoted by the README and the guide. The start asks the first. */
export const EXAMPLES_FILE = fileURLToPath(new URL('../examples.graphql', import.meta.url));

const answerShape = z.looseObject({ extensions: z.unknown().optional() });

/** Asks the running graph the first example, as any client would, and prints question and answer. */
export async function showExample(graphUrl: string): Promise<void> {
  const [query = ''] = await readExamples(EXAMPLES_FILE);
  const began = performance.now();
  const response = await fetch(graphUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.timeout(10_000),
  });
  const { extensions: _, ...answer } = answerShape.parse(await response.json());
  print(`\n${query}`);
  print(JSON.stringify(answer, null, 2));
  print(`\nAnswered in ${Math.round(performance.now() - began)} ms, for the first time.`);
}

export function showPlaces(url: string): void {
  print(`\nGraphQL    ${url}/graphql   (open it in a browser for GraphiQL)`);
  print(`Health     ${url}/livez  ${url}/readyz`);
  print('Ctrl-C stops everything; the data stays.');
}
