import { badUserInput } from '@tributary/common/errors';
import type { CursorValue, Page, SortKey } from '@tributary/common/lists/page';
import { type Kysely, sql } from 'kysely';
import { isStorable } from './ids.ts';
import { takePage } from './lists/keyset.ts';
import type { SearchType } from './schema-types.generated.ts';
import type { Database } from './tables.ts';

export interface SearchHit {
  type: SearchType;
  id: string;
  title: string;
  score: number;
  snippet: string | null;
}

export type SearchHitRow = SearchHit & { cursor: CursorValue[] };

export const searchOrder: readonly SortKey[] = [
  { name: 'hit.score', kind: 'float', direction: 'desc' },
  { name: 'hit.type', kind: 'text', direction: 'asc' },
  { name: 'hit.id', kind: 'text', direction: 'asc' },
];

const MAX_TEXT = 1_000;

/** @throws BAD_USER_INPUT when the text is longer than 1,000 characters. */
export async function pageSearchHits(
  db: Kysely<Database>,
  text: string,
  types: readonly SearchType[] | null,
  page: Page,
): Promise<SearchHitRow[]> {
  if (text.length > MAX_TEXT) throw badUserInput(`text must have at most ${MAX_TEXT} characters.`);
  if (!isStorable(text)) return [];
  const matches = sql<{ type: SearchType; id: string; score: number; exact: boolean }>`
    search_matches(${text}::text, ${types && [...types]}::text[])`;
  const hits = db.selectFrom(matches.as<'hit'>(sql`hit`)).selectAll('hit');
  // What is shown of a hit is read for those of the page alone.
  const shown = db
    .selectFrom(takePage(hits, { order: searchOrder, page }).as('hit'))
    .innerJoin('searchDocument', (join) =>
      join.onRef('searchDocument.type', '=', 'hit.type').onRef('searchDocument.id', '=', 'hit.id'),
    )
    .select(['hit.type', 'hit.id', 'hit.score', 'hit.cursor', 'searchDocument.title'])
    .select(
      sql<string | null>`case when hit.exact then search_snippet(search_document.body, ${text}::text) end`.as(
        'snippet',
      ),
    );
  return searchOrder.reduce((query, { name, direction }) => query.orderBy(sql.ref(name), direction), shown).execute();
}
