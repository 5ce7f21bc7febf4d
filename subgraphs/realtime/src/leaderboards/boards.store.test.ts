import { beforeAll, describe, expect, it } from '@jest/globals';
import { useRealtime } from '../../../../tests/setup/realtime.ts';
import { writeLeaderboard } from './boards.ts';

const realtime = useRealtime();

type Goal = 'MAXIMIZE' | 'MINIMIZE';

const write = (name: string, goal: Goal, scores: Record<string, number>) =>
  writeLeaderboard(realtime.db, {
    name,
    goal,
    synced: true,
    entries: Object.entries(scores).map(([modelId, score]) => ({ modelId, score })),
  });

/** Entries as [rank, modelId, score]. */
async function readEntries(name: string, args = '') {
  const { data, errors } = await realtime.ask(
    `query ($name: ID!) { leaderboard(name: $name) { entries${args} { rank modelId score } } }`,
    { name },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const entries: { rank: number; modelId: string; score: number }[] = data.leaderboard.entries;
  return entries.map(({ rank, modelId, score }) => [rank, modelId, score]);
}

describe('a board', () => {
  it('answers all that is known of it', async () => {
    const updatedAt = new Date('2026-03-04T05:06:07.089Z');
    const board = { name: 'known', goal: 'MINIMIZE', synced: false, updatedAt } as const;
    await writeLeaderboard(realtime.db, { ...board, entries: [{ modelId: 'fraud-detector', score: 0.5 }] });
    const { data } = await realtime.ask(
      '{ leaderboard(name: "known") { id name goal synced size updatedAt entries { model { id leaderboardEntry(board: "known") { rank } } } } }',
    );
    expect(data.leaderboard).toEqual({
      id: 'known',
      name: 'known',
      goal: 'MINIMIZE',
      synced: false,
      size: 1,
      updatedAt: '2026-03-04T05:06:07.089Z',
      entries: [{ model: { id: 'fraud-detector', leaderboardEntry: { rank: 1 } } }],
    });
  });

  it('ranks the highest score first where more is better', async () => {
    await write('accuracy', 'MAXIMIZE', { low: -1, high: 0.97, middle: 0 });
    expect(await readEntries('accuracy')).toEqual([
      [1, 'high', 0.97],
      [2, 'middle', 0],
      [3, 'low', -1],
    ]);
  });

  it('ranks the lowest score first where less is better', async () => {
    await write('loss', 'MINIMIZE', { worse: 0.3, best: -2, worst: 7 });
    expect(await readEntries('loss')).toEqual([
      [1, 'best', -2],
      [2, 'worse', 0.3],
      [3, 'worst', 7],
    ]);
  });

  it('ranks equal scores by code point, in the direction of the scores', async () => {
    // U+FFFD comes before U+1F600, though its UTF-16 unit is the larger one.
    const scores = { b: 1, '\u{1f600}': 1, a: 1, '\ufffd': 1, B: 1 };
    const ascending = ['B', 'a', 'b', '\ufffd', '\u{1f600}'];
    await write('ties', 'MINIMIZE', scores);
    expect((await readEntries('ties')).map(([, modelId]) => modelId)).toEqual(ascending);
    await write('ties', 'MAXIMIZE', scores);
    expect((await readEntries('ties')).map(([, modelId]) => modelId)).toEqual(ascending.toReversed());
  });

  it('keeps every digit of a score', async () => {
    const scores = { a: 0.1 + 0.2, b: 1 / 3, c: 5e-324, d: Number.MAX_VALUE, e: 123456789.12345679 };
    await write('digits', 'MAXIMIZE', scores);
    const read = await readEntries('digits');
    expect(Object.fromEntries(read.map(([, modelId, score]) => [modelId, score]))).toEqual(scores);
    const around = await readEntries('digits', '(around: "a")');
    expect(Object.fromEntries(around.map(([, modelId, score]) => [modelId, score]))).toEqual(scores);
  });

  it('is replaced whole when it is written again, under another goal too', async () => {
    await write('again', 'MAXIMIZE', { a: 1, b: 2 });
    await write('again', 'MINIMIZE', { b: 3, c: 4 });
    await write('again', 'MINIMIZE', { b: 3, c: 4 });
    expect(await readEntries('again')).toEqual([
      [1, 'b', 3],
      [2, 'c', 4],
    ]);
  });

  it('may be empty', async () => {
    await write('empty', 'MAXIMIZE', { a: 1 });
    await write('empty', 'MAXIMIZE', {});
    const { data } = await realtime.ask('{ leaderboard(name: "empty") { size entries { rank } } }');
    expect(data.leaderboard).toEqual({ size: 0, entries: [] });
  });

  it('refuses a score that has no rank and stays as it was', async () => {
    await write('finite', 'MAXIMIZE', { a: 1 });
    await expect(write('finite', 'MAXIMIZE', { b: Number.NaN })).rejects.toThrow('The score of b on finite is NaN');
    expect(await readEntries('finite')).toEqual([[1, 'a', 1]]);
  });

  it('is null where there is none of that name', async () => {
    expect(await realtime.ask('{ leaderboard(name: "nowhere") { name } }')).toEqual({ data: { leaderboard: null } });
  });

  it('is an entity by its name', async () => {
    await write('entity', 'MAXIMIZE', { a: 1 });
    const { data } = await realtime.ask(
      '{ _entities(representations: [{ __typename: "Leaderboard", name: "entity" }, { __typename: "Leaderboard", name: "nowhere" }]) { ... on Leaderboard { id size } } }',
    );
    expect(data._entities).toEqual([{ id: 'entity', size: 1 }, null]);
  });
});

describe('the ranks around a model', () => {
  const ranks = async (args: string) => (await readEntries('around', args)).map(([rank]) => rank);
  beforeAll(() =>
    write('around', 'MAXIMIZE', Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`m${i + 1}`, -i]))),
  );

  it('have the model in the middle', async () => {
    expect(await ranks('(first: 5, around: "m10")')).toEqual([8, 9, 10, 11, 12]);
    expect(await ranks('(first: 4, around: "m10")')).toEqual([9, 10, 11, 12]);
    expect(await ranks('(first: 1, around: "m10")')).toEqual([10]);
  });

  it('are as many at both ends', async () => {
    expect(await ranks('(first: 5, around: "m1")')).toEqual([1, 2, 3, 4, 5]);
    expect(await ranks('(first: 5, around: "m2")')).toEqual([1, 2, 3, 4, 5]);
    expect(await ranks('(first: 5, around: "m19")')).toEqual([16, 17, 18, 19, 20]);
    expect(await ranks('(first: 5, around: "m20")')).toEqual([16, 17, 18, 19, 20]);
  });

  it('are the whole board where that is smaller', async () => {
    expect(await ranks('(first: 1000, around: "m7")')).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('are none for a model that is not on the board', async () => {
    expect(await ranks('(around: "stranger")')).toEqual([]);
  });
});

describe('how many entries', () => {
  it.each([-1, 1_001])('is refused: %d', async (first) => {
    await write('bounds', 'MAXIMIZE', { a: 1 });
    const { data, errors } = await realtime.ask(
      `{ leaderboard(name: "bounds") { entries(first: ${first}) { rank } } }`,
    );
    expect(data).toEqual({ leaderboard: { entries: null } });
    expect(errors[0].message).toBe(`first must be between 0 and 1000, not ${first}.`);
    expect(errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', service: 'realtime' });
  });

  it('may be none', async () => {
    await write('bounds', 'MAXIMIZE', { a: 1 });
    expect(await readEntries('bounds', '(first: 0)')).toEqual([]);
    expect(await readEntries('bounds', '(first: 0, around: "a")')).toEqual([]);
  });

  it('is each selection’s own', async () => {
    await write('two', 'MAXIMIZE', { a: 3, b: 2, c: 1 });
    const { data } = await realtime.ask(
      '{ leaderboard(name: "two") { top: entries(first: 1) { modelId } last: entries(first: 1, around: "c") { modelId } all: entries(first: null) { modelId } } }',
    );
    expect(data.leaderboard).toEqual({
      top: [{ modelId: 'a' }],
      last: [{ modelId: 'c' }],
      all: [{ modelId: 'a' }, { modelId: 'b' }, { modelId: 'c' }],
    });
  });
});

describe('a page of models', () => {
  const ids = Array.from({ length: 50 }, (_, index) => `model-${index}`);
  const representations = ids.map((id) => ({ __typename: 'Model', id }));
  const query = (fields: string) =>
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Model { ${fields} } } }`;

  it('reads its places on a board in one round trip', async () => {
    await write('accuracy', 'MAXIMIZE', Object.fromEntries(ids.slice(1).map((id, index) => [id, -index])));
    const answer = await realtime.watch(query('leaderboardEntry { rank score modelId }'), { representations });
    expect(answer.data._entities).toEqual([
      { leaderboardEntry: null },
      ...ids.slice(1).map((modelId, index) => ({ leaderboardEntry: { rank: index + 1, score: 0 - index, modelId } })),
    ]);
    expect(answer).toMatchObject({ roundTrips: 1, commands: { evalSha: 1 } });
  });

  it('has no places on a board that is not there', async () => {
    const { data } = await realtime.ask(query('leaderboardEntry(board: "nowhere") { rank }'), { representations });
    expect(new Set(data._entities.map(JSON.stringify))).toEqual(new Set(['{"leaderboardEntry":null}']));
  });

  it('reads its counts of predictions in one round trip, none where none were served', async () => {
    await realtime.db.run((redis) =>
      redis.hSet(realtime.db.keys.predictions('model-7').totals, 'served', '9007199254740991'),
    );
    const answer = await realtime.watch(query('predictionCount'), { representations });
    const counts = answer.data._entities.map((model: { predictionCount: number }) => model.predictionCount);
    expect(counts).toEqual(ids.map((id) => (id === 'model-7' ? Number.MAX_SAFE_INTEGER : 0)));
    expect(answer).toMatchObject({ roundTrips: 1, commands: { hmGet: 50 } });
  });
});
