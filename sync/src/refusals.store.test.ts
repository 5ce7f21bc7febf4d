import { describe, expect, it } from '@jest/globals';
import { boardCopy, type Copy } from '@tributary/lineage/copies/copies';
import { dropParked, findParkedCopies, retryParked } from '@tributary/lineage/copies/copy-care';
import { writeSyncClock } from '@tributary/realtime/sync-clock';
import { sql } from 'kysely';
import { pino } from 'pino';
import { useSync } from '../../tests/setup/sync.ts';
import { createDelivery } from './delivery.ts';
import { board } from './kinds/board.ts';
import { experiment } from './kinds/experiment.ts';

const sync = useSync();
const { stores, mutate, deliver, createModel, completeRun, readBoard } = sync;

/** One round: further ones may try a refused copy again, when the machine is slow. */
const roundOf = (kind: typeof board = board) =>
  createDelivery(kind, stores, { leaseMs: 60_000, log: pino({ level: 'silent' }) });
const makeDue = () => sql`update sync_copy set retry_at = null, lease_until = null`.execute(stores.lineage);

describe('a copy that is refused', () => {
  /** Makes Redis refuse one board. */
  const spoil = (name: string) =>
    stores.realtime.run((redis) => redis.set(stores.realtime.keys.board(name).scores, 'no sorted set'));
  const mend = (name: string) => stores.realtime.run((redis) => redis.del(stores.realtime.keys.board(name).scores));
  const bump = (copy: Copy) =>
    sql`update sync_copy set version = version + 1 where kind = ${copy.kind} and key = ${[...copy.key]}`.execute(
      stores.lineage,
    );

  it('is parked after ten refusals, holds up no others, and is whole once it is mended and asked for again', async () => {
    await mutate('defineMetric(input: { name: "spoilt", goal: MAXIMIZE })');
    await createModel('refused');
    const runId = await completeRun('refused', 0.5);
    await spoil('spoilt');
    await mutate(`logMetrics(input: { runId: "${runId}", points: [{ name: "spoilt", value: 1 }] })`);
    await deliver([experiment]);
    const round = roundOf();
    for (let attempt = 1; attempt <= 12; attempt++) {
      await bump(boardCopy('accuracy', null, 'refused'));
      await makeDue();
      await round();
      const expected = Math.min(attempt, 10);
      expect(await sync.readBehind()).toEqual([{ kind: 'board', attempts: expected }]);
    }
    await mend('spoilt');
    expect(await findParkedCopies(stores.lineage)).toEqual([boardCopy('spoilt', null, 'refused')]);
    expect(await retryParked(stores.lineage, 'experiment')).toBe(0);
    expect(await retryParked(stores.lineage, 'board')).toBe(1);
    await deliver();
    expect(await readBoard('spoilt')).toEqual([['refused', 1]]);
    expect(await sync.readBehind()).toEqual([]);
  });

  it('is parked where nothing else changes, too: the store is asked for another', async () => {
    await spoil('spoilt');
    await bump(boardCopy('spoilt', null, 'refused'));
    const round = roundOf();
    for (let attempt = 1; attempt <= 10; attempt++) {
      await makeDue();
      await round();
      expect(await sync.readBehind()).toEqual([{ kind: 'board', attempts: attempt }]);
    }
    await mend('spoilt');
    expect(await dropParked(stores.lineage, 'board')).toBe(1);
  });

  it('is never parked by a store that refuses everything, which is asked for few others', async () => {
    await bump(boardCopy('accuracy', null, 'refused'));
    const refusing = { ...board, write: () => Promise.reject(new Error('everything is refused')) };
    const round = roundOf(refusing);
    for (let attempt = 1; attempt <= 12; attempt++) {
      await makeDue();
      await round();
    }
    const behind = await sync.readBehind();
    expect(behind.length).toBeLessThan(5);
    expect(new Set(behind.map(({ attempts }) => attempts))).toEqual(new Set([0]));
    await makeDue();
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
  });
});

describe('a copy that is refused by a store that has taken none yet', () => {
  const refuse = () => Promise.reject(new Error('refused'));
  const firstRefusals = async (kind: typeof board) => {
    await sql`update sync_copy set version = 1, delivered = 0 where kind = 'board'`.execute(stores.lineage);
    await makeDue();
    await roundOf(kind)();
    return (await sync.readBehind()).map(({ attempts }) => attempts);
  };

  it('counts where the store takes its clock', async () => {
    await writeSyncClock(stores.realtime, 'board', new Date());
    expect(new Set(await firstRefusals({ ...board, write: refuse }))).toEqual(new Set([1]));
  });

  it('does not count where it refuses that, too, or has none', async () => {
    await sql`update sync_copy set attempts = 0`.execute(stores.lineage);
    const both = { ...board, write: refuse, moveClock: refuse };
    expect(new Set(await firstRefusals(both))).toEqual(new Set([0]));
    const none = { ...board, write: refuse, readClock: async () => null };
    expect(new Set(await firstRefusals(none))).toEqual(new Set([0]));
  });
});
