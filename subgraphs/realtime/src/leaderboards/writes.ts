import { name, orDefault } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { isOwnBoard } from '../keys.ts';
import { type Audit, expectChanges } from '../writes/audited-script.ts';
import { perform } from '../writes/perform.ts';
import type { Work, WriteContext } from '../writes/work.ts';
import { type LeaderboardEntry, listBoards } from './boards.ts';
import * as scripts from './scripts.ts';

const submitShape = z.object({
  board: name(),
  modelId: name(),
  score: z.number({ error: 'must be a finite number' }),
  mode: orDefault(z.enum(['LAST', 'BEST']), 'LAST'),
  goal: z.enum(['MAXIMIZE', 'MINIMIZE']).nullish(),
});

export const submitScore = (context: WriteContext, input: unknown): Promise<Outcome<LeaderboardEntry>> =>
  perform(context, submitShape, input, async (work, { board, goal = null, ...score }) => {
    refuseSyncedBoard(board);
    const { db } = work;
    const submitted = await db.write((redis) =>
      scripts.submitScore(
        redis,
        auditOf(work, 'submitScore', board),
        db.keys.board(board),
        { ...score, goal },
        new Date(),
      ),
    );
    if ('otherGoal' in submitted) {
      throw conflict(
        'STATE',
        `${board} has the goal ${submitted.otherGoal}: leave goal out, or choose another board. A board's goal goes with its last score.`,
      );
    }
    await listBoards(db, [board], [submitted.size]);
    return { rank: submitted.rank + 1, score: submitted.score, modelId: score.modelId };
  });

const removeShape = z.object({ board: name(), modelId: name() });

export const removeScore = (context: WriteContext, board: string, modelId: string): Promise<Outcome<boolean>> =>
  perform(context, removeShape, { board, modelId }, async (work, { board, modelId }) => {
    refuseSyncedBoard(board);
    const { db } = work;
    const { removed, size } = await db.write((redis) =>
      scripts.removeScore(redis, auditOf(work, 'removeScore', board), db.keys.board(board), modelId, new Date()),
    );
    // Also where nothing was removed: whoever emptied the board may have ended before it was taken from the list.
    if (removed || size === 0) await listBoards(db, [board], [size]);
    return removed;
  });

function refuseSyncedBoard(board: string): void {
  if (isOwnBoard(board)) return;
  throw conflict(
    'STATE',
    `${board} follows training runs: choose a board whose name begins with x_, such as x_${board}.`,
  );
}

const auditOf = ({ db, subject }: Work, action: string, board: string): Audit =>
  expectChanges(streamOf(db, board), subject, action, [{ target: { type: 'Leaderboard', id: board } }]);

const streamOf = ({ keys }: Database, board: string) => keys.auditStream(keys.auditedTag(board));
