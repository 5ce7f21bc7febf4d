import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { largeRun, MAX_DOCUMENT_BYTES } from '../../../../tests/setup/large-run.ts';
import { useLineage } from '../../../../tests/setup/lineage.ts';
import { useRuns } from '../../../../tests/setup/runs.ts';

const lineage = useLineage();
const { countPoints, createRun, finish, log, mutate } = useRuns(lineage);

const register = (input: object) => mutate('registerTrainingRun', input);
const setParameters = (runId: string, parameters: object[]) => mutate('logParameters', { runId, parameters });
const isRefused = (path: string, message = /at most 12,582,912 bytes of BSON together/) => ({
  __typename: 'InvalidInput',
  issues: [{ path: [path], message: expect.stringMatching(message) }],
});

describe('a document', () => {
  it('of a million ones is refused, though its JSON is short', async () => {
    const message = /they would take 13,188,914$/;
    expect(await register({ config: { ones: Array(1_100_000).fill(1) } })).toMatchObject(isRefused('config', message));
  });

  it('at the bound is taken, and one byte more refused', async () => {
    expect(await register(largeRun(MAX_DOCUMENT_BYTES))).toMatchObject({ trainingRun: { status: 'RUNNING' } });
    expect(await register(largeRun(MAX_DOCUMENT_BYTES + 1))).toMatchObject(isRefused('parameters'));
  });
});

describe('a run that is full but for 100 bytes', () => {
  let id: string;
  beforeAll(async () => {
    id = (await register(largeRun(MAX_DOCUMENT_BYTES - 100))).trainingRun.id;
    await log(id, [{ name: 'loss', value: 1 }]);
  });

  it('takes points of what it has, and no parameter or metric that is too much', async () => {
    expect(await log(id, [{ name: 'loss', value: 2 }])).toMatchObject({ __typename: 'TrainingRunSuccess' });
    const name = 'x'.repeat(80);
    const points = await countPoints(id);
    expect(
      await log(id, [
        { name: 'loss', value: 3 },
        { name, value: 1 },
      ]),
    ).toMatchObject(isRefused('points'));
    expect(await finish(id, 'COMPLETED', { metrics: [{ name, value: 1 }] })).toMatchObject(isRefused('metrics'));
    expect(await setParameters(id, [{ name, value: 'a' }])).toMatchObject(isRefused('parameters'));
    const { data } = await lineage.ask(`{ trainingRun(id: "${id}") { status parameters { name } } }`);
    expect(data.trainingRun.status).toBe('RUNNING');
    expect(data.trainingRun.parameters).not.toContainEqual({ name });
    expect(await countPoints(id)).toBe(points);
  });

  it('takes one of two that come at once', async () => {
    const answers = await Promise.all(
      ['a', 'b'].map((letter) => setParameters(id, [{ name: letter.repeat(50), value: 'a' }])),
    );
    expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual(['InvalidInput', 'TrainingRunSuccess']);
  });

  it('is counted where it was loaded without a count, and that is noted', async () => {
    const counts = () => lineage.db.selectFrom('run').select('documentBytes').where('id', '=', id);
    const { documentBytes } = await counts().executeTakeFirstOrThrow();
    await lineage.db.updateTable('run').set({ documentBytes: null }).where('id', '=', id).execute();
    expect(await setParameters(id, [{ name: 'c'.repeat(50), value: 'a' }])).toMatchObject(isRefused('parameters'));
    await log(id, [{ name: 'mae', value: 1 }]);
    expect(await counts().executeTakeFirstOrThrow()).toEqual({ documentBytes });
  });
});

describe('metrics', () => {
  it('are ten thousand at most', async () => {
    const id = await createRun();
    await sql`insert into run_metric (run_id, name, value, step, at)
      select ${id}, 'm' || number, 1, 0, now() from generate_series(1, 9999) number`.execute(lineage.db);
    const two = [
      { name: 'n1', value: 1 },
      { name: 'n2', value: 1 },
    ];
    const message = /^must leave the run with at most 10,000 metrics: it would have 10,001$/;
    expect(await log(id, two)).toMatchObject(isRefused('points', message));
    expect(await finish(id, 'COMPLETED', { metrics: two })).toMatchObject(isRefused('metrics', message));
    expect(
      await log(id, [
        { name: 'n1', value: 1 },
        { name: 'm1', value: 2, step: 1 },
      ]),
    ).toMatchObject({
      __typename: 'TrainingRunSuccess',
    });
  });

  it('are counted where one of them is new, and never else', async () => {
    const id = await createRun();
    const statementsOf = async (value: number) => {
      lineage.statements.length = 0;
      await log(id, [{ name: 'loss', value }]);
      return lineage.statements.filter((statement) => statement.includes('octet_length')).length;
    };
    expect(await statementsOf(1)).toBe(1);
    expect(await statementsOf(2)).toBe(0);
  });
});
