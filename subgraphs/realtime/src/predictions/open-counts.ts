import { randomUUID } from 'node:crypto';
import type { Database } from '../database.ts';
import { closeMinutes, type FoldedValue, forgetMinutes, type OpenCounts, restoreTotals } from './count-scripts.ts';
import { type CountWindow, startOf, WINDOWS_KEPT, windowOf } from './count-windows.ts';

export type { OpenCounts } from './count-scripts.ts';

/** What a deployment was asked in a minute, as it is folded. */
export interface ClosedMinute {
  readonly deploymentId: string;
  readonly minute: Date;
  readonly epoch: string;
  readonly requests: number;
  readonly errors: number;
  readonly hits: number;
}

/** Models of which something was counted. */
export async function findCountedModels(db: Database): Promise<string[]> {
  const models = await db.run((redis) => redis.hVals(db.keys.countedDeployments));
  return [...new Set(models)].toSorted();
}

/** Fewer than Lua's stack holds. */
const FIELDS_A_STEP = 3_000;

export interface OpenModel {
  readonly modelId: string;
  readonly counts: OpenCounts;
}

/** Closes minutes of models, and answers what was counted in them. */
export const readClosed = (db: Database, modelIds: readonly string[]): Promise<OpenModel[]> =>
  db.run((redis) =>
    Promise.all(
      modelIds.map(async (modelId) => ({
        modelId,
        counts: await closeMinutes(redis, db.keys.predictions(modelId), randomUUID(), FIELDS_A_STEP),
      })),
    ),
  );

/** Whether a model may have more closed minutes than it answered. */
export const mayHaveMore = ({ fields }: OpenCounts): boolean => fields.length >= FIELDS_A_STEP;

const FIELD = /^(\d+) \d+ (requests|errors|hits) (.*)$/;

/** What the fields of closed minutes say, by deployment and minute. */
export function toClosedMinutes({ epoch, fields }: OpenCounts): ClosedMinute[] {
  const byPlace = new Map<string, ClosedMinute>();
  for (const { field, count } of fields) {
    const [, minute = '', what = '', deploymentId = ''] = FIELD.exec(field) ?? [];
    const place = `${minute} ${deploymentId}`;
    const known = byPlace.get(place) ?? {
      ...{ deploymentId, epoch, minute: startOf('MINUTE', Number(minute)) },
      ...{ requests: 0, errors: 0, hits: 0 },
    };
    byPlace.set(place, { ...known, [what]: count });
  }
  return [...byPlace.values()];
}

/** What was folded of a model. */
export interface FoldedModel extends OpenModel {
  /** How often something was kept of it then; left out where nothing has changed, or Redis' totals are of less. */
  readonly revision?: number | undefined;
}

/** Removes what was folded. */
export const removeFolded = (db: Database, folded: readonly FoldedModel[]): Promise<unknown> =>
  db.run((redis) =>
    Promise.all(
      folded.map(({ modelId, counts, revision = counts.revision }) =>
        forgetMinutes(redis, db.keys.predictions(modelId), counts, revision),
      ),
    ),
  );

/** All that is folded of a model. */
export interface FoldedCounts {
  readonly modelId: string;
  /** How often something was kept. */
  readonly revision: number;
  readonly deployments: readonly FoldedDeployment[];
  readonly served: readonly { readonly window: CountWindow; readonly start: Date; readonly count: number }[];
}

export interface FoldedDeployment {
  readonly id: string;
  readonly versionNumber: number;
  readonly requests: number;
  readonly errors: number;
  readonly hits: number;
  readonly lastMinute: Date;
}

/**
 * Writes a model's totals anew, from what is folded of the minutes before the one that was read as the present. Answers
 * whether it did: else another minute has begun.
 */
export async function restoreModel(
  db: Database,
  present: Pick<OpenCounts, 'epoch' | 'minute'>,
  { modelId, revision, deployments, served }: FoldedCounts,
): Promise<boolean> {
  const series = served.map(({ window, start, count }) => ({
    of: 'series' as const,
    field: `${window} ${windowOf(window, start.getTime() / 60_000)}`,
    value: count,
  }));
  const values = addSame([...deployments.flatMap(toValues), ...series]);
  const counted = Object.fromEntries(deployments.map(({ id }) => [id, modelId]));
  const [isRestored] = await db.run((redis) =>
    Promise.all([
      restoreTotals(redis, db.keys.predictions(modelId), present, revision, values),
      deployments.length > 0 && redis.hSet(db.keys.countedDeployments, counted),
    ]),
  );
  return isRestored;
}

const toValues = ({ id, versionNumber, ...counts }: FoldedDeployment): FoldedValue[] => [
  { of: 'totals', field: 'served', value: counts.requests - counts.errors },
  { of: 'totals', field: 'hits', value: counts.hits },
  { of: 'totals', field: `version ${versionNumber}`, value: counts.requests - counts.errors },
  { of: 'totals', field: `requests ${id}`, value: counts.requests },
  { of: 'totals', field: `errors ${id}`, value: counts.errors },
  { of: 'totals', field: `hits ${id}`, value: counts.hits },
  { of: 'last', field: `last ${id}`, value: counts.lastMinute.getTime() },
];

/** A model's deployments share some fields. */
function addSame(values: readonly FoldedValue[]): FoldedValue[] {
  const sums = new Map<string, FoldedValue>();
  for (const { of, field, value } of values) {
    sums.set(field, { of, field, value: value + (sums.get(field)?.value ?? 0) });
  }
  return [...sums.values()];
}

/** The beginnings of the oldest minute, hour and day that are kept. */
export const keptSince = (minute: number): Record<CountWindow, Date> => ({
  MINUTE: oldestOf('MINUTE', minute),
  HOUR: oldestOf('HOUR', minute),
  DAY: oldestOf('DAY', minute),
});

const oldestOf = (window: CountWindow, minute: number) => startOf(window, windowOf(window, minute) - WINDOWS_KEPT + 1);
