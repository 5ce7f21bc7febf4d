import { badUserInput } from '@tributary/common/errors';
import type { CursorValue, SortKey } from '@tributary/common/page';
import { type Kysely, type Selectable, sql } from 'kysely';
import { isStorable } from './ids.ts';
import { paged, parents } from './keyset.ts';
import type { List } from './list.ts';
import type { Database } from './tables.ts';

export type MetricPoint = Selectable<Database['metricPoint']>;
export type MetricPointRow = MetricPoint & { cursor: CursorValue[] };

/** Along the primary key, so that a page is a stretch of it. */
export const metricPointOrder = (direction: 'asc' | 'desc'): readonly SortKey[] => [
  { name: 'metricPoint.step', kind: 'integer', direction },
  { name: 'metricPoint.at', kind: 'time', direction },
];

export function pagePointsByRunIds(
  db: Kysely<Database>,
  name: string,
  runIds: readonly string[],
  { order, page }: List,
): Promise<MetricPointRow[]> {
  return db
    .selectFrom(parents(runIds, 'uuid'))
    .innerJoinLateral(
      (eb) =>
        paged(
          eb
            .selectFrom('metricPoint')
            .selectAll()
            .where('name', '=', name)
            .where('runId', '=', sql<string>`parent.parent_id`),
          order,
          page,
        ).as('point'),
      (join) => join.onTrue(),
    )
    .selectAll('point')
    .execute();
}

export function countPointsByRunIds(db: Kysely<Database>, name: string, runIds: readonly string[]) {
  return db
    .selectFrom('metricPoint')
    .select((eb) => ['runId', eb.fn.countAll<number>().as('count')])
    .where('runId', 'in', runIds)
    .where('name', '=', name)
    .groupBy('runId')
    .execute();
}

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
  if (maxPoints < MIN_POINTS || maxPoints > MAX_POINTS) {
    throw badUserInput(`maxPoints must lie between ${MIN_POINTS} and ${MAX_POINTS}, not ${maxPoints}.`);
  }
  if (names !== null && names.length > MAX_NAMES) throw badUserInput(`names may hold up to ${MAX_NAMES} names.`);
  return { names: names?.filter(isStorable) ?? null, maxPoints };
}

/**
 * The points of each series in step order, those of one that is longer than allowed thinned: the first, the last, the
 * highest and the lowest finite value, and between them points at even distances. All windows run along the primary
 * key, so nothing is sorted.
 */
export function findThinnedPointsByRunIds(
  db: Kysely<Database>,
  runIds: readonly string[],
  { names, maxPoints }: Thinning,
): Promise<MetricPoint[]> {
  const series = sql`(partition by run_id, name)`;
  const finite = sql`filter (where value > '-Infinity' and value < 'Infinity')`;
  const between = sql.lit(Math.max(maxPoints - 4, 0));
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom((inner) =>
          inner
            .selectFrom('metricPoint')
            .selectAll()
            .select([
              sql<number>`row_number() over (partition by run_id, name order by step, at)`.as('position'),
              sql<number>`count(*) over ${series}`.as('total'),
              sql<number | null>`max(value) ${finite} over ${series}`.as('highest'),
              sql<number | null>`min(value) ${finite} over ${series}`.as('lowest'),
            ])
            .where('runId', 'in', runIds)
            .$if(names !== null, (query) => query.where(sql<boolean>`name = any(${names}::text[])`))
            .as('point'),
        )
        .selectAll()
        .select([
          sql<number | null>`min(position) filter (where value = highest) over ${series}`.as('highestAt'),
          sql<number | null>`min(position) filter (where value = lowest) over ${series}`.as('lowestAt'),
        ])
        .as('point'),
    )
    .select(['runId', 'name', 'step', 'at', 'value'])
    .where((eb) =>
      eb.or([
        eb('total', '<=', maxPoints),
        eb('position', '=', 1),
        eb('position', '=', eb.ref('total')),
        ...(maxPoints > 2 ? [eb('position', '=', eb.ref('highestAt'))] : []),
        ...(maxPoints > 3 ? [eb('position', '=', eb.ref('lowestAt'))] : []),
        sql<boolean>`(position - 1) * ${between} / total <> (position - 2) * ${between} / total`,
      ]),
    )
    .orderBy('runId')
    .orderBy('name')
    .orderBy('step')
    .orderBy('at')
    .execute();
}
