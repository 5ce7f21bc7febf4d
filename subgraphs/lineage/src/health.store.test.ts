import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { useLineage } from '../../../tests/setup/lineage.ts';

const lineage = useLineage();

const query =
  '{ health { postgres { status latencyMs syncPending syncParked syncOldestSeconds copies { kind pending parked oldestSeconds } } } }';

describe('the health of PostgreSQL', () => {
  it('knows of no copy that is behind while none is', async () => {
    await lineage.db
      .insertInto('syncCopy')
      .values({ kind: 'board', key: ['done'], version: 4, delivered: 4 })
      .execute();
    const { data } = await lineage.ask(query);
    expect(data.health.postgres).toMatchObject({
      status: 'UP',
      syncPending: 0,
      syncParked: 0,
      syncOldestSeconds: null,
      copies: ['BOARD', 'EXPERIMENT', 'REGISTRY', 'SERVING'].map((kind) => ({
        ...{ kind, pending: 0, parked: 0 },
        oldestSeconds: null,
      })),
    });
  });

  it('counts the copies that are behind and those given up, and says since when, in one statement', async () => {
    await sql`insert into sync_copy (kind, key, version, delivered, attempts, behind_since) values
      ('experiment', '{new}', 1, 0, 0, now()),
      ('serving', '{model}', 1, 0, 0, now()),
      ('board', '{trying}', 2, 1, 9, now() - interval '60 seconds'),
      ('board', '{parked}', 2, 1, 10, now() - interval '90 seconds'),
      ('board', '{delivered}', 3, 3, 10, now() - interval '900 seconds')`.execute(lineage.db);
    lineage.statements.length = 0;
    const { data } = await lineage.ask(query);
    expect(lineage.statements).toHaveLength(1);
    const { syncOldestSeconds, copies, ...rest } = data.health.postgres;
    expect(rest).toMatchObject({ status: 'UP', syncPending: 4, syncParked: 1 });
    expect(copies).toEqual([
      { kind: 'BOARD', pending: 2, parked: 1, oldestSeconds: syncOldestSeconds },
      { kind: 'EXPERIMENT', pending: 1, parked: 0, oldestSeconds: expect.any(Number) },
      { kind: 'REGISTRY', pending: 0, parked: 0, oldestSeconds: null },
      { kind: 'SERVING', pending: 1, parked: 0, oldestSeconds: expect.any(Number) },
    ]);
    expect(syncOldestSeconds).toBeGreaterThanOrEqual(90);
    expect(syncOldestSeconds).toBeLessThan(150);
  });
});
