import { describe, expect, it } from '@jest/globals';
import { useMutations } from '../../../../tests/setup/realtime-mutations.ts';

const { realtime, ask, change } = useMutations();

describe('a run’s progress', () => {
  const PROGRESS = 'progress { epoch epochs step percent metrics message updatedAt }';
  const report = (input: object) =>
    change(
      'reportProgress(input: $input)',
      `trainingRun { id ${PROGRESS} }`,
      { input },
      '($input: ReportProgressInput!)',
    );
  const NOTHING = { epoch: null, epochs: null, step: null, percent: null, metrics: {}, message: null };
  const updatedAt = expect.any(String);

  it('keeps what is left out, and loses what is given as null', async () => {
    const all = { epoch: 1, epochs: 10, step: 2 ** 53 - 1, percent: 12.5, message: 'warm' };
    const first = await report({ runId: 'r', ...all, metrics: { loss: 0.5, __proto__x: 1, 'a.b': -1e-7 } });
    expect(first).toEqual({
      trainingRun: {
        id: 'r',
        progress: { ...all, metrics: { loss: 0.5, __proto__x: 1, 'a.b': -1e-7 }, updatedAt },
      },
    });
    const second = await report({ runId: 'r', epoch: 2, percent: null, metrics: { loss: 0.25, 'a.b': null } });
    expect(second.trainingRun.progress).toEqual({
      ...{ ...all, epoch: 2, percent: null },
      metrics: { loss: 0.25, __proto__x: 1 },
      updatedAt,
    });
    const third = await report({ runId: 'r', metrics: null });
    expect(third.trainingRun.progress.metrics).toEqual({});
  });

  it('is that of each run, and none where nothing was reported', async () => {
    await report({ runId: '{a}' });
    const representations = ['{a}', 'b'].map((id) => ({ __typename: 'TrainingRun', id }));
    const { _entities } = await ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on TrainingRun { id ${PROGRESS} } } }`,
      { representations },
    );
    expect(_entities).toEqual([
      { id: '{a}', progress: { ...NOTHING, updatedAt } },
      { id: 'b', progress: null },
    ]);
  });

  it('has at most 1,000 metrics, and stays as it was where there would be more', async () => {
    const metrics = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`m${index}`, index]));
    await report({ runId: 'full', metrics });
    expect(await report({ runId: 'full', epoch: 3, metrics: { other: 1 } })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['metrics'] }],
    });
    const swapped = await report({ runId: 'full', epoch: 4, metrics: { other: 1, m0: null } });
    expect(Object.keys(swapped.trainingRun.progress.metrics)).toHaveLength(1_000);
  });

  it.each([
    [{ percent: 100.1 }, 'percent', 'must lie between 0 and 100'],
    [{ epoch: -1 }, 'epoch', 'must be at least 0'],
    [{ metrics: { loss: 'NaN' } }, 'metrics.loss', 'must be a finite number'],
    [{ message: 'a'.repeat(1_001) }, 'message', 'must be at most 1,000 characters long'],
  ])('is refused: %j', async (input, path, message) => {
    const refused = await report({ runId: 'refused', ...input });
    expect(refused.issues).toEqual([{ path: path.split('.'), message }]);
  });

  it('is kept for a day', async () => {
    await report({ runId: 'day', epoch: 1 });
    const ttl = await realtime.db.run((redis) => redis.ttl(realtime.db.keys.progress('day').values));
    expect(ttl).toBeGreaterThan(86_000);
    expect(ttl).toBeLessThanOrEqual(86_400);
  });
});
