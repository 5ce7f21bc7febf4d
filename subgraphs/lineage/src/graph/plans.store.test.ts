import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type List, readList } from '@tributary/common/lists/list';
import { type Kysely, sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/postgres.ts';
import { findScanned } from '../../../../tests/setup/scans.ts';
import { allDatasetVersionsOrder } from '../datasets/dataset-versions.ts';
import { findLineage } from '../lineage.ts';
import { createLoaders } from '../loaders.ts';
import { allModelVersionsOrder } from '../models/model-versions.ts';
import type { Database } from '../tables.ts';
import { fillsItself, leadsTo } from './cycles.ts';
import { findSourcesByVersionIds, pageDerivationsByDatasetIds } from './derivations.ts';
import type { NodeRef } from './edges.ts';
import { countImpactedModelVersions, pageImpactedModelVersions } from './impact.ts';

const TABLES = [
  'dataset_version',
  'dataset_derivation',
  'run',
  'run_input',
  'model_version',
  'model_version_dataset',
  'feature_view_source',
  'model_version_feature_view',
  'deployment',
  'lineage_edge',
];

const RUN = '00000000-0000-7000-8100-000000000001';
const DEPLOYMENT = '00000000-0000-7000-8200-000000000001';
const uuid = (series: number) => sql.raw(`('00000000-0000-7000-8${series}00-' || lpad(to_hex(i), 12, '0'))::uuid`);

let database: TestDatabase;

/** 4,000 of each; d0@1 is read by every second run, the other versions by a few. */
beforeAll(async () => {
  database = await createTestDatabase();
  const statements = [
    sql`insert into dataset (id, name) select 'd' || i, 'D' || i from generate_series(0, 399) i`,
    sql`insert into model (id, name) select 'm' || i, 'M' || i from generate_series(0, 399) i`,
    sql`insert into run (id, status, started_at, created_by) select ${uuid(1)}, 'RUNNING', now(), 'tester' from generate_series(0, 7999) i`,
    sql`insert into dataset_version (id, dataset_id, number, digest, produced_by)
        select 'd' || i / 10 || '@' || i % 10 + 1, 'd' || i / 10, i % 10 + 1, 'sha256:00', case when i % 3 = 1 then ${uuid(1)} end
        from generate_series(0, 3999) i`,
    sql`insert into dataset_derivation (derived_id, source_id)
        select 'd' || i / 10 || '@' || i % 10 + 1, 'd' || i / 30 || '@' || i % 10 + 1 from generate_series(100, 3999) i`,
    sql`insert into run_input (run_id, dataset_version_id, role, position)
        select ${uuid(1)}, case when i % 2 = 0 then 'd0@1' else 'd' || abs(hashint4(i)) % 400 || '@' || i % 10 + 1 end, 'TRAINING', 0
        from generate_series(0, 7999) i`,
    sql`insert into model_version (id, model_id, number, run_id, created_by)
        select 'm' || i / 10 || '@' || i % 10 + 1, 'm' || i / 10, i % 10 + 1, ${uuid(1)}, 'tester' from generate_series(0, 3999) i`,
    sql`insert into model_version_dataset (model_version_id, dataset_version_id)
        select v.id, i.dataset_version_id from model_version v join run_input i on i.run_id = v.run_id
        union select id, 'd' || abs(hashtext(id)) % 400 || '@1' from model_version where number < 3`,
    sql`insert into deployment (id, model_id, model_version_id, environment, status, traffic_percent, requested_percent, deployed_by)
        select ${uuid(2)}, 'm' || i / 10, 'm' || i / 10 || '@' || i % 10 + 1, 'production', 'PENDING', 0, 100, 'tester' from generate_series(0, 3999) i`,
    sql`insert into feature_view (name, entity, join_keys, revision) select 'v' || i, 'user', '{user}', 20 from generate_series(0, 99) i`,
    sql`insert into feature_view_revision (view_name, revision, features, created_by)
        select name, i, '[]', 'tester' from feature_view cross join generate_series(1, 20) i`,
    sql`insert into feature_view_source (view_name, revision, dataset_version_id)
        select view_name, revision, 'd' || abs(hashtext(view_name || i)) % 400 || '@' || revision % 10 + 1
        from feature_view_revision cross join generate_series(1, 2) i on conflict do nothing`,
    sql`insert into model_version_feature_view (model_version_id, view_name, revision)
        select id, 'v' || abs(hashtext(id)) % 100, number from model_version`,
    sql`insert into lineage_edge (from_type, from_id, to_type, to_id, type, created_by)
        select 'DEPLOYMENT', ${uuid(2)}, 'DATASET_VERSION', 'd399@' || i % 10 + 1, 'logged', 'tester' from generate_series(0, 3999) i`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await statement.execute(database.db);
});
afterAll(() => database.drop());

const ROOTS: NodeRef[] = [
  { type: 'DATASET_VERSION', id: 'd0@1' },
  { type: 'DATASET_VERSION', id: 'd123@4' },
  { type: 'TRAINING_RUN', id: RUN },
  { type: 'MODEL_VERSION', id: 'm123@4' },
  { type: 'FEATURE_VIEW', id: 'v12' },
  { type: 'DEPLOYMENT', id: DEPLOYMENT },
];

const scannedBy = (read: (db: Kysely<Database>) => Promise<unknown>) => findScanned(database.db, TABLES, read);

describe('what is read of the graph along an index, however many rows there are', () => {
  it('sees a scan where there is one', async () => {
    expect(await scannedBy((db) => sql`select max(position) from run_input`.execute(db))).toEqual(['run_input']);
  });

  it('walks around a node of any type, with the edges among what they found', async () => {
    for (const root of ROOTS) {
      for (const direction of ['UPSTREAM', 'DOWNSTREAM', 'BOTH'] as const) {
        for (const maxNodes of [20, 500]) {
          const scanned = await scannedBy(async (db) => {
            const graph = await findLineage(db, createLoaders(db), { root, direction, depth: 5, maxNodes });
            expect(graph?.nodes.length).toBeGreaterThan(0);
          });
          expect({ root, direction, maxNodes, scanned }).toEqual({ root, direction, maxNodes, scanned: [] });
        }
      }
    }
  });

  it('the look for a cycle', async () => {
    const node: NodeRef = { type: 'DEPLOYMENT', id: DEPLOYMENT };
    for (const root of ROOTS) {
      const scanned = await scannedBy(async (db) => {
        await leadsTo(db, root, node);
        await leadsTo(db, node, root);
      });
      expect({ root, scanned }).toEqual({ root, scanned: [] });
    }
    expect(await scannedBy((db) => fillsItself(db, 'v12', 20))).toEqual([]);
  });

  it('what a page of datasets derives from, and what derives from it', async () => {
    const list: List = readList({ first: 20 }, allDatasetVersionsOrder);
    for (const way of ['upstream', 'downstream'] as const) {
      const scanned = await scannedBy(async (db) => {
        const rows = await pageDerivationsByDatasetIds(db, ['d1', 'd20', 'd123'], { ...list, way, depth: 3 });
        expect(rows.length).toBeGreaterThan(0);
      });
      expect({ way, scanned }).toEqual({ way, scanned: [] });
    }
  });

  it('what each of some versions was derived from', async () => {
    const scanned = await scannedBy(async (db) => {
      const rows = await findSourcesByVersionIds(db, ['d123@4', 'd20@2', 'd399@1']);
      expect(rows.length).toBeGreaterThan(2);
    });
    expect(scanned).toEqual([]);
  });

  it('what some versions have an impact on', async () => {
    const list: List = readList({ first: 20 }, allModelVersionsOrder);
    const scanned = await scannedBy(async (db) => {
      expect((await pageImpactedModelVersions(db, ['d398@4', 'd397@2'], list)).length).toBeGreaterThan(0);
      expect((await countImpactedModelVersions(db, ['d398@4', 'd397@2'])).length).toBe(2);
    });
    expect(scanned).toEqual([]);
  });
});
