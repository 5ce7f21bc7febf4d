import { type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * Whether a run's model is not archived; a run without a model counts. Not one probe a row, which the planner takes
 * for a condition that hardly anything meets.
 */
export const hasOpenModel = (modelId: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.ref(modelId)} is null
    or ${sql.ref(modelId)} not in (select id from model where archived_at is not null))`;
