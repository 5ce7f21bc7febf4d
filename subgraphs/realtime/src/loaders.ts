import { perArgs } from '@tributary/common/batch';
import DataLoader from 'dataloader';
import type { Database } from './database.ts';
import * as leaderboards from './leaderboards.ts';
import { countPredictionsByModelIds } from './models.ts';

/**
 * Batches what one fetch of the gateway asks for: new for each, so that nobody is answered from another's reading. A
 * pipeline answers in the order in which it asked, so each function lays its answers out in the order of the keys.
 */
export const createLoaders = (db: Database) => ({
  leaderboard: new DataLoader((names: readonly string[]) => leaderboards.findLeaderboardsByNames(db, names)),
  sizeOfLeaderboard: new DataLoader((names: readonly string[]) => leaderboards.countEntriesByBoards(db, names)),
  entriesOfLeaderboard: perArgs(
    (range: leaderboards.EntryRange) =>
      new DataLoader(
        (boards: readonly leaderboards.Leaderboard[]) => leaderboards.findEntriesByBoards(db, boards, range),
        { cacheKeyFn: ({ name }) => name },
      ),
  ),
  entryOfModel: perArgs(
    (board: string) =>
      new DataLoader((modelIds: readonly string[]) => leaderboards.findEntriesByModelIds(db, board, modelIds)),
  ),
  predictionCountOfModel: new DataLoader((modelIds: readonly string[]) => countPredictionsByModelIds(db, modelIds)),
});

export type Loaders = ReturnType<typeof createLoaders>;
