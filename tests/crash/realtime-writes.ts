import type { Database } from '@tributary/realtime/database';
import { readFeatureTable } from '@tributary/realtime/features/read-features';
import { createRegistries } from '@tributary/realtime/features/registries';
import { findEntriesByBoards } from '@tributary/realtime/leaderboards/boards';
import { type Kind, numberOf } from './ledger.ts';
import { MODEL, mutation } from './lineage-writes.ts';

export interface InRealtime {
  readonly realtime: Database;
}

/** What predictions are asked of, and the view that has what it reads. */
export const SERVED = 'served';
export const VIEW = 'measures';
export const FEATURES = ['a', 'b', 'c', 'd'];

const ENTITIES_A_READ = 1_000;
const boardOf = (nth: number) => `x_${nth}`;
const entityOf = (nth: number) => `predict:${nth}`;
const valuesOf = (nth: number) => Object.fromEntries(FEATURES.map((name, index) => [name, (nth % 7) + index / 4]));

/** Writes whose home is Redis. The audit of scores waits there until it is carried to PostgreSQL. */
export const realtimeWrites = {
  storeFeatures: {
    home: 'redis',
    query: mutation('storeFeatures', 'StoreFeaturesSuccess', 'stored'),
    variables: (nth) => ({
      input: { view: VIEW, rows: [{ entity: `e${nth}`, values: { ...valuesOf(nth), a: nth } }] },
    }),
    repeats: true,
    find: async ({ realtime }, sent) => {
      const found: number[] = [];
      const registries = createRegistries();
      for (let from = 0; from < sent.length; from += ENTITIES_A_READ) {
        const numbers = sent.slice(from, from + ENTITIES_A_READ);
        const entities = numbers.map((nth) => `e${nth}`);
        const table = await readFeatureTable({ db: realtime, registries }, { view: VIEW, features: ['a'] }, entities);
        const values = table?.columns[0]?.values ?? [];
        found.push(...numbers.filter((nth, index) => values[index] === nth));
      }
      return found;
    },
  },
  submitScore: {
    home: 'redis',
    query: mutation('submitScore', 'SubmitScoreSuccess', '__typename'),
    variables: (nth) => ({ input: { board: boardOf(nth), modelId: MODEL, score: nth } }),
    repeats: true,
    action: 'submitScore',
    find: async ({ realtime }, sent) => {
      const entries = await findEntriesByBoards(realtime, sent.map(boardOf), { first: 2, around: null });
      return entries.flatMap(({ board, score }) => (boardOf(score) === board ? [score] : []));
    },
  },
  predict: {
    home: 'redis',
    query: mutation('predict', 'PredictSuccess', 'prediction { id label }'),
    variables: (nth) => ({ input: { modelId: SERVED, entity: entityOf(nth), features: valuesOf(nth) } }),
    repeats: false,
    refusals: ['ModelUnavailable'],
    find: async ({ realtime }) => {
      const entities = await readLoggedEntities(realtime);
      return entities.map((entity) => numberOf('predict', entity));
    },
  },
} satisfies Record<string, Kind<InRealtime>>;

/** Whom the log of predictions is about, one for each time. */
export async function readLoggedEntities(realtime: Database): Promise<string[]> {
  const entries = await realtime.run((redis) => redis.xRange(realtime.keys.predictions(SERVED).log, '-', '+'));
  return (entries ?? []).map(({ message }) => message.entity ?? '');
}
