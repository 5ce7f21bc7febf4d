import { pageSearchHits } from '@tributary/lineage/search';
import { sql } from 'kysely';
import { type BenchDatabase, type Case, createBenchDatabase, expectEqual, measure, withoutIndexes } from './measure.ts';

const RUNS = 1_000_000;
const FIRST = 20;
const QUICK_MS = 50;
/** The index lists a million hits before the first is ranked. */
const EVERYWHERE_MS = 500;

interface Search {
  text: string;
  /** What each hit is called, in SQL's regular expressions. */
  name: string;
  /** How many runs are ranked. */
  ranked: number;
  thresholdMs: number;
}

const usual = { ranked: 5_000, thresholdMs: QUICK_MS };
const alike = { ...usual, ranked: 1_000 };

const cases: Record<string, Search> = {
  'a word that one name has': { ...usual, text: '123400', name: '_123400$' },
  'a word that 10,000 names have between dots': { ...usual, text: 'prod', name: '^prod\\.' },
  'the same, two letters swapped': { ...alike, text: 'prdo', name: '^prod\\.' },
  'two words that 2,500 names have beside each other': { ...usual, text: 'prod.sales', name: '^prod\\.sales\\.' },
  'the same words, turned round': { ...usual, text: 'sales prod', name: '^prod\\.sales\\.' },
  'the same words, one misspelled': { ...alike, text: 'prod slaes', name: '^prod\\.sales\\.' },
  'a word that no name has': { ...usual, text: 'zyzzyva', name: '^zyzzyva$' },
  'a word that 990,000 names have': { ...usual, text: 'exp', name: '^exp/', thresholdMs: EVERYWHERE_MS },
};

/** Pages of hits among the names of a million runs, such as `prod.sales.ckcaki_300` and `exp/ckcaki-eccbco/lr0.3`. */
export async function benchSearch(serverUrl: string): Promise<void> {
  const database = await createBenchDatabase(serverUrl, 'search');
  try {
    await load(database);
    console.log(`\n**Search**: the names of ${RUNS.toLocaleString('en')} runs, 2,000 datasets and 1,000 models\n`);
    console.log(`| first ${FIRST} hits of | median ms | asked | |\n|---|---|---|---|`);
    await measure(database, Object.entries(cases).map(toCase(database)));
  } finally {
    await database.close();
  }
}

const toCase =
  ({ db }: BenchDatabase) =>
  ([name, { text, name: pattern, ranked, thresholdMs }]: [string, Search]): Case => ({
    name,
    thresholdMs,
    run: () => pageSearchHits(db, text, null, { first: FIRST, after: null }),
    check: async () => {
      const { rows } = await sql<{ matching: number; found: number }>`
        select
          (select least(count(*), ${ranked}) from run where run.name ~ ${pattern})
            + (select count(*) from dataset where dataset.name ~ ${pattern}) as matching,
          (select count(*) from search_matches(${text})) as found`.execute(db);
      expectEqual(`hits of ${name}`, rows[0]?.found, rows[0]?.matching);
      const page = await pageSearchHits(db, text, null, { first: FIRST, after: null });
      expectEqual(`the page of ${name}`, page.length, Math.min(rows[0]?.matching ?? 0, FIRST + 1));
      const wrong = page.filter(({ title }) => !new RegExp(pattern).test(title));
      expectEqual(`what ${name} found beside`, wrong, []);
      const scores = page.map(({ score }) => score);
      expectEqual(
        `the order of ${name}`,
        scores,
        scores.toSorted((a, b) => b - a),
      );
    },
  });

/** In one statement a table: the triggers would write each run's document by itself, and its words with it. */
async function load(database: BenchDatabase): Promise<void> {
  const word = (seed: string) => sql.raw(`translate(left(md5((${seed})::text), 6), '0123456789', 'ghijklmnop')`);
  const area = sql`(array['sales', 'billing', 'risk', 'growth'])[1 + i / 100 % 4]`;
  const statements = [
    sql`insert into dataset (id, name)
        select 'd' || i, case when i % 100 = 0 then 'prod.' else 'lake.' end || ${word('i % 97')} || '.' || ${word('i')}
        from generate_series(0, 1999) i`,
    sql`insert into model (id, name)
        select 'm' || i, ${word('i % 89')} || ' ' || ${word('i')} || ' ' || i from generate_series(0, 999) i`,
    sql`alter table run disable trigger user`,
    sql`insert into run (id, name, status, created_by)
        select md5(i::text)::uuid, case i % 100
            when 0 then 'prod.' || ${area} || '.' || ${word('i % 1999')} || '_' || i
            else 'exp/' || ${word('i % 997')} || '-' || ${word('i % 1499')} || '/lr0.' || i % 10
          end, 'SCHEDULED', 'bench'
        from generate_series(1, ${RUNS}::integer) i`,
    sql`alter table run enable trigger user`,
    sql`insert into search_document (type, id, title, names, prose, body)
        select 'TRAINING_RUN', id::text, name, plain_words(id || ' ' || name), '', name from run`,
  ];
  await withoutIndexes(database, ['run', 'search_document'], async () => {
    for (const statement of statements) await statement.execute(database.db);
  });
  await sql`vacuum analyze`.execute(database.db);
}
