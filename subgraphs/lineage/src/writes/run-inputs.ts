import { conflict, invalidInput, type MutationError } from '@tributary/common/mutations/outcome';
import type { RunInputRole } from '../schema-types.generated.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { notFound } from './not-found.ts';
import { refuseUnusableVersions } from './usable-versions.ts';
import type { Work } from './work.ts';

export interface ReadInput {
  datasetVersionId: string;
  role: RunInputRole;
}

const MAX_INPUTS = 100;

/** What a new run will read: a dataset's current version first, then what was named, each version once in each role. */
export async function readRunInputs(
  work: Work,
  datasetId: string | null,
  named: readonly ReadInput[],
): Promise<ReadInput[]> {
  if (datasetId === null && named.length === 0) return [];
  await lockQuarantineForShare(work);
  const current = datasetId === null ? [] : [await findTrainingInput(work, datasetId)];
  const inputs = new Map([...current, ...named].map((input) => [`${input.datasetVersionId} ${input.role}`, input]));
  if (inputs.size > MAX_INPUTS) {
    throw invalidInput({
      path: ['inputs'],
      message: `must have at most ${MAX_INPUTS} entries, with the dataset's version`,
    });
  }
  await refuseUnusableVersions(
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

async function whyNoVersion(db: Work['db'], datasetId: string): Promise<MutationError> {
  const some = await db.selectFrom('datasetVersion').select('id').where('datasetId', '=', datasetId).limit(1).execute();
  return conflict(
    'STATE',
    some.length > 0
      ? `All versions of dataset ${datasetId} are QUARANTINED.`
      : `Dataset ${datasetId} has no version yet.`,
  );
}
