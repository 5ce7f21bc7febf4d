import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { experimentCopy } from '@tributary/lineage/copies/copies';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import type { Database } from '@tributary/lineage/tables';
import { carryAudit } from '@tributary/sync/audit-carrier';
import { deliverAll } from '@tributary/sync/deliver-all';
import { createKinds } from '@tributary/sync/kinds';
import { experiment } from '@tributary/sync/kinds/experiment';
import { outboxes } from '@tributary/sync/outboxes';
import type { Stores } from '@tributary/sync/stores';
import { type Kysely, sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabases, type TestDatabases } from '../setup/all-stores.ts';
import { createTestGraph, type TestGraph } from '../setup/graph.ts';
import type { Said } from './answer.ts';
import { createWrites, type Write } from './crash.ts';
import { Findings } from './findings.ts';
import { judge } from './judge.ts';
import { judgeWrites } from './judge-writes.ts';
import { type Kind, Ledger } from './ledger.ts';
import { MODEL, prepareLineageWrites } from './lineage-writes.ts';
import { Writer } from './writer.ts';

const log = pino({ level: 'silent' });
const kinds = createWrites();
const deliveries = createKinds(DEFAULT_SETTINGS);

let stores: TestDatabases;
let graph: TestGraph;
let ledger: Ledger<Write>;
let writer: Writer<Write, Stores>;
let findings: Findings;
beforeAll(async () => {
  stores = await createTestDatabases();
  graph = await createTestGraph({ transport: 'embedded', over: stores });
  await prepareLineageWrites(stores.lineage, 10);
  await rebuildCopies(stores.lineage, 'experiment');
  await graph.ask(
    `mutation { insertModelConfig(input: { modelId: "${MODEL}", framework: "sklearn" }) { __typename } }`,
  );
  await deliver();
});
afterAll(async () => {
  await graph.close();
  await stores.drop();
});
beforeEach(() => {
  ledger = new Ledger();
  findings = new Findings();
  writer = new Writer<Write, Stores>(kinds, ledger, findings, (_name, query, variables, caller) =>
    graph.ask(query, { variables: { ...variables }, headers: { 'x-tributary-user': caller } }),
  );
});

/** All that sync does, by these ways to deliver copies. */
async function deliver(by = deliveries): Promise<void> {
  await deliverAll(stores, { kinds: by, log });
  for (const outbox of outboxes) while ((await carryAudit(outbox, stores, log)) > 0);
}

async function findingsOf(): Promise<string[]> {
  await judge(ledger, kinds, stores, findings);
  return findings.lines;
}

describe('what is judged after a crash', () => {
  it('is right where every write is there once, with its audit and its copies', async () => {
    for (const name of ['createTrainingRun', 'patchModelConfig', 'submitScore'] as const) {
      for (const nth of [0, 1]) await writer.write(name, nth);
    }
    await deliver();
    expect(await findingsOf()).toEqual([]);
  });

  it('is wrong where PostgreSQL was not told to commit what was answered', async () => {
    graph.stores.postgres.interfere = takeBackWhatIsCommitted;
    await writer.write('registerModelVersion', 0);
    graph.stores.postgres.interfere = undefined;
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × a write that was answered and is lost/)]);
  });

  it('is wrong where an idempotency key is forgotten, so that a repeat writes again', async () => {
    await sql`
      create function forget_key() returns trigger language plpgsql as
      'begin delete from idempotency where key = new.key; return null; end'`.execute(stores.lineage);
    await sql`
      create trigger forget after insert on idempotency for each row execute function forget_key()`.execute(
      stores.lineage,
    );
    for (let attempt = 1; attempt <= 2; attempt++) await writer.attempt('createTrainingRun/keyed', 0);
    await sql`drop trigger forget on idempotency`.execute(stores.lineage);
    await deliver();
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × a write that is there twice/)]);
  });

  it('is wrong where sync says that it has delivered what it has not', async () => {
    await writer.write('registerTrainingRun/keyed', 0);
    await deliver(deliveries.map((kind) => ({ ...kind, write: async () => {} })));
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × verify.* differs from its home: the document/)]);
    await rebuildCopies(stores.lineage, 'experiment');
    await deliver();
  });

  it('is wrong where a copy is delivered as its home was before', async () => {
    const [before] = await experiment.read(stores, [experimentCopy('00000000-0000-7000-8001-000000000000')]);
    await writer.write('finishTrainingRun', 0);
    const late: typeof experiment = {
      ...experiment,
      read: async (from, copies) => {
        const now = await experiment.read(from, copies);
        return now.map((state) => (before ? { ...before, copy: state.copy, version: state.version } : state));
      },
    };
    await deliver(deliveries.map((kind) => (kind.name === 'experiment' ? late : kind)));
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × verify.* differs from its home: /)]);
    await rebuildCopies(stores.lineage, 'experiment');
    await deliver();
  });

  it('is wrong where the audit has lost an entry, or has one twice', async () => {
    for (const nth of [0, 1]) await writer.write('insertExperiment', nth);
    await deliver();
    await sql`
      update audit_event set actor = 'insertExperiment:1' where actor = 'insertExperiment:0'`.execute(stores.lineage);
    await sql`
      insert into audit_event select gen_random_uuid(), at, actor, action, target_type, target_id, before, after
      from audit_event where actor = 'insertExperiment:1'`.execute(stores.lineage);
    expect(await findingsOf()).toEqual([
      expect.stringMatching(/^1 × a write that is not in the audit.*"nth":0/),
      expect.stringMatching(/^2 × an audit that is there twice/),
    ]);
    await sql`delete from audit_event where actor = 'insertExperiment:1'`.execute(stores.lineage);
  });
});

/** As a PostgreSQL that says that it has committed, and has not. */
function takeBackWhatIsCommitted(from: 'client' | 'store', text: string): Buffer | 'pass' {
  if (from === 'client' && text.includes('commit\0')) return Buffer.from(text.replace('commit\0', 'abort \0'));
  const [told, tells] = ['C\0\0\0\rROLLBACK\0', 'C\0\0\0\vCOMMIT\0'];
  return from === 'store' && text.includes(told) ? Buffer.from(text.replace(told, tells)) : 'pass';
}

describe('writes that Redis has lost', () => {
  type Only = 'only';
  const judged = async (events: readonly (Said | 'kill')[], there: readonly number[]) => {
    const mine = new Ledger<Only>();
    for (const [nth, event] of events.entries()) {
      if (event === 'kill') mine.noteKill('redis');
      else mine.note('only', nth, mine.now(), event);
    }
    const only: Kind<{ lineage: Kysely<Database> }> = {
      query: '',
      variables: () => ({}),
      repeats: false,
      home: 'redis',
      find: async () => [...there],
    };
    const found = new Findings();
    const { excused } = await judgeWrites(mine, { only }, stores, found);
    return { excused, lines: found.lines };
  };

  it('are excused where they are the last before a kill', async () => {
    expect(await judged(['done', 'done', 'done', 'kill', 'done'], [0, 4])).toEqual({ excused: 2, lines: [] });
  });

  it.each([
    { what: 'a later one is there', events: ['done', 'done', 'kill', 'done'] as const, there: [1, 3] },
    { what: 'Redis was not killed after them', events: ['done', 'kill', 'done'] as const, there: [0] },
  ])('are not excused where $what', async ({ events, there }) => {
    const { excused, lines } = await judged(events, there);
    expect({ excused, lines }).toEqual({ excused: 0, lines: [expect.stringMatching(/^1 × .* lost/)] });
  });
});
