import type { Database } from '@tributary/lineage/tables';
import { rebuildBestRuns } from '@tributary/lineage/writes/best-runs';
import type { Insertable, Kysely, Transaction } from 'kysely';
import type { HistoryRows } from './histories.ts';
import type { LineageRows } from './rows.ts';

/** Below PostgreSQL's 65,535 parameters with the widest table. */
const ROWS_A_STATEMENT = 1_000;

/** Writes all or nothing, and nothing where it is there. Answers how many rows were written. */
export const loadLineage = (db: Kysely<Database>, rows: LineageRows, histories: HistoryRows): Promise<number> =>
  db.transaction().execute(async (transaction) => {
    if (await hasRuns(transaction, rows)) return 0;
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
      const result = await db.insertInto(table).values(part).executeTakeFirst();
      inserted += Number(result.numInsertedOrUpdatedRows ?? 0);
    }
    return inserted;
  };

async function hasRuns(db: Transaction<Database>, { runs: [first] }: LineageRows): Promise<boolean> {
  if (!first) return false;
  return (await db.selectFrom('run').select('id').where('id', '=', first.id).executeTakeFirst()) !== undefined;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
