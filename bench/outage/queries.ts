import { readFile } from 'node:fs/promises';
import { operations } from '../load/operations.ts';

/** Everything about the models from all three stores, and lists of each store's own. */
const OWN = {
  'models from all stores': `{
    models(first: 30, orderBy: [{ field: CREATED_AT, direction: ASC }]) {
      nodes { id config { revision hyperparameters } leaderboardEntry { rank } }
    }
  }`,
  configurations: '{ modelConfigs(first: 20) { nodes { id revision model { name } } } }',
  leaderboards: '{ leaderboards(first: 5) { nodes { name entries(first: 5) { rank score model { name } } } } }',
  'a course':
    '{ trainingRuns(first: 3, orderBy: [{ field: CREATED_AT, direction: ASC }]) { nodes { id metrics { name value } experiment { id } } } }',
  'a page': operations.page.query,
};

/** What is asked again and again: our own, and every query of README and guide. What they answer stays the same. */
export async function readQueries(): Promise<Map<string, string>> {
  const queries = new Map(Object.entries(OWN));
  for (const file of ['README.md', 'docs/guide.md']) {
    const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/```graphql\n(.*?)```/gs)].flatMap(([, query]) => query ?? []);
    for (const [nth, query] of blocks.entries()) {
      if (!query.startsWith('mutation')) queries.set(`${file}, ${nth + 1}`, query);
    }
  }
  return queries;
}
