import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { useLineage } from '../../../tests/setup/lineage.ts';
import { pageSearchHits } from './search.ts';
import type { Database } from './tables.ts';

const lineage = useLineage();
const RUN = '00000000-0000-7000-8000-000000000001';

beforeAll(async () => {
  const { db } = lineage;
  await db
    .insertInto('dataset')
    .values([
      { id: 'card-payments', name: 'Card payments', description: 'Every transaction of a card.', tags: ['finance'] },
      { id: 'old-payments', name: 'Old payments', archivedAt: new Date() },
    ])
    .execute();
  await db
    .insertInto('model')
    .values([
      { id: 'fraud-detector', name: 'Fraud detector', description: 'Finds fraud in payments.', tags: ['finance'] },
      ...Array.from({ length: 50 }, (_, index) => ({ id: `churn-${index}`, name: `Churn ${index}` })),
    ])
    .execute();
  await db
    .insertInto('run')
    .values({ id: RUN, name: 'Nightly fraud sweep', status: 'SCHEDULED', tags: ['nightly'], createdBy: 'tester' })
    .execute();
});

const query = `query ($text: String!, $types: [SearchType!], $first: Int, $after: String) {
  search(text: $text, types: $types, first: $first, after: $after) {
    nodes { type id title score snippet node { __typename ... on Dataset { id } ... on Model { id } ... on TrainingRun { id } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const idsQuery = `query ($text: String!, $first: Int, $after: String) {
  search(text: $text, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
}`;

interface Hit {
  id: string;
  type: string;
  snippet: string | null;
}

const idsOf = async (text: string, types?: string[]) => {
  const { data, errors } = await lineage.ask(query, { text, types });
  expect(errors).toBeUndefined();
  return data.search.nodes.map(({ id }: Hit) => id);
};

describe('search', () => {
  it('finds words in ids, names, descriptions and tags, of every kind', async () => {
    expect((await idsOf('fraud')).toSorted()).toEqual([RUN, 'fraud-detector']);
    expect(await idsOf('transactions')).toEqual(['card-payments']);
    expect((await idsOf('finance')).toSorted()).toEqual(['card-payments', 'fraud-detector']);
    expect(await idsOf('nightly')).toEqual([RUN]);
  });

  it('forgives a misspelling', async () => {
    expect((await idsOf('detecter'))[0]).toBe('fraud-detector');
    expect((await idsOf('paymnets'))[0]).toBe('card-payments');
    expect((await idsOf('frawd detecter xyzzy'))[0]).toBe('fraud-detector');
    expect(await idsOf('detecter -fraud')).toEqual([]);
  });

  describe('where everything has the word', () => {
    const RUNS = 5_100;
    beforeAll(async () => {
      await sql`insert into run (id, name, status, tags, created_by)
        select ('00000000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid, 'ubiquitous ' || i, 'SCHEDULED', '{}', 'tester'
        from generate_series(1, ${RUNS}::integer) i`.execute(lineage.db);
      await lineage.ask('mutation { createDataset(input: { id: "ubiquitous-data" }) { __typename } }');
    });
    afterAll(() => sql`delete from run where name like 'ubiquitous%'`.execute(lineage.db));

    it.each([
      ['ubiquitous', 5_000],
      ['ubiquitos', 1_000],
    ])('ranks a bounded number of runs, and all that is no run: %s', async (text, ranked) => {
      const { rows } = await sql<{ type: string; count: number }>`
        select type, count(*)::integer as count from search_matches(${text}) group by type order by type`.execute(
        lineage.db,
      );
      expect(rows).toEqual([
        { type: 'DATASET', count: 1 },
        { type: 'TRAINING_RUN', count: ranked },
      ]);
      expect(await idsOf(text, ['DATASET'])).toEqual(['ubiquitous-data']);
    });

    it('reads each match once', async () => {
      const readOf = async (db: Kysely<Database>) => {
        const { rows } = await sql<{ count: number }>`
          select seq_tup_read + coalesce(idx_tup_fetch, 0) as count from pg_stat_xact_user_tables
          where relname = 'search_document'`.execute(db);
        return rows[0]?.count ?? 0;
      };
      const read = await lineage.db.transaction().execute(async (transaction) => {
        const before = await readOf(transaction);
        const hits = await pageSearchHits(transaction, 'ubiquitous', null, { first: 20, after: null });
        expect(hits).toHaveLength(21);
        return (await readOf(transaction)) - before;
      });
      expect(read).toBeGreaterThan(5_000);
      expect(read).toBeLessThan(RUNS * 2);
    });
  });

  it('has what matches before what is only similar, wherever it stands', async () => {
    await lineage.db
      .insertInto('dataset')
      .values([
        { id: 'told', name: 'Told', description: 'Reads quokkas among many other words that say nothing of them.' },
        { id: 'named', name: 'quokkaz' },
      ])
      .execute();
    expect(await idsOf('quokkas')).toEqual(['told', 'named']);
  });

  it('takes any text', async () => {
    for (const text of ['', ' ', '%', '_', '\\', "'", '"', '& | ! ( ) : * <->', '-', 'a\0b', '\ud800', '**', 'or or']) {
      await idsOf(text);
    }
    expect(await idsOf('')).toEqual([]);
    expect(await idsOf('%')).toEqual([]);
    expect(await idsOf('fraud -sweep')).toEqual(['fraud-detector']);
    const { errors } = await lineage.ask(query, { text: 'x'.repeat(100_000) });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('finds the parts of what punctuation holds together, in names, tags and descriptions', async () => {
    const { db } = lineage;
    await db
      .insertInto('dataset')
      .values([
        { id: 'r-orders', name: 'prod.sales.zorders' },
        { id: 'r-inv', name: 'warehouse/sales/zinvoices' },
        { id: 'r-part', name: 's3://zbucket/zraw/zpart-0001.parquet' },
      ])
      .execute();
    const description = 'Learned from prod.zclaims.v2, ask zann@zcorp.example';
    await db
      .insertInto('model')
      .values({ id: 'r-gbm', name: 'zrisk.scoring.zgbm', tags: ['zteam.core', 'zgeo/eu'], description })
      .execute();
    const run = RUN.replace(/1$/, '2');
    await db
      .insertInto('run')
      .values({ id: run, name: 'zexp.2024.zlr0.01', status: 'SCHEDULED', createdBy: 'tester' })
      .execute();
    const found: Record<string, string[]> = {
      'r-orders': ['zorders', 'sales.zorders', 'prod sales zorders', 'zordres', 'prod.sales.zorders', 'PROD/Sales'],
      'r-inv': ['zinvoices', 'sales/zinvoices', 'warehouse sales'],
      'r-part': ['zpart-0001.parquet', 'zbucket', 's3://zbucket', 'zraw/zpart', 'https://zbucket'.slice(8)],
      'r-gbm': ['zgbm', 'zrisk', 'zrisk scoring', 'zrisk.scoring.zgbm', 'zteam', 'zgeo', 'zclaims', 'zcorp', 'zann'],
      [run]: ['zexp', 'zlr0', 'zexp.2024', 'zlr0.01'],
    };
    for (const [id, texts] of Object.entries(found)) {
      for (const text of texts) expect({ text, ids: await idsOf(text) }).toEqual({ text, ids: [id] });
    }
    expect(await idsOf('sales -zorders')).toEqual(['r-inv']);
    expect(await idsOf('sales -"prod sales"')).toEqual(['r-inv']);
    expect((await idsOf('zorders or zgbm')).toSorted()).toEqual(['r-gbm', 'r-orders']);
    const { data } = await lineage.ask(query, { text: 'zclaims' });
    expect(data.search.nodes[0].snippet).toContain('prod.**zclaims**.v2');
  });

  it('forgives two letters swapped, in short words too, and knows the case of all letters', async () => {
    const { db } = lineage;
    const names = { iris: 'IRIS', auc: 'auc-curves', gross: 'Größe der ÄPFEL', greek: 'ΜΟΣΧΑ', wide: 'ｗｉｄｅ' };
    await db
      .insertInto('dataset')
      .values(Object.entries(names).map(([id, name]) => ({ id: `z-${id}`, name })))
      .execute();
    const found: Record<string, string[]> = {
      'z-iris': ['iris', 'irsi', 'riis', 'Iirs'],
      'z-auc': ['auc', 'acu', 'uac'],
      'z-gross': ['größe', 'GRÖßE', 'äpfel', 'Äpfel', 'äpfle', 'ÄPEFL'],
      'z-greek': ['μοσχα', 'Μοσχα', 'μσοχα'],
      'z-wide': ['wide'],
    };
    for (const [id, texts] of Object.entries(found)) {
      for (const text of texts) expect({ text, ids: await idsOf(text, ['DATASET']) }).toEqual({ text, ids: [id] });
    }
    const { data } = await lineage.ask(query, { text: 'äpfel' });
    expect(data.search.nodes[0].snippet).toContain('**ÄPFEL**');
  });

  it.each([
    '-'.repeat(33),
    '- '.repeat(33),
    `x ${'-- '.repeat(300)}`,
    'a ---------- ---------- ---------- ----------',
    '| model | auc |\n|-----------------------------------|',
    '-a '.repeat(333),
    'or '.repeat(333),
    '"'.repeat(999),
    '-"'.repeat(499),
    '漢'.repeat(1_000),
    '💥'.repeat(500),
    '((((((!!!!!!<->|||&&&*:*A',
  ])('takes %j for a query', async (text) => {
    await idsOf(text.slice(0, 1_000));
  });

  it('keeps to the types that are asked for', async () => {
    expect(await idsOf('fraud', ['MODEL'])).toEqual(['fraud-detector']);
    expect(await idsOf('fraud', ['DATASET'])).toEqual([]);
    expect(await idsOf('fraud', [])).toEqual([]);
  });

  it('loses no hit by sevens, in one statement a page', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      lineage.statements.length = 0;
      const answer: {
        data: { search: { nodes: Hit[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      } = await lineage.ask(idsQuery, { text: 'churn', first: 7, after });
      expect(lineage.statements).toHaveLength(1);
      const { nodes, pageInfo } = answer.data.search;
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(50);
    expect(new Set(seen).size).toBe(50);
  });

  it('shows where it matched, and what it found', async () => {
    const { data } = await lineage.ask(query, { text: 'transaction' });
    expect(data.search.nodes).toMatchObject([
      { type: 'DATASET', title: 'Card payments', node: { __typename: 'Dataset', id: 'card-payments' } },
    ]);
    expect(data.search.nodes[0].snippet).toContain('**transaction**');
  });

  it('finds feature views by their name, their entity and their features, until they are deleted', async () => {
    const apply = (features: object[], description = 'How somebody moves.') =>
      lineage.ask('mutation ($input: ApplyFeatureViewInput!) { applyFeatureView(input: $input) { __typename } }', {
        input: { name: 'gait_statistics', entity: 'pedestrian', description, features },
      });
    const stride = { name: 'stride_length', type: 'FLOAT', description: 'In centimetres.' };
    await apply([stride, { name: 'cadence', type: 'FLOAT' }]);
    for (const text of [
      'gait',
      'pedestrian',
      'moves',
      'stride',
      'stride_length',
      'cadence',
      'centimetres',
      'cadense',
    ]) {
      expect(await idsOf(text, ['FEATURE_VIEW'])).toEqual(['gait_statistics']);
    }
    const { data } = await lineage.ask(query, { text: 'cadence' });
    expect(data.search.nodes).toMatchObject([
      { type: 'FEATURE_VIEW', title: 'gait_statistics', node: { __typename: 'FeatureView' } },
    ]);
    expect(data.search.nodes[0].snippet).toContain('**cadence**');
    await apply([stride], 'How somebody walks.');
    expect(await idsOf('cadence')).toEqual([]);
    expect(await idsOf('walks')).toEqual(['gait_statistics']);
    await lineage.ask('mutation { deleteFeatureView(name: "gait_statistics") { __typename } }');
    expect(await idsOf('stride')).toEqual([]);
    await apply([stride]);
    expect(await idsOf('stride')).toEqual(['gait_statistics']);
  });

  it('leaves out what is archived and finds it again when it is restored', async () => {
    expect(await idsOf('old')).toEqual([]);
    await lineage.ask('mutation { restoreDataset(id: "old-payments") { __typename } }');
    expect(await idsOf('old')).toEqual(['old-payments']);
    await lineage.ask('mutation { archiveDataset(id: "old-payments") { __typename } }');
    expect(await idsOf('old')).toEqual([]);
  });
});
