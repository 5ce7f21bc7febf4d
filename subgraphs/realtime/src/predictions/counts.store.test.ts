import { describe, expect, it } from '@jest/globals';
import { useRealtime } from '../../../../tests/setup/realtime.ts';
import { DEFAULT_LOG } from './log-settings.ts';
import { type PredictionRecord, recordPredictions } from './record.ts';

const realtime = useRealtime();

const record = (record: Partial<PredictionRecord>): PredictionRecord => ({
  deploymentId: 'd1',
  modelId: 'm',
  versionNumber: 1,
  entity: null,
  entityGeneration: 0,
  answer: '{}',
  cached: false,
  latencyMs: 1,
  ...record,
});

const recordAll = (records: readonly Partial<PredictionRecord>[]) => {
  const { db } = realtime;
  return db.run((redis) => Promise.all(recordPredictions(redis, db.keys, DEFAULT_LOG, records.map(record))));
};

describe('what is counted', () => {
  it('is what a model answered, by two commands a deployment however many the records', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) => ({
      deploymentId: index % 2 === 0 ? 'd1' : 'd2',
      cached: index % 10 === 0,
      answer: index % 100 === 1 ? null : '{}',
    }));
    await recordAll(records);
    const { data } = await realtime.ask(
      '{ _entities(representations: [{ __typename: "Model", id: "m" }]) { ... on Model { predictionCount } } }',
    );
    expect(data._entities).toEqual([{ predictionCount: 990 }]);
  });
});
