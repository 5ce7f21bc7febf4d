import { describe, expect, it, jest } from '@jest/globals';
import { auditEvent, toAuditEvents } from '@tributary/common/mutations/audit-event';
import * as outbox from '@tributary/configs/audit-outbox';
import { insertAuditEvents } from '@tributary/lineage/audit/audit-trail';
import * as streams from '@tributary/realtime/audit-streams';
import { pino } from 'pino';
import { useSync } from '../../tests/setup/sync.ts';
import { eventually } from '../../tests/setup/waiting.ts';
import { carryAudit, startCarrier } from './audit-carrier.ts';
import { type Outbox, outboxes } from './outboxes.ts';

const sync = useSync();

const events = toAuditEvents(
  'ada',
  ['a', 'b', 'c'].map((id) => ({
    action: 'createThing',
    target: { type: 'Thing', id },
    before: null,
    after: { $id: id, 'a.b': { _bsontype: 'ObjectId' } },
  })),
);

it('events wait in MongoDB once their transaction has committed', async () => {
  const { configs } = sync.stores;
  const failing = configs.connection.transaction(async (session) => {
    await outbox.keepAuditEvents(configs, session, events);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await outbox.countAuditEvents(configs)).toBe(0);
  await configs.connection.transaction((session) => outbox.keepAuditEvents(configs, session, events));
  const found = await outbox.findAuditEvents(configs, 2);
  expect(found.map((event) => auditEvent.parse(event))).toEqual(events.slice(0, 2));
  await outbox.removeAuditEvents(configs, [events[0]?.id ?? '']);
  expect(await outbox.countAuditEvents(configs)).toBe(2);
});

it('events wait in Redis, with what a script has added', async () => {
  const { realtime } = sync.stores;
  const { keys } = realtime;
  for (const event of events) {
    const stream = keys.auditStream(keys.auditedTag(event.targetId));
    await realtime.run((redis) => redis.xAdd(stream, '*', { event: streams.toStreamed(event), before: '{"score":1}' }));
  }
  const found = await streams.findAuditEvents(realtime, 10);
  const read = found.map(({ event }) => auditEvent.parse(event)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(read).toEqual(events.map((event) => ({ ...event, before: '{"score":1}' })));
  expect(await streams.countAuditEvents(realtime)).toBe(3);
  await streams.removeAuditEvents(
    realtime,
    found.map(({ place }) => place),
  );
  expect(await streams.countAuditEvents(realtime)).toBe(0);
});

const log = pino({ level: 'silent' });

/** Events of one thing, kept in MongoDB or Redis as a change leaves them. */
const keep: Record<string, (id: string, count: number) => Promise<string[]>> = {
  MongoDB: async (id, count) => {
    const { configs } = sync.stores;
    const events = drawn(id, count);
    await configs.connection.transaction((session) => outbox.keepAuditEvents(configs, session, events));
    return events.map((event) => event.id);
  },
  Redis: async (id, count) => {
    const { realtime } = sync.stores;
    const events = drawn(id, count);
    await realtime.run((redis) =>
      Promise.all(
        events.map((event, index) => {
          const stream = realtime.keys.auditStream(realtime.keys.auditedTag(`${id}-${index}`));
          return redis.xAdd(stream, '*', { event: streams.toStreamed(event) });
        }),
      ),
    );
    return events.map((event) => event.id);
  },
};
const drawn = (id: string, count: number) => {
  const note = { action: 'createThing', target: { type: 'Thing', id }, before: null, after: { id } };
  return toAuditEvents('ada', Array<typeof note>(count).fill(note));
};
const audited = async (targetId: string): Promise<string[]> => {
  const query = 'query ($id: ID!) { auditEvents(where: { targetId: $id }, first: 1000) { nodes { id } } }';
  const { data } = await sync.ask(query, { id: targetId });
  return data.auditEvents.nodes.map(({ id }: { id: string }) => id).toReversed();
};
const carryAll = async (outbox: Outbox) => {
  while ((await carryAudit(outbox, sync.stores, log)) > 0);
};

describe.each(outboxes.map((outbox) => [outbox.store, outbox] as const))('events in %s', (store, outbox) => {
  const keepHere = async (id: string, count: number) => (await keep[store]?.(id, count)) ?? [];
  const waiting = async () => (await outbox.find(sync.stores)).length;
  const thing = (name: string) => `${name}-${store}`;

  it('are carried to the audit in their order, and then are gone', async () => {
    const ids = await keepHere(thing('carried'), 250);
    await carryAll(outbox);
    expect(await audited(thing('carried'))).toEqual(ids);
    expect(await waiting()).toBe(0);
  });

  it('are there once where a worker was killed before it removed them, and wait while PostgreSQL is away', async () => {
    const ids = await keepHere(thing('killed'), 3);
    await expect(
      carryAudit({ ...outbox, remove: () => Promise.reject(new Error('killed')) }, sync.stores, log),
    ).rejects.toThrow('killed');
    expect(await audited(thing('killed'))).toEqual(ids);
    expect(await waiting()).toBe(3);
    const { lineage } = sync.stores;
    const away = {
      ...sync.stores,
      lineage: lineage.withPlugin({ transformQuery: () => gone(), transformResult: () => gone() }),
    };
    await expect(carryAudit(outbox, away, log)).rejects.toThrow('away');
    expect(await waiting()).toBe(3);
    await carryAll(outbox);
    expect(await audited(thing('killed'))).toEqual(ids);
    expect(await waiting()).toBe(0);
  });

  it('are there once where several workers carry them at once', async () => {
    const ids = await keepHere(thing('shared'), 300);
    await Promise.all([carryAll(outbox), carryAll(outbox), carryAll(outbox)]);
    expect(await audited(thing('shared'))).toEqual(ids);
  });
});

const gone = (): never => {
  throw new Error('PostgreSQL is away');
};

it('what is no event is told and taken out, and holds up no others', async () => {
  const said = jest.spyOn(log, 'error');
  const { realtime } = sync.stores;
  const stream = realtime.keys.auditStream(realtime.keys.auditedTag('odd'));
  await realtime.run((redis) => redis.xAdd(stream, '*', { event: '{"id":"no UUID"}' }));
  const ids = await keep.Redis?.('odd', 2);
  for (const outbox of outboxes) await carryAll(outbox);
  expect(await audited('odd')).toEqual(ids);
  expect(said).toHaveBeenCalledTimes(1);
  expect(await streams.countAuditEvents(realtime)).toBe(0);
});

it('a carrier finds by itself what both stores keep, and shows it in the order of time beside what PostgreSQL has', async () => {
  const before = await keep.MongoDB?.('mixed', 1);
  await insertAuditEvents(sync.stores.lineage, drawn('mixed', 1));
  const after = await keep.Redis?.('mixed', 1);
  const carrier = startCarrier(sync.stores, { log, pollMs: 5 });
  await eventually(async () => expect(await audited('mixed')).toHaveLength(3));
  await carrier.stop();
  const ids = await audited('mixed');
  expect([ids[0], ids[2]]).toEqual([before?.[0], after?.[0]]);
});
