import { type BoardCopy, boardCopy, rowsOf } from '@tributary/lineage/copies/copies';
import { storeFailure } from '@tributary/realtime/database';
import { isOwnBoard } from '@tributary/realtime/keys';
import { boardName, type RevisedGoal, writeRowsOfBoards } from '@tributary/realtime/leaderboards/boards';
import { removeFirstBoards } from '@tributary/realtime/leaderboards/first-boards';
import {
  findBoardRows,
  removeBoardRows,
  walkBoardNames,
  walkEntries,
} from '@tributary/realtime/leaderboards/held-boards';
import { moveSyncClock, readSyncClock, writeSyncClock } from '@tributary/realtime/sync-clock';
import { sql } from 'kysely';
import type { Kind } from '../kind.ts';

interface BoardState extends RevisedGoal {
  copy: BoardCopy;
  version: number;
  /** Null where the model is not on the board, or has left it. */
  score: number | null;
}

/** A model's row on a metric's board: its best run's last value, unless the model or the board's dataset is archived. */
export const board: Kind<BoardCopy, BoardState> = {
  name: 'board',
  batch: 1_000,
  read: async ({ lineage }, copies) => {
    const columns = copies.map(({ key: [metric, datasetId, modelId] }) => ({ metric, datasetId, modelId }));
    const { rows } = await sql<Omit<BoardState, 'copy'> & { place: number }>`
      select place, sync_copy.version, definition.goal, definition.goal_revision as revision,
        case when model.archived_at is null and dataset.archived_at is null then best_run.value end as score
      from ${rowsOf(copies)} as given(kind, key, place)
      join sync_copy using (kind, key)
      join rows from (jsonb_to_recordset(${JSON.stringify(columns)}::jsonb)
        as (metric text, "datasetId" text, "modelId" text)) with ordinality
        as asked(metric, dataset_id, model_id, place) using (place)
      join metric_definition definition on definition.name = asked.metric
      left join model on model.id = asked.model_id
      left join dataset on dataset.id = asked.dataset_id
      left join best_run on best_run.metric = asked.metric and best_run.dataset_id = asked.dataset_id
        and best_run.model_id = asked.model_id
      order by place`.execute(lineage);
    return rows.flatMap(({ place, ...state }) => {
      const copy = copies[place - 1];
      return copy ? [{ ...state, copy }] : [];
    });
  },
  write: ({ realtime }, states) => {
    const boards = Map.groupBy(states, ({ copy: { key }, revision }) => JSON.stringify([key[0], key[1], revision]));
    return writeRowsOfBoards(
      realtime,
      [...boards.values()].flatMap((rows) => {
        const [first] = rows;
        if (!first) return [];
        return {
          board: boardOf(first.copy),
          goal: first.goal,
          revision: first.revision,
          rows: rows.map(({ copy, score, version }) => ({ modelId: copy.key[2], score, version })),
        };
      }),
    );
  },
  compare: async ({ realtime }, states) => {
    const rows = states.map(({ copy }) => toRow(copy));
    const held = await findBoardRows(realtime, rows);
    return states.map(({ score, goal }, index) => {
      const row = held[index];
      if (!row) throw new Error('a row is held for each that was asked for');
      const differences = [
        ...(row.score === score ? [] : [`the score is ${row.score ?? 'none'} instead of ${score ?? 'none'}`]),
        ...(score === null || row.goal === goal ? [] : [`the goal is ${row.goal ?? 'none'} instead of ${goal}`]),
        ...(score === null || row.isListed ? [] : ['the board is not listed']),
      ];
      return { version: row.version, differences };
    });
  },
  walkHeld: async function* ({ realtime }) {
    for await (const name of walkBoardNames(realtime)) {
      if (isOwnBoard(name)) continue;
      const [metric = '', ...rest] = name.split(':');
      const datasetId = rest.length > 0 ? rest.join(':') : null;
      for await (const entries of walkEntries(realtime, name)) {
        yield entries.map(({ modelId }) => boardCopy(metric, datasetId, modelId));
      }
    }
  },
  removeHeld: ({ realtime }, copies) => removeBoardRows(realtime, copies.map(toRow)),
  readClock: ({ realtime }) => readSyncClock(realtime, 'board'),
  writeClock: ({ realtime }, at) => writeSyncClock(realtime, 'board', at),
  moveClock: ({ realtime }, from, to) => moveSyncClock(realtime, 'board', from, to),
  removeRemains: ({ realtime }) => removeFirstBoards(realtime),
  storeFailure,
};

const boardOf = ({ key: [metric, datasetId] }: BoardCopy) => boardName({ metric, datasetId: datasetId || null });
const toRow = (copy: BoardCopy) => ({ board: boardOf(copy), modelId: copy.key[2] });
