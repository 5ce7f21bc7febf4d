import { type DatasetVersion, datasetVersionFields } from '../dataset-versions.ts';
import type { RunInputRole } from '../schema.generated.ts';
import { conflict, invalidInput, notFound, type Refused } from './outcome.ts';
import type { Work } from './perform.ts';
import { holdOffQuarantine, refuseQuarantined } from './quarantine-lock.ts';

export interface ReadInput {
  datasetVersionId: string;
  role: RunInputRole;
}

const MAX_INPUTS = 100;

/** What a new run is to read: a dataset's current version first, then what was named, each role of a version once. */
export async function readRunInputs(
  work: Work,
  datasetId: string | null,
  named: readonly ReadInput[],
): Promise<ReadInput[]> {
  if (datasetId === null && named.length === 0) return [];
  await holdOffQuarantine(work);
  const current = datasetId === null ? [] : [await findTrainingInput(work, datasetId)];
  const inputs = new Map([...current, ...named].map((input) => [`${input.datasetVersionId} ${input.role}`, input]));
  if (inputs.size > MAX_INPUTS) {
    throw invalidInput({ path: ['inputs'], message: `a run reads at most ${MAX_INPUTS} versions` });
  }
  await getUsableVersions(
    work,
    [...inputs.values()].map(({ datasetVersionId }) => datasetVersionId),
  );
  return [...inputs.values()];
}

async function findTrainingInput({ db }: Work, datasetId: string): Promise<ReadInput> {
  const dataset = await db.selectFrom('dataset').select('id').where('id', '=', datasetId).executeTakeFirst();
  if (!dataset) throw notFound('Dataset', datasetId);
  const version = await db
    .selectFrom('datasetVersion')
    .select('id')
    .where('datasetId', '=', datasetId)
    .where('marks', '=', 0)
    .orderBy('writtenAt', 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!version) throw await whyNoVersion(db, datasetId);
  return { datasetVersionId: version.id, role: 'TRAINING' };
}

async function whyNoVersion(db: Work['db'], datasetId: string): Promise<Refused> {
  const some = await db.selectFrom('datasetVersion').select('id').where('datasetId', '=', datasetId).limit(1).execute();
  return conflict(
    'STATE',
    some.length > 0
      ? `All versions of dataset ${datasetId} are QUARANTINED.`
      : `Dataset ${datasetId} has no version yet.`,
  );
}

/** Versions that something new may be built on. The caller holds off quarantine first. */
export async function getUsableVersions(work: Work, ids: readonly string[]): Promise<DatasetVersion[]> {
  const rows = await getTrustedVersions(work, ids);
  const archived = rows.find(({ archivedAt }) => archivedAt);
  if (archived) throw conflict('STATE', `Dataset ${archived.datasetId} is archived.`);
  return rows;
}

/** Versions that are there and not quarantined, of archived datasets, too. The caller holds off quarantine first. */
export async function getTrustedVersions(work: Work, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await work.db
    .selectFrom('datasetVersion')
    .innerJoin('dataset', 'dataset.id', 'datasetVersion.datasetId')
    .select(datasetVersionFields)
    .select('dataset.archivedAt')
    .where('datasetVersion.id', 'in', ids)
    .execute();
  const found = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw notFound('DatasetVersion', missing);
  await refuseQuarantined(work, rows);
  return rows;
}
