import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestDatabases, type TestDatabases } from '../setup/all-stores.ts';
import { type BothGraphs, createBothGraphs, type TestGraph, type Transport, withBoth } from '../setup/graph.ts';
import { eventually, waitForBlocked, whileLocked } from '../setup/waiting.ts';

const STATEMENT_MS = 5_000;
/** What a word of one process to the next takes, on a busy machine too. */
const WORD_MS = 1_000;

const lockModel = sql`select from model where id = 'fraud-detector' for update`;
const describeModel = (alias: string) =>
  `${alias}: updateModel(input: { id: "fraud-detector", description: "given up" }) { __typename }`;
const createModel = (id: string) => `${id}: createModel(input: { id: "given-up-${id}" }) { __typename }`;
const mutation = (...fields: string[]) => `mutation { ${fields.join(' ')} }`;

let over: Record<Transport, TestDatabases>;
beforeAll(async () => {
  over = { embedded: await createTestDatabases(), services: await createTestDatabases() };
});
beforeEach(async () => {
  for (const { lineage } of Object.values(over)) {
    await lineage.deleteFrom('model').execute();
    await lineage.insertInto('model').values({ id: 'fraud-detector', name: 'Fraud detector' }).execute();
  }
});
afterAll(() => Promise.all(Object.values(over).map((stores) => stores.drop())));

describe('what nobody waits for any more', () => {
  let graphs: BothGraphs;
  beforeAll(async () => {
    graphs = await createBothGraphs({ timeoutMs: STATEMENT_MS, mutationTimeoutMs: 3 * STATEMENT_MS, over });
  });
  beforeEach(() => withBoth(graphs, async (graph) => graph.resetCalls()));
  afterAll(() => withBoth(graphs, (graph) => graph.close()));

  /** Asks, and leaves when the statement is reached that somebody holds up. */
  async function leaveWhenBlocked(graph: TestGraph, query: string) {
    const client = new AbortController();
    const answer = graph.ask(query, { signal: client.signal }).catch(() => 'left');
    await waitForBlocked(graph.db, 1);
    client.abort();
    expect(await answer).toBe('left');
  }

  const countRunning = async (graph: TestGraph) => {
    const { rows } = await sql<{ running: number }>`select count(*) as running from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()
        and query not like 'select from model%'`.execute(graph.db);
    return rows[0]?.running;
  };

  const made = async (graph: TestGraph) => {
    const rows = await graph.db.selectFrom('model').select('id').where('id', 'like', 'given-up-%').execute();
    const changed = await graph.db.selectFrom('model').select('id').where('description', '=', 'given up').execute();
    return [...rows, ...changed].map(({ id }) => id);
  };

  it('ends with the statement that runs, which ends by its own limit', () =>
    withBoth(graphs, async (graph) => {
      await whileLocked(graph.db, lockModel, async () => {
        await leaveWhenBlocked(
          graph,
          mutation(...Array.from({ length: 10 }, (_, index) => describeModel(`u${index}`))),
        );
        await pause(STATEMENT_MS);
        await eventually(async () => expect(await countRunning(graph)).toBe(0));
        const { sql: statements } = graph.calls;
        for (let look = 0; look < 10; look += 1) {
          expect(await countRunning(graph)).toBe(0);
          await pause(WORD_MS / 10);
        }
        expect(graph.calls.sql).toBe(statements);
      });
      await pause(WORD_MS);
      expect(await made(graph)).toEqual([]);
    }));

  it('leaves a mutation where it is: what was done is done, what runs is undone, the rest is not begun', () =>
    withBoth(graphs, async (graph) => {
      await whileLocked(graph.db, lockModel, async () => {
        const rest = Array.from({ length: 50 }, (_, index) => createModel(`later${index}`));
        await leaveWhenBlocked(graph, mutation(createModel('before'), describeModel('u'), ...rest));
        await pause(WORD_MS);
      });
      await pause(WORD_MS);
      expect(await made(graph)).toEqual(['given-up-before']);
    }));

  it('leaves a query where it is', () =>
    withBoth(graphs, async (graph) => {
      await whileLocked(graph.db, sql`lock table model`, async () => {
        await leaveWhenBlocked(graph, '{ models(first: 3) { nodes { id versions(first: 2) { nodes { id } } } } }');
        await pause(WORD_MS);
      });
      await pause(WORD_MS);
      expect(graph.calls).toMatchObject({ lineage: 1, sql: 1 });
    }));
});

describe('a mutation past its deadline', () => {
  let graphs: BothGraphs;
  beforeAll(async () => {
    graphs = await createBothGraphs({ timeoutMs: 30_000, mutationTimeoutMs: STATEMENT_MS, over });
  });
  afterAll(() => withBoth(graphs, (graph) => graph.close()));

  it('goes no further, and says that it may have happened', () =>
    withBoth(graphs, async (graph) => {
      const { errors } = await whileLocked(graph.db, lockModel, async () => {
        const answer = graph.ask(mutation(createModel('first'), describeModel('u'), createModel('last')));
        await waitForBlocked(graph.db, 1);
        const late = await answer;
        await pause(WORD_MS);
        return late;
      });
      await pause(WORD_MS);
      expect(errors?.map(({ path, extensions: { code, outcome } }) => [path, code, outcome])).toEqual([
        [['first'], 'SUBGRAPH_TIMEOUT', 'UNKNOWN'],
        [['u'], 'SUBGRAPH_TIMEOUT', 'UNKNOWN'],
        [['last'], 'SUBGRAPH_TIMEOUT', 'UNKNOWN'],
      ]);
      const rows = await graph.db.selectFrom('model').select('id').where('id', 'like', 'given-up-%').execute();
      expect(rows).toEqual([{ id: 'given-up-first' }]);
    }));
});
