import { describe, expect, it } from '@jest/globals';
import { issue, useMutations } from '../../../../tests/setup/realtime-mutations.ts';
import { writeLeaderboard } from './boards.ts';

const { realtime, ask, change, takeAudit } = useMutations();

describe('a board of the callers’ own', () => {
  const submit = (input: object) =>
    change(
      'submitScore(input: $input)',
      'entry { rank score modelId model { id } }',
      { input },
      '($input: SubmitScoreInput!)',
    );
  const remove = async (board: string, modelId: string) =>
    change(`removeScore(board: "${board}", modelId: "${modelId}")`, 'removed');
  const read = async (name: string) =>
    (
      await ask(
        'query ($name: ID!) { leaderboard(name: $name) { goal synced size entries { rank modelId score } } leaderboards(first: 1000) { nodes { name } } }',
        { name },
      )
    ).leaderboard;
  const entry = (rank: number, modelId: string, score: number) => ({
    entry: { rank, modelId, score, model: { id: modelId } },
  });

  it('is made by its first score, ranks as its goal says, and is listed', async () => {
    expect(await submit({ board: 'x_f1', modelId: 'a', score: 0.5 })).toEqual(entry(1, 'a', 0.5));
    expect(await submit({ board: 'x_f1', modelId: 'b', score: 0.1 + 0.2 })).toEqual(entry(2, 'b', 0.1 + 0.2));
    expect(await submit({ board: 'x_loss', modelId: 'a', score: 3, goal: 'MINIMIZE' })).toEqual(entry(1, 'a', 3));
    expect(await submit({ board: 'x_loss', modelId: 'b', score: -1e21 })).toEqual(entry(1, 'b', -1e21));
    expect(await read('x_loss')).toMatchObject({ goal: 'MINIMIZE', synced: false, size: 2 });
    const { leaderboards } = await ask('{ leaderboards { nodes { name } } }');
    expect(leaderboards.nodes).toEqual([{ name: 'x_f1' }, { name: 'x_loss' }]);
  });

  it('keeps the last score or the better one, as it is told', async () => {
    for (const [board, goal, worse, better] of [
      ['x_best_up', 'MAXIMIZE', 1, 2],
      ['x_best_down', 'MINIMIZE', 2, 1],
    ] as const) {
      const put = async (score: number, mode?: string) =>
        (await submit({ board, modelId: 'a', score, goal, ...(mode && { mode }) })).entry.score;
      expect(await put(worse, 'BEST')).toBe(worse);
      expect(await put(better, 'BEST')).toBe(better);
      expect(await put(worse, 'BEST')).toBe(better);
      expect(await put(worse)).toBe(worse);
    }
  });

  it('refuses another goal than its own, which goes with its last score', async () => {
    await submit({ board: 'x_goal', modelId: 'a', score: 1, goal: 'MINIMIZE' });
    expect(await submit({ board: 'x_goal', modelId: 'a', score: 2, goal: 'MAXIMIZE' })).toMatchObject({
      __typename: 'Conflict',
      reason: 'STATE',
      message: expect.stringMatching(/^x_goal has the goal MINIMIZE: leave goal out/),
    });
    expect(await remove('x_goal', 'b')).toEqual({ removed: false });
    expect(await remove('x_goal', 'a')).toEqual({ removed: true });
    expect(await read('x_goal')).toBeNull();
    const { leaderboards } = await ask('{ leaderboards(first: 1000) { nodes { name } } }');
    expect(leaderboards.nodes).not.toContainEqual({ name: 'x_goal' });
    expect(await submit({ board: 'x_goal', modelId: 'a', score: 2, goal: 'MAXIMIZE' })).toEqual(entry(1, 'a', 2));
  });

  it('is none that follows training runs', async () => {
    await writeLeaderboard(realtime.db, { name: 'accuracy', goal: 'MAXIMIZE', synced: true, entries: [] });
    for (const refused of [
      await submit({ board: 'accuracy', modelId: 'a', score: 1 }),
      await remove('accuracy', 'a'),
    ]) {
      expect(refused).toEqual({
        __typename: 'Conflict',
        reason: 'STATE',
        message: 'accuracy follows training runs: choose a board whose name begins with x_, such as x_accuracy.',
      });
    }
  });

  it.each(['1e400', '-1e400'])('refuses the score %s, which no double holds', async (score) => {
    const refused = await change(`submitScore(input: { board: "x_inf", modelId: "a", score: ${score} })`, '__typename');
    expect(refused).toEqual(issue('score', 'must be a finite number'));
    const { errors } = await realtime.ask(
      'mutation ($score: Float!) { submitScore(input: { board: "x_inf", modelId: "a", score: $score }) { __typename } }',
      { score: Number(score) },
    );
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(await read('x_inf')).toBeNull();
  });

  it('tells the audit what a change has changed, and of none where nothing did', async () => {
    await takeAudit();
    const board = 'x_{odd}%"name';
    await submit({ board, modelId: 'a"}', score: 0.1 });
    await submit({ board, modelId: 'a"}', score: 0.1 });
    await submit({ board, modelId: 'a"}', score: 0.05, mode: 'BEST' });
    await submit({ board, modelId: 'a"}', score: 1e-7 });
    await change(`removeScore(board: $board, modelId: "a\\"}")`, 'removed', { board }, '($board: ID!)');
    const at = (score: number) => ({ modelId: 'a"}', score });
    const target = ['Leaderboard', board];
    expect(await takeAudit()).toEqual([
      ['tester', 'submitScore', ...target, null, at(0.1)],
      ['tester', 'submitScore', ...target, at(0.1), at(1e-7)],
      ['tester', 'removeScore', ...target, at(1e-7), null],
    ]);
  });
});
