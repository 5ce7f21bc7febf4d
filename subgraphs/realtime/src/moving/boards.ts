import { z } from 'zod';
import type { Database } from '../database.ts';
import { isOwnBoard } from '../keys.ts';
import { findLeaderboardsByNames, listBoards } from '../leaderboards/boards.ts';
import { walkBoardNames, walkEntries } from '../leaderboards/held-boards.ts';

const board = z.object({ board: z.string(), goal: z.enum(['MAXIMIZE', 'MINIMIZE']), updatedAt: z.iso.datetime() });
const entry = z.object({ board: z.string(), modelId: z.string(), score: z.number() });
const line = z.union([board, entry]);

/** Callers' own boards as lines of JSON: each board, then its entries. */
export async function* writeOwnBoards(db: Database): AsyncGenerator<string> {
  for await (const name of walkBoardNames(db)) {
    if (!isOwnBoard(name)) continue;
    const [found] = await findLeaderboardsByNames(db, [name]);
    if (!found) continue;
    yield JSON.stringify({ board: name, goal: found.goal, updatedAt: found.updatedAt });
    for await (const entries of walkEntries(db, name)) {
      for (const { modelId, score } of entries) yield JSON.stringify({ board: name, modelId, score });
    }
  }
}

/** Stores what the lines say. Safe to repeat. */
export async function readOwnBoards(db: Database, lines: readonly string[]): Promise<void> {
  const parsed = lines.map((text) => line.parse(JSON.parse(text)));
  await db.write((redis) =>
    Promise.all(
      parsed.map((one) => {
        const { values, scores } = db.keys.board(one.board);
        if ('modelId' in one) return redis.zAdd(scores, { value: one.modelId, score: one.score });
        return redis.hSet(values, { goal: one.goal, synced: '0', updatedAt: one.updatedAt });
      }),
    ),
  );
  const names = [...new Set(parsed.map((one) => one.board))];
  const sizes = await db.run((redis) => Promise.all(names.map((name) => redis.zCard(db.keys.board(name).scores))));
  await listBoards(db, names, sizes);
}
