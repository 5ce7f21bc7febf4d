import { describe, expect, it } from '@jest/globals';
import { experimentCopy } from '@tributary/lineage/copies/copies';
import { sql } from 'kysely';
import { useSync } from '../../../tests/setup/sync.ts';
import { experiment } from './experiment.ts';

const sync = useSync();
const { stores, mutate, deliver, createModel, completeRun, readExperiment } = sync;

describe('names and values that databases treat as their own', () => {
  it('arrive as they were', async () => {
    const strange = ['a.b', '$x', '__proto__', '_bsontype', '$ref', 'x{y}z', '7'];
    const nested = (depth: number): object => (depth === 0 ? {} : { n: nested(depth - 1) });
    const config = {
      ...Object.fromEntries(strange.filter((name) => name !== '__proto__').map((name) => [name, { [name]: 'v' }])),
      deep: nested(88),
      list: [1, 0.5, null, true, 'text', [{ $set: 1 }]],
    };
    const { data } = await sync.ask(
      `mutation ($input: RegisterTrainingRunInput!) {
        registerTrainingRun(input: $input) { ... on RegisterTrainingRunSuccess { trainingRun { id } } ... on InvalidInput { issues { path message } } } }`,
      {
        input: {
          config,
          parameters: [
            ...strange.map((name) => ({ name, value: '{"a":[1,2]}' })),
            { name: 'text', value: '1.0' },
            { name: 'nul', value: '"\\u0000"' },
            { name: 'deep', value: `${'['.repeat(500)}${']'.repeat(500)}` },
          ],
        },
      },
    );
    const runId: string = data.registerTrainingRun.trainingRun.id;
    const metrics = strange.map((name) => `{ name: "${name}", value: 1.5 }`);
    metrics.push('{ name: "nan", nonFinite: NAN }', '{ name: "low", nonFinite: NEGATIVE_INFINITY }');
    await mutate(`finishTrainingRun(input: { runId: "${runId}", status: FAILED, metrics: [${metrics}] })`);
    await deliver();
    expect(await sync.readBehind()).toEqual([]);
    const found = await readExperiment(runId);
    const entries = (value: unknown) => Object.entries(Object(value)).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(found?.config).toEqual(config);
    const one = (value: unknown) => strange.map((name) => [name, value]);
    const sorted = (pairs: unknown[][]) => pairs.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    expect(entries(found?.metrics)).toEqual(sorted([...one(1.5), ['nan', Number.NaN], ['low', -Infinity]]));
    expect(entries(found?.hyperparameters)).toEqual(
      sorted([
        ...one({ a: [1, 2] }),
        ['text', '1.0'],
        ['nul', '"\\u0000"'],
        ['deep', `${'['.repeat(500)}${']'.repeat(500)}`],
      ]),
    );
  });
});

describe('runs of many metrics', () => {
  it('are read few at a time, and all of them arrive', async () => {
    await createModel('wordy');
    const runIds = [await completeRun('wordy', 0.5), await completeRun('wordy', 0.5), await completeRun('wordy', 0.5)];
    await sql`insert into run_metric (run_id, name, value, step, at)
      select run.id, repeat('m', 200) || metric, 1, 0, now() from run, generate_series(1, 4000) metric
      where model_id = 'wordy'`.execute(stores.lineage);
    const first = await experiment.read(stores, runIds.map(experimentCopy));
    expect(first.length).toBeLessThan(3);
    await deliver();
    for (const runId of runIds) expect(Object.keys(Object((await readExperiment(runId))?.metrics))).toHaveLength(4_001);
  });
});
