import { badUserInput } from '@tributary/common/errors';
import { checkBounds } from '@tributary/common/lists/bounds';
import { type Kysely, sql } from 'kysely';
import { isStorable } from '../ids.ts';
import type { Database } from '../tables.ts';
import type { MetricPoint } from './metric-points.ts';

/** Which metrics' courses are read, null for all, and to how many points each is thinned. */
export interface Thinning {
  readonly names: readonly string[] | null;
  readonly maxPoints: number;
}

const MAX_NAMES = 1_000;
const MIN_POINTS = 2;
const MAX_POINTS = 10_000;

/** @throws BAD_USER_INPUT when more is asked than one answer may hold. */
export function readThinning(names: readonly string[] | null, maxPoints: number): Thinning {
  checkBounds('maxPoints', maxPoints, MIN_POINTS, MAX_POINTS);
  if (names !== null && names.length > MAX_NAMES) throw badUserInput(`names must have at most ${MAX_NAMES} names.`);
  return { names: names?.filter(isStorable) ?? null, maxPoints };
}

/**
 * The points of each series in step order, those of one that is longer than allowed thinned: the first, the last, the
 * highest and the lowest finite value, and as many of the others as there is room for, at even distances. A first pass
 * finds how long a series is and how far it reaches, a second picks: one pass with windows for all of it takes twice as
 * long.
 */
export async function findThinnedPointsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  { names, maxPoints }: Thinning,
): Promise<MetricPoint[]> {
  const finite = sql`filter (where value > '-Infinity' and value < 'Infinity')`;
  const isLong = sql`series.total > ${sql.lit(maxPoints)}`;
  const ofSeries = sql`p.run_id = series.run_id and p.name = series.name`;
  const columns = sql`run_id, name, step, at, value`;
  const endOf = (direction: 'asc' | 'desc') => sql`(
    select step, at from metric_point p where ${isLong} and ${ofSeries}
    order by step ${sql.raw(direction)}, at ${sql.raw(direction)} limit 1
  )`;
  const firstWith = (value: 'highest' | 'lowest') => sql`(
    select step, at from metric_point p
    where ${isLong} and ${sql.lit(maxPoints > (value === 'highest' ? 2 : 3))}
      and ${ofSeries} and p.value = ${sql.ref(`series.${value}`)}
    order by step, at limit 1
  )`;
  const { rows } = await sql<MetricPoint>`
    with series as materialized (
      select run_id, name, count(*) as total, max(value) ${finite} as highest, min(value) ${finite} as lowest
      from metric_point
      where run_id = any(${runIds}::uuid[]) and (${names}::text[] is null or name = any(${names}::text[]))
      group by run_id, name
    )
    select point.* from series cross join lateral (
      select ${columns} from metric_point p where not (${isLong}) and ${ofSeries}
      union all (
        with kept as materialized (
          ${endOf('asc')} union ${endOf('desc')} union ${firstWith('highest')} union ${firstWith('lowest')}
        ),
        room as (select ${sql.lit(maxPoints)} - count(*) as points, series.total - count(*) as others from kept),
        marked as (
          select *, (step, at) in (select step, at from kept) as is_kept from metric_point p where ${isLong} and ${ofSeries}
        ),
        placed as (
          select *, row_number() over along - count(*) filter (where is_kept) over along as position
          from marked window along as (order by step, at rows unbounded preceding)
        )
        select ${columns} from placed cross join room
        where is_kept or position * points / others <> (position - 1) * points / others
      )
    ) point
    order by run_id, name, step, at`.execute(db);
  return rows;
}
