import { audit } from '@tributary/common/mutations/audit';
import { description, list, name, time } from '@tributary/common/mutations/inputs';
import type { Outcome } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import { z } from 'zod';
import type { MetricDefinition } from '../runs/metric-definitions.ts';
import { lockMetricDefinitions } from './advisory-locks.ts';
import { boardsOfMetric } from './affected-copies.ts';
import { perform } from './perform.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

const NON_FINITE = { NAN: 'NaN', POSITIVE_INFINITY: 'Infinity', NEGATIVE_INFINITY: '-Infinity' } as const;

const point = z
  .object({
    name: name(),
    value: z.number().nullish(),
    nonFinite: z.enum(['NAN', 'POSITIVE_INFINITY', 'NEGATIVE_INFINITY']).nullish(),
    step: z.number().int().nullish(),
    at: time.nullish(),
  })
  .refine(({ value, nonFinite }) => (value == null) !== (nonFinite == null), 'must have either value or nonFinite')
  .transform(({ name, value, nonFinite, step, at }) => ({
    name,
    value: nonFinite ? NON_FINITE[nonFinite] : String(value),
    step: step ?? null,
    at: at ?? null,
  }));

export const points = list(point);

/**
 * Stores up to 1,000 points in one statement. The caller holds the lock of the run's row. Of two points with the same
 * name, step and time the later one counts. A point that is stored already stays as it is.
 * @returns the names of the metrics that changed, and whether the run had one of them not yet.
 */
export async function storePoints(
  { db }: Work,
  runId: string,
  given: z.output<typeof points>,
): Promise<{ changed: string[]; hasNew: boolean }> {
  if (given.length === 0) return { changed: [], hasNew: false };
  const { rows } = await sql<{ name: string; isNew: boolean }>`
    with clock as materialized (select clock_timestamp()::timestamptz(3) as now),
    placed as (
      select distinct on (name, step, at) given.name, coalesce(given.step, last.step, 0) as step,
        coalesce(given.at, clock.now) as at, given.value, given.at is null as is_now
      from clock, unnest(
        ${given.map((point) => point.name)}::text[],
        ${given.map((point) => point.value)}::double precision[],
        ${given.map((point) => point.step)}::bigint[],
        ${given.map((point) => point.at)}::timestamptz[]
      ) with ordinality as given(name, value, step, at, position)
      left join run_metric last on last.run_id = ${runId} and last.name = given.name
      order by name, step, at, given.position desc
    ),
    stored as (
      insert into metric_point (run_id, name, step, at, value)
      select ${runId}, placed.name, placed.step, placed.at, placed.value
      from placed
      where not (placed.is_now and exists (
        select from (
          select value from metric_point
          where run_id = ${runId} and name = placed.name and step = placed.step order by at desc limit 1
        ) newest where newest.value = placed.value
      ))
      on conflict (run_id, name, step, at) do update set value = excluded.value
        where metric_point.value <> excluded.value
      returning name, step, at, value
    ),
    last as (
      insert into run_metric (run_id, name, value, step, at)
      select distinct on (name) ${runId}, name, value, step, at from stored order by name, step desc, at desc
      on conflict (run_id, name) do update set value = excluded.value, step = excluded.step, at = excluded.at
        where (excluded.step, excluded.at) >= (run_metric.step, run_metric.at)
    )
    select name, not exists (
      select from run_metric known where known.run_id = ${runId} and known.name = stored.name
    ) as is_new
    from (select distinct name from stored) stored`.execute(db);
  return { changed: rows.map(({ name }) => name), hasNew: rows.some(({ isNew }) => isNew) };
}

const defineShape = z.object({
  name: name()
    .refine((name) => !name.includes(':'), 'must not have a : in it: boards put one between metric and dataset')
    .refine((name) => !name.startsWith('x_'), "must not begin with x_: callers' own boards do"),
  goal: z.enum(['MAXIMIZE', 'MINIMIZE']),
  unit: name(100).nullish(),
  description: description.nullish(),
});

/**
 * A changed goal turns the metric's boards around, so all of them are made again. To define a metric as it is already
 * takes no lock.
 */
export const defineMetric = (context: WriteContext, input: unknown): Promise<Outcome<MetricDefinition>> =>
  perform(context, defineShape, input, async (work, { name, goal, ...changes }) => {
    const existing = work.db.selectFrom('metricDefinition').selectAll().where('name', '=', name);
    const current = await existing.executeTakeFirst();
    if (current && hasValues(current, { goal, ...changes })) return current;
    // Before the lock of any row: others hold rows when they take this lock.
    await lockMetricDefinitions(work);
    const before = await existing.executeTakeFirst();
    const goalRevision = before ? before.goalRevision + (before.goal === goal ? 0 : 1) : 1;
    const after = await work.db
      .insertInto('metricDefinition')
      .values({ name, goal, ...changes })
      .onConflict((oc) => oc.column('name').doUpdateSet({ goal, ...changes, goalRevision, updatedAt: new Date() }))
      .returningAll()
      .executeTakeFirstOrThrow();
    audit(work, 'defineMetric', { type: 'MetricDefinition', id: name }, before ?? null, after);
    if (before?.goal !== goal) markStale(work, await boardsOfMetric(work, name));
    return after;
  });

/** Whether a row has all of these values. One that is undefined was not given. */
const hasValues = (row: object, given: object) =>
  Object.entries(given).every(([key, value]) => value === undefined || Reflect.get(row, key) === value);
