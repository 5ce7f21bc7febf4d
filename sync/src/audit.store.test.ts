import { expect, it } from '@jest/globals';
import { auditEvent, toAuditEvents } from '@tributary/common/mutations/audit-event';
import * as outbox from '@tributary/configs/audit-outbox';
import * as streams from '@tributary/realtime/audit-streams';
import { useSync } from '../../tests/setup/sync.ts';

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
