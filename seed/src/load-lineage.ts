import type { Database } from '@tributary/lineage/tables';
import { rebuildBestRuns } from '@tributary/lineage/writes/best-runs';
import type { Insertable, Kysely, Transaction } from 'kysely';
import type { HistoryRows } from './histories.ts';
import type { LineageRows } from './rows.ts';

/** Below PostgreSQL's 65,535 parameters with the widest table. */
const ROWS_A_STATEMENT = 1_000;

/**
 * Writes what is not there yet, all or nothing. Answers how many rows that were.
 * @throws Error where the database holds a platform of another origin under the same names.
 */
export const loadLineage = (db: Kysely<Database>, rows: LineageRows, histories: HistoryRows): Promise<number> =>
  db.transaction().execute(async (transaction) => {
    await refuseOthers(transaction, rows);
    const versions = rows.datasetVersions.map((row) => ({ ...row, columns: JSON.stringify(row.columns) }));
    const insert = insertInto(transaction);
    const newRows = sum([
      await insert('dataset', rows.datasets),
      await insert('model', rows.models),
      await insert('runGroup', rows.runGroups),
      // Runs read versions and write others.
      await insert(
        'datasetVersion',
        versions.filter(({ producedBy }) => producedBy === null),
      ),
      await insert('run', rows.runs),
      await insert(
        'datasetVersion',
        versions.filter(({ producedBy }) => producedBy !== null),
      ),
      await insert('datasetDerivation', rows.derivations),
      await insert('runInput', rows.runInputs),
      await insert('runMetric', rows.runMetrics),
      await insert(
        'modelVersion',
        rows.modelVersions.map((row) => ({ ...row, signature: JSON.stringify(row.signature) })),
      ),
      await insert('modelVersionDataset', rows.modelVersionDatasets),
      await insert('featureView', rows.featureViews),
      await insert(
        'featureViewRevision',
        rows.featureViewRevisions.map((row) => ({ ...row, features: JSON.stringify(row.features) })),
      ),
      await insert('featureViewSource', rows.featureViewSources),
      await insert('modelVersionFeatureView', rows.modelVersionFeatureViews),
      await insert('modelAlias', rows.aliases),
      await insert('deployment', rows.deployments),
    ]);
    // Histories are of what stands above: some have no key by which a repeat could be told.
    if (newRows === 0) return 0;
    await rebuildBestRuns(transaction);
    return sum([
      newRows,
      await insert('runParameter', histories.parameters),
      await insert(
        'runConfig',
        histories.configs.map(({ runId, config }) => ({ runId, config: JSON.stringify(config) })),
      ),
      await insert('metricPoint', histories.metricPoints),
      await insert('approval', histories.approvals),
      await insert('aliasChange', histories.aliasChanges),
      await insert('deploymentEvent', histories.deploymentEvents),
      await insert('quarantine', histories.quarantines),
      await insert('quarantineMark', histories.quarantineMarks),
      await insert(
        'auditEvent',
        histories.auditEvents.map(({ before, after, ...event }) => ({
          ...event,
          before: before && JSON.stringify(before),
          after: after && JSON.stringify(after),
        })),
      ),
      await insert('syncCopy', histories.copies),
    ]);
  });

const insertInto =
  (db: Transaction<Database>) =>
  async <Table extends keyof Database>(table: Table, rows: readonly Insertable<Database[Table]>[]) => {
    let inserted = 0;
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
      const part = rows.slice(at, at + ROWS_A_STATEMENT);
      const result = await db
        .insertInto(table)
        .values(part)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      inserted += Number(result.numInsertedOrUpdatedRows ?? 0);
    }
    return inserted;
  };

/** Two platforms under one set of names would be half of each. */
async function refuseOthers(db: Transaction<Database>, rows: LineageRows): Promise<void> {
  const ids = rows.models.map(({ id }) => id);
  const taken = await db.selectFrom('model').select('id').where('id', 'in', ids).orderBy('id').executeTakeFirst();
  const [first] = rows.runs;
  if (!taken || !first) return;
  const known = await db.selectFrom('run').select('id').where('id', '=', first.id).executeTakeFirst();
  if (known) return;
  throw new Error(
    `The database has a model ${taken.id} that is not of this seed. Seed an empty database, or repeat the seed that it was filled with.`,
  );
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
