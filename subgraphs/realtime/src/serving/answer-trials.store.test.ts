import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/redis.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { openScorers } from '../scoring/pool.ts';
import { noScorers, type Scorers, type ServedArtifact } from '../scoring/scorers.ts';
import { artifact, doubling, modelFile } from '../scoring/testing/models.ts';
import { answerTrials } from './answer-trials.ts';
import { askForTrial, readOpenTrials, readVerdict, type Trial } from './trials.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let scorers: Scorers;
let trials: ReturnType<typeof answerTrials>;

beforeAll(() => {
  database = createTestDatabase();
  scorers = openScorers({ count: 1, memoryMib: 1_024, makeMs: 120_000, runMs: 120_000, log });
});
afterAll(async () => {
  await Promise.all([trials.close(), scorers.close()]);
  await database.drop();
});

const withFeatures = ({ inputs, outputs }: ServedArtifact['signature']): Trial['signature'] => ({
  inputs: inputs.map((spec) => ({ ...spec, shape: [...spec.shape], features: null })),
  outputs: outputs.map((spec) => ({ ...spec, shape: [...spec.shape], features: null })),
  classes: null,
});

/** Asks for a trial of a model, whose file is in the store. */
async function ask(id: string, model: ServedArtifact, isThere = true): Promise<Trial> {
  const { db } = database;
  const file = Buffer.from(await model.read());
  if (isThere) await db.run((redis) => redis.set(db.keys.serving.artifact(model.sha256), file));
  const trial = { id, sha256: model.sha256, signature: withFeatures(model.signature) };
  await askForTrial(db, trial);
  return trial;
}

const verdictOf = (trial: Trial) =>
  eventually(async () => {
    const verdict = await readVerdict(database.db, trial);
    if (!verdict) throw new Error('There is no verdict yet');
    return verdict;
  });

describe('a trial', () => {
  it('is answered, also one that was asked for before anybody listened', async () => {
    const early = await ask('early', doubling(2));
    trials = answerTrials(database, scorers, log);
    expect(await verdictOf(early)).toEqual({ fault: null });
    const late = await ask('late', doubling(3));
    expect(await verdictOf(late)).toEqual({ fault: null });
    expect(await readOpenTrials(database.db)).toEqual([]);
  });

  it('says what is wrong with a model, and with another signature of one that is loaded', async () => {
    const model = doubling(2);
    const loop = artifact(modelFile({ node: [{ opType: 'Loop' }] }), model.signature);
    expect(await verdictOf(await ask('loop', loop))).toEqual({
      fault: expect.stringContaining('uses the operator Loop'),
    });
    const other = await ask('other', { ...model, signature: doubling(4).signature });
    expect(await verdictOf(other)).toEqual({ fault: expect.stringContaining('has the shape [-1, 2]') });
  });

  it('stays open where no model can be run, for a process that can', async () => {
    await trials.close();
    const open = await ask('unanswered', doubling(7));
    const asked = Promise.withResolvers<void>();
    const warm = (model: ServedArtifact) => {
      asked.resolve();
      return noScorers.warm(model);
    };
    const unable = answerTrials(database, { ...noScorers, warm }, log);
    await asked.promise;
    await unable.close();
    expect(await readVerdict(database.db, open)).toBe(null);
    trials = answerTrials(database, scorers, log);
    expect(await verdictOf(open)).toEqual({ fault: null });
  });

  it('stays open where the file is not there', async () => {
    const away = await ask('away', doubling(5), false);
    await verdictOf(await ask('after', doubling(6)));
    expect(await readVerdict(database.db, away)).toBe(null);
    expect((await readOpenTrials(database.db)).map(({ id }) => id)).toEqual(['away']);
  });
});
