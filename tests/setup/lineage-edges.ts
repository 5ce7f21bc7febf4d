import { beforeAll, beforeEach } from '@jest/globals';
import { sql } from 'kysely';
import type { TestLineage } from './lineage.ts';

export interface Ref {
  type: string;
  id: string;
}
export const datasetVersion = (id: string): Ref => ({ type: 'DATASET_VERSION', id });
export const run = (id: string): Ref => ({ type: 'TRAINING_RUN', id });
export const modelVersion = (id: string): Ref => ({ type: 'MODEL_VERSION', id });
export const deployment = (id: string): Ref => ({ type: 'DEPLOYMENT', id });

export const uuid = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, 'a')}`;
export const WRITER = uuid(1);
export const TRAINER = uuid(2);
export const LIVE = uuid(3);

/**
 * raw → clean by name, clean → features by a run, features → m@1 by a run, m@1 is live; m@2 and s0 to s59 stand alone.
 * Each test begins without callers' edges and without an audit.
 */
export function useLineageEdges(lineage: TestLineage) {
  beforeAll(async () => {
    const statements = [
      sql`insert into dataset (id, name)
          select id, id from unnest(array['raw', 'clean', 'features'] || array(select 's' || i from generate_series(0, 59) i)) id`,
      sql`insert into model (id, name) values ('m', 'M')`,
      sql`insert into run (id, status, started_at, ended_at, created_by)
          values (${WRITER}, 'COMPLETED', now(), now(), 'tester'), (${TRAINER}, 'COMPLETED', now(), now(), 'tester')`,
      sql`insert into dataset_version (id, dataset_id, number, digest, produced_by)
          select id || '@1', id, 1, 'a:00', case when id = 'features' then ${WRITER}::uuid end from dataset`,
      sql`insert into dataset_derivation (derived_id, source_id) values ('clean@1', 'raw@1')`,
      sql`insert into run_input (run_id, dataset_version_id, role, position)
          values (${WRITER}, 'clean@1', 'OTHER', 0), (${TRAINER}, 'features@1', 'TRAINING', 0)`,
      sql`insert into model_version (id, model_id, number, run_id, created_by)
          values ('m@1', 'm', 1, ${TRAINER}, 'tester'), ('m@2', 'm', 2, null, 'tester')`,
      sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by)
          values (${LIVE}, 'm', 'm@1', 'production', 'LIVE', 100, 100, 'tester')`,
    ];
    for (const statement of statements) await statement.execute(lineage.db);
  });
  beforeEach(async () => {
    await lineage.db.deleteFrom('lineageEdge').execute();
    await lineage.db.deleteFrom('auditEvent').execute();
  });

  const mutate = async (field: string, from: Ref, to: Ref, type: string) => {
    const { data } = await lineage.ask(
      `mutation ($input: LineageEdgeInput!) {
        ${field}(input: $input) {
          __typename
          ... on LineageEdgeSuccess { edge { from fromType to toType type } }
          ... on NotFound { type id message }
          ... on Conflict { reason message }
          ... on InvalidInput { issues { path message } }
        }
      }`,
      { input: { from, to, type } },
    );
    return data[field];
  };
  return {
    add: (from: Ref, to: Ref, type = 'told') => mutate('addLineageEdge', from, to, type),
    remove: (from: Ref, to: Ref, type = 'told') => mutate('deleteLineageEdge', from, to, type),
    edges: () => lineage.db.selectFrom('lineageEdge').selectAll().execute(),
    audit: () =>
      lineage.db
        .selectFrom('auditEvent')
        .select(['action', 'targetType', 'targetId', 'before', 'after'])
        .orderBy('at')
        .orderBy('id')
        .execute(),
  };
}
