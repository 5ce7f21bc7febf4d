import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { experimentCopy } from '@tributary/lineage/copies/copies';
import { rebuildCopies } from '@tributary/lineage/copies/copy-care';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { carryAudit } from '@tributary/sync/audit-carrier';
import { deliverAll } from '@tributary/sync/deliver-all';
import { createKinds } from '@tributary/sync/kinds';
import { experiment } from '@tributary/sync/kinds/experiment';
import { outboxes } from '@tributary/sync/outboxes';
import type { Stores } from '@tributary/sync/stores';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createTestDatabases, type TestDatabases } from '../setup/all-stores.ts';
import { ONNX } from '../setup/deployments.ts';
import { createTestGraph, type TestGraph } from '../setup/graph.ts';
import type { Said } from './answer.ts';
import { createWrites, type Write } from './crash.ts';
import { Findings } from './findings.ts';
import { judge } from './judge.ts';
import { judgeWrites } from './judge-writes.ts';
import { type Kind, Ledger } from './ledger.ts';
import { MODEL, prepareLineageWrites } from './lineage-writes.ts';
import { SERVED } from './realtime-writes.ts';
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
  await judge(ledger, kinds, stores, findings, 1);
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

  it('is right where a change of the configuration was refused, since others were in the way', async () => {
    const refused = async () => ({ data: { write: { __typename: 'Conflict' } } });
    await new Writer<Write, Stores>(kinds, ledger, findings, refused).write('patchModelConfig', 2);
    for (const nth of [0, 1]) await writer.write('patchModelConfig', nth);
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

  it('is wrong where a copy is still on its way', async () => {
    for (const nth of [0, 1]) await writer.write('registerTrainingRun/keyed', nth);
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × copies that are on their way/)]);
    await deliver();
  });

  it('is wrong where a run is not on the list of copies', async () => {
    await writer.write('createTrainingRun', 3);
    await deliver();
    await sql`
      delete from sync_copy where kind = 'experiment'
        and key = (select array[id::text] from run where name = 'created-3')`.execute(stores.lineage);
    expect(await findingsOf()).toContainEqual(expect.stringMatching(/^1 × a run that is half written.*created-3/));
    await rebuildCopies(stores.lineage, 'experiment');
    await deliver();
  });

  it('is wrong where a revision is missing', async () => {
    const { modelConfigs } = stores.configs;
    await modelConfigs.updateOne({ modelId: MODEL, revision: 1 }, { $set: { revision: 0 } });
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × revisions with a gap/)]);
    await modelConfigs.updateOne({ modelId: MODEL, revision: 0 }, { $set: { revision: 1 } });
  });

  it('is wrong where what is live does not share all of the traffic', async () => {
    const { lineage } = stores;
    await lineage.insertInto('model').values({ id: SERVED, name: SERVED, lastNumber: 1 }).execute();
    const version = { id: `${SERVED}@1`, modelId: SERVED, number: 1, createdBy: 'test', ...ONNX };
    await lineage.insertInto('modelVersion').values(version).execute();
    await sql`
      insert into deployment (id, model_version_id, model_id, environment, status, traffic_percent,
        requested_percent, deployed_by)
      values (gen_random_uuid(), ${version.id}, ${SERVED}, 'staging', 'LIVE', 50, 50, 'test')`.execute(lineage);
    expect(await findingsOf()).toContainEqual(expect.stringMatching(/^1 × shares that are not 100.*"shared":50/));
    for (const table of ['deployment', 'model_version'])
      await sql`delete from ${sql.table(table)} where model_id = ${SERVED}`.execute(lineage);
    await sql`delete from model where id = ${SERVED}`.execute(lineage);
  });

  it('is wrong where a prediction was logged and not counted', async () => {
    const { log: entries } = stores.realtime.keys.predictions(SERVED);
    await stores.realtime.run((redis) => redis.xAdd(entries, '*', { entity: 'predict:0' }));
    expect(await findingsOf()).toEqual([expect.stringMatching(/^1 × predictions that were not counted once/)]);
    await stores.realtime.run((redis) => redis.del(entries));
  });
});

/** As a PostgreSQL that says that it has committed, and has not. */
function takeBackWhatIsCommitted(from: 'client' | 'store', text: string): Buffer | 'pass' {
  if (from === 'client' && text.includes('commit\0')) return Buffer.from(text.replace('commit\0', 'abort \0'));
  const [told, tells] = ['C\0\0\0\rROLLBACK\0', 'C\0\0\0\vCOMMIT\0'];
  return from === 'store' && text.includes(told) ? Buffer.from(text.replace(told, tells)) : 'pass';
}

type Only = 'only';

/** What is found of writes of one kind, each with what it was told, where these are there. */
async function judged(events: readonly (Said | 'kill')[], there: readonly number[], more: Partial<Kind<unknown>> = {}) {
  const mine = new Ledger<Only>();
  for (const [nth, event] of events.entries()) {
    if (event === 'kill') mine.noteKill('redis');
    else mine.note('only', nth, mine.now(), event);
  }
  const only: Kind<unknown> = {
    ...{ query: '', variables: () => ({}), repeats: false, home: 'redis', find: async () => [...there] },
    ...more,
  };
  const found = new Findings();
  const { excused } = await judgeWrites(mine, { only }, stores, found);
  return { excused, lines: found.lines };
}

describe('writes that were not answered', () => {
  it.each([
    {
      what: 'one that was refused is there',
      found: 'a write that was refused and is there',
      said: 'not done',
      there: 0,
    },
    { what: 'one is there that nobody sent', found: 'a write that nobody sent', said: 'unknown', there: 7 },
  ] as const)('are wrong where $what', async ({ said, there, found }) => {
    const { lines } = await judged([said], [there], { home: 'postgres' });
    expect(lines).toEqual([expect.stringMatching(`^1 × ${found}`)]);
  });

  it('are wrong where the audit tells of one that is not there', async () => {
    await sql`
      insert into audit_event (id, at, actor, action, target_type, target_id)
      values (gen_random_uuid(), now(), 'only:0', 'only', 'Model', ${MODEL})`.execute(stores.lineage);
    const { lines } = await judged(['unknown'], [], { home: 'postgres', action: 'only' });
    expect(lines).toEqual([expect.stringMatching(/^1 × an audit of what is not there/)]);
  });
});

describe('writes that Redis has lost', () => {
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
