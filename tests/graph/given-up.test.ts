import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createTestGraph, type TestGraph, type Transport } from '../setup/graph.ts';
import { waitForBlocked, whileLocked } from '../setup/waiting.ts';

const transports: Transport[] = ['embedded', 'services'];
const STATEMENT_MS = 5_000;
/** What a word of one process to the next takes, on a busy machine too. */
const WORD_MS = 1_000;

const lockModel = sql`select from model where id = 'fraud-detector' for update`;
const describeModel = (alias: string) =>
  `${alias}: updateModel(input: { id: "fraud-detector", description: "given up" }) { __typename }`;
const createModel = (id: string) => `${id}: createModel(input: { id: "given-up-${id}" }) { __typename }`;
const mutation = (...fields: string[]) => `mutation { ${fields.join(' ')} }`;

describe.each(transports)('what nobody waits for any more (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport, timeoutMs: STATEMENT_MS, mutationTimeoutMs: 3 * STATEMENT_MS });
  });
  beforeEach(async () => {
    await graph.db.deleteFrom('model').where('id', 'like', 'given-up-%').execute();
    graph.resetCalls();
  });
  afterAll(() => graph.close());

  /** Asks, and leaves when the statement is reached that somebody holds up. */
  async function leaveWhenBlocked(query: string) {
    const client = new AbortController();
    const answer = graph.ask(query, { signal: client.signal }).catch(() => 'left');
    await waitForBlocked(graph.db, 1);
    client.abort();
    expect(await answer).toBe('left');
  }

  const countRunning = async () => {
    const { rows } = await sql<{ running: number }>`select count(*) as running from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()
        and query not like 'select from model%'`.execute(graph.db);
    return rows[0]?.running;
  };

  const made = async () => {
    const rows = await graph.db.selectFrom('model').select('id').where('id', 'like', 'given-up-%').execute();
    const changed = await graph.db.selectFrom('model').select('id').where('description', '=', 'given up').execute();
    return [...rows, ...changed].map(({ id }) => id);
  };

  it('ends with the statement that runs, which ends by its own limit', async () => {
    await whileLocked(graph.db, lockModel, async () => {
      await leaveWhenBlocked(mutation(...Array.from({ length: 10 }, (_, index) => describeModel(`u${index}`))));
      await pause(STATEMENT_MS + WORD_MS);
      const { sql: statements } = graph.calls;
      for (let look = 0; look < 10; look += 1) {
        expect(await countRunning()).toBe(0);
        await pause(WORD_MS / 10);
      }
      expect(graph.calls.sql).toBe(statements);
    });
    await pause(WORD_MS);
    expect(await made()).toEqual([]);
  });

  it('leaves a mutation where it is: what was done is done, what runs is undone, the rest is not begun', async () => {
    await whileLocked(graph.db, lockModel, async () => {
      const rest = Array.from({ length: 50 }, (_, index) => createModel(`later${index}`));
      await leaveWhenBlocked(mutation(createModel('before'), describeModel('u'), ...rest));
      await pause(WORD_MS);
    });
    await pause(WORD_MS);
    expect(await made()).toEqual(['given-up-before']);
  });

  it('leaves a query where it is', async () => {
    await whileLocked(graph.db, sql`lock table model`, async () => {
      await leaveWhenBlocked('{ models(first: 3) { nodes { id versions(first: 2) { nodes { id } } } } }');
      await pause(WORD_MS);
    });
    await pause(WORD_MS);
    expect(graph.calls).toMatchObject({ lineage: 1, sql: 1 });
  });
});

describe.each(transports)('a mutation past its deadline (%s)', (transport) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph({ transport, timeoutMs: 30_000, mutationTimeoutMs: STATEMENT_MS });
  });
  afterAll(() => graph.close());

  it('goes no further, and says that it may have happened', async () => {
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
  });
});
