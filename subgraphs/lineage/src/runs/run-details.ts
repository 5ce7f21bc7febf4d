import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../tables.ts';

export type RunInput = Selectable<Database['runInput']>;
export type RunMetric = Selectable<Database['runMetric']>;
export type RunParameter = Pick<Selectable<Database['runParameter']>, 'runId' | 'name' | 'value'>;

export function findInputsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunInput[]> {
  return db.selectFrom('runInput').selectAll().where('runId', 'in', runIds).orderBy('position').execute();
}

export function findMetricsByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunMetric[]> {
  return db.selectFrom('runMetric').selectAll().where('runId', 'in', runIds).orderBy('name').execute();
}

export function findParametersByRunIds(db: Kysely<Database>, runIds: readonly string[]): Promise<RunParameter[]> {
  return db
    .selectFrom('runParameter')
    .select(['runId', 'name', 'value'])
    .where('runId', 'in', runIds)
    .orderBy('name')
    .execute();
}
