import { audit } from '@tributary/common/mutations/audit';
import { description, integerFrom, list, name, orDefault, reference, time } from '@tributary/common/mutations/inputs';
import { conflict, invalidInput, type Outcome } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import { z } from 'zod';
import type { DatasetVersion } from '../datasets/dataset-versions.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { lockDataset } from './datasets.ts';
import { perform } from './perform.ts';
import { inheritMarks } from './quarantine-marks.ts';
import { getRun } from './run-rows.ts';
import { refuseUnusableVersions } from './usable-versions.ts';
import type { Work, WriteContext } from './work.ts';

const DIGEST = /^(?:[a-z0-9][a-z0-9_+.-]{0,29}:[\da-f]{2,256}|run:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** How far a caller's clock may be ahead. A version of the future would stay the current one until then. */
const MAX_AHEAD_MS = 5 * 60_000;

const versionShape = z.object({
  datasetId: reference,
  digest: z.string().regex(DIGEST, 'must be a digest such as sha256:9f86d0… or run:<uuid>, in small letters'),
  columns: list(
    z.object({
      name: name(),
      type: name(100),
      nullable: orDefault(z.boolean().nullable(), null),
      description: orDefault(description.nullable(), null),
    }),
  )
    .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, 'must name each column once')
    .nullish(),
  rowCount: integerFrom(0).nullish(),
  sizeBytes: integerFrom(0).nullish(),
  producedByRunId: reference.nullish(),
  derivedFromIds: list(reference).nullish(),
  writtenAt: time.refine((at) => at.getTime() < Date.now() + MAX_AHEAD_MS, 'must not lie in the future').nullish(),
});

/** Locks the dataset's row first, so that numbers have no gaps and a repeated digest meets the newest version. */
export const createDatasetVersion = (context: WriteContext, input: unknown): Promise<Outcome<DatasetVersion>> =>
  perform(context, versionShape, input, async (work, input) => {
    const dataset = await lockDataset(work, input.datasetId);
    if (dataset.archivedAt) throw conflict('STATE', `Dataset ${dataset.id} is archived.`);
    const newest = await findVersion(work, dataset.id, dataset.lastNumber);
    if (newest?.digest === input.digest) return refuseOtherSources(work, newest, input.derivedFromIds ?? null);
    const producedBy = input.producedByRunId == null ? null : (await getRun(work, input.producedByRunId)).id;
    if (input.digest.startsWith('run:') && input.digest !== `run:${producedBy}`) {
      throw invalidInput({ path: ['digest'], message: 'must name the same run as producedByRunId' });
    }
    const sources = [...new Set(input.derivedFromIds ?? [])];
    await lockQuarantineForShare(work);
    await refuseUnusableVersions(work, sources);
    const number = dataset.lastNumber + 1;
    const version = await work.db
      .insertInto('datasetVersion')
      .values({
        id: `${dataset.id}@${number}`,
        datasetId: dataset.id,
        number,
        digest: input.digest,
        columns: JSON.stringify(input.columns ?? []),
        rowCount: input.rowCount ?? null,
        sizeBytes: input.sizeBytes ?? null,
        producedBy,
        // Not the start of the transaction, which may have waited for its number: the higher number is the newer version.
        createdAt: sql<Date>`clock_timestamp()`,
        writtenAt: input.writtenAt ?? sql<Date>`clock_timestamp()`,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await work.db.updateTable('dataset').set({ lastNumber: number }).where('id', '=', dataset.id).execute();
    if (sources.length > 0) {
      const derivations = sources.map((sourceId) => ({ derivedId: version.id, sourceId }));
      await work.db.insertInto('datasetDerivation').values(derivations).execute();
    }
    audit(work, 'createDatasetVersion', { type: 'DatasetVersion', id: version.id }, null, { ...version, sources });
    if (producedBy === null) return version;
    await inheritMarks(work, version.id, producedBy);
    return (await findVersion(work, dataset.id, number)) ?? version;
  });

/** @throws Conflict when the version names other sources than these. */
async function refuseOtherSources(
  { db }: Work,
  version: DatasetVersion,
  sources: readonly string[] | null,
): Promise<DatasetVersion> {
  if (sources === null) return version;
  const rows = await db
    .selectFrom('datasetDerivation')
    .select('sourceId')
    .where('derivedId', '=', version.id)
    .execute();
  const named = new Set(rows.map(({ sourceId }) => sourceId));
  if (named.symmetricDifference(new Set(sources)).size === 0) return version;
  const names = named.size > 0 ? [...named].toSorted().join(', ') : 'none';
  throw conflict('DUPLICATE', `${version.id} has this digest already, and its derivedFromIds are ${names}.`);
}

const findVersion = ({ db }: Work, datasetId: string, number: number) =>
  db
    .selectFrom('datasetVersion')
    .selectAll()
    .where('datasetId', '=', datasetId)
    .where('number', '=', number)
    .executeTakeFirst();
