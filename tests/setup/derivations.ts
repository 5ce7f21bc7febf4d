import { randomUUIDv7 } from 'node:crypto';
import type { Database } from '@tributary/lineage/tables';
import type { Kysely } from 'kysely';

type Db = Kysely<Database>;

/** Datasets of one version each, `<name>@1`. */
export async function insertDatasets(db: Db, names: readonly string[]): Promise<void> {
  await db
    .insertInto('dataset')
    .values(names.map((id) => ({ id, name: id, lastNumber: 1 })))
    .execute();
  const versions = names.map((datasetId) => ({
    id: `${datasetId}@1`,
    datasetId,
    number: 1,
    digest: 'sha256:00',
    columns: '[]',
  }));
  await db.insertInto('datasetVersion').values(versions).execute();
}

/** Says that the first of each pair was made from the second. */
export async function derive(db: Db, pairs: readonly (readonly [derived: string, source: string])[]): Promise<void> {
  const rows = pairs.map(([derived, source]) => ({ derivedId: `${derived}@1`, sourceId: `${source}@1` }));
  await db.insertInto('datasetDerivation').values(rows).execute();
}

/** A run that read one dataset's version and wrote the others'. */
export async function runFrom(db: Db, source: string, written: readonly string[]): Promise<string> {
  const runId = randomUUIDv7();
  await db
    .insertInto('run')
    .values({ id: runId, status: 'RUNNING', startedAt: new Date(), createdBy: 'tester' })
    .execute();
  await db
    .insertInto('runInput')
    .values({ runId, datasetVersionId: `${source}@1`, role: 'OTHER', position: 0 })
    .execute();
  for (const name of written) {
    await db.updateTable('datasetVersion').set({ producedBy: runId }).where('id', '=', `${name}@1`).execute();
  }
  return runId;
}

/** Every mark as `origin version distance`, and each version's count where it is not the number of its marks. */
export async function readMarks(db: Db): Promise<{ marks: string[]; miscounted: string[] }> {
  const rows = await db.selectFrom('quarantineMark').selectAll().execute();
  const versions = await db.selectFrom('datasetVersion').select(['id', 'marks']).execute();
  const counts = Map.groupBy(rows, ({ versionId }) => versionId);
  return {
    marks: rows.map(({ originId, versionId, distance }) => `${originId} ${versionId} ${distance}`).toSorted(),
    miscounted: versions
      .filter(({ id, marks }) => marks !== (counts.get(id)?.length ?? 0))
      .map(({ id, marks }) => `${id} ${marks}`),
  };
}
