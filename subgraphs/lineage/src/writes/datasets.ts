import { audit } from '@tributary/common/mutations/audit';
import {
  byId,
  description,
  list,
  name,
  orDefault,
  owner,
  reference,
  slug,
  tags,
  text,
  time,
} from '@tributary/common/mutations/inputs';
import { conflict, invalidInput } from '@tributary/common/mutations/outcome';
import { sql, type Updateable } from 'kysely';
import { z } from 'zod';

import type { DatasetVersion } from '../dataset-versions.ts';
import type { Dataset } from '../datasets.ts';
import type { Database } from '../tables.ts';
import { lockQuarantineForShare } from './advisory-locks.ts';
import { uri } from './inputs.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { getRun } from './run-rows.ts';
import { refuseUnusableVersions } from './usable-versions.ts';
import type { Work, WriteContext } from './work.ts';

const target = (id: string) => ({ type: 'Dataset', id });

const fields = {
  name: name().nullish(),
  description: description.nullish(),
  owner: owner.nullish(),
  tags: tags.nullish(),
  sourceUri: uri.nullish(),
  license: text(200).nullish(),
};
const createShape = z.object({ id: slug, ...fields });
const updateShape = z.object({ id: reference, ...fields });

export const createDataset = (context: WriteContext, input: unknown) =>
  perform(context, createShape, input, async (work, { id, name, tags, ...rest }) => {
    const dataset = await work.db
      .insertInto('dataset')
      .values({ id, name: name ?? id, tags: tags ?? [], ...rest })
      .returningAll()
      .executeTakeFirstOrThrow();
    audit(work, 'createDataset', target(id), null, dataset);
    return dataset;
  });

export const updateDataset = (context: WriteContext, input: unknown) =>
  perform(context, updateShape, input, async (work, { id, name, tags, ...rest }) => {
    const before = await lockDataset(work, id);
    return changeDataset(work, 'updateDataset', before, {
      ...rest,
      name: name === null ? id : name,
      tags: tags === null ? [] : tags,
    });
  });

export const archiveDataset = (context: WriteContext, id: string) =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockDataset(work, id);
    return before.archivedAt ? before : changeDataset(work, 'archiveDataset', before, { archivedAt: new Date() });
  });

export const restoreDataset = (context: WriteContext, id: string) =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockDataset(work, id);
    return before.archivedAt ? changeDataset(work, 'restoreDataset', before, { archivedAt: null }) : before;
  });

const DIGEST = /^(?:[a-z0-9][a-z0-9_+.-]{0,29}:[\da-f]{2,256}|run:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** Clocks differ; beyond this, what is yet to come would stay the current version until then. */
const AHEAD_MS = 5 * 60_000;

const versionShape = z.object({
  datasetId: reference,
  digest: z.string().regex(DIGEST, 'is no digest such as sha256:9f86d0… or run:<uuid>, in lower case'),
  columns: list(
    z.object({
      name: name(),
      type: name(100),
      nullable: orDefault(z.boolean().nullable(), null),
      description: orDefault(description.nullable(), null),
    }),
  )
    .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, 'names a column twice')
    .nullish(),
  rowCount: z.number().int().min(0, 'is negative').nullish(),
  sizeBytes: z.number().int().min(0, 'is negative').nullish(),
  producedByRunId: reference.nullish(),
  derivedFromIds: list(reference).nullish(),
  writtenAt: time.refine((at) => at.getTime() < Date.now() + AHEAD_MS, 'lies in the future').nullish(),
});

/** The dataset's row is locked first, so that numbers have no gaps and a repeated digest finds the newest version. */
export const createDatasetVersion = (context: WriteContext, input: unknown) =>
  perform(context, versionShape, input, async (work, input) => {
    const dataset = await lockDataset(work, input.datasetId);
    if (dataset.archivedAt) throw conflict('STATE', `Dataset ${dataset.id} is archived.`);
    const newest = await findVersion(work, dataset.id, dataset.lastNumber);
    if (newest?.digest === input.digest) return newest;
    const producedBy = input.producedByRunId == null ? null : (await getRun(work, input.producedByRunId)).id;
    if (input.digest.startsWith('run:') && input.digest !== `run:${producedBy}`) {
      throw invalidInput({ path: ['digest'], message: 'names another run than producedByRunId' });
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
        // When the number is given, not when the call began to wait for it: the higher of two is the newer.
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
    return producedBy === null ? version : inheritMarks(work, version);
  });

/** What a run wrote that had read quarantined data is marked with it. */
async function inheritMarks(work: Work, version: DatasetVersion): Promise<DatasetVersion> {
  await sql`
    insert into quarantine_mark (origin_id, version_id, distance)
    select origin_id, ${version.id}, min(distance) + 1
    from run_input join quarantine_mark on version_id = dataset_version_id
    where run_id = ${version.producedBy}
    group by origin_id`.execute(work.db);
  return (await findVersion(work, version.datasetId, version.number)) ?? version;
}

const findVersion = ({ db }: Work, datasetId: string, number: number) =>
  db
    .selectFrom('datasetVersion')
    .selectAll()
    .where('datasetId', '=', datasetId)
    .where('number', '=', number)
    .executeTakeFirst();

async function lockDataset({ db }: Work, id: string): Promise<Dataset> {
  const dataset = await db.selectFrom('dataset').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!dataset) throw notFound('Dataset', id);
  return dataset;
}

async function changeDataset(work: Work, action: string, before: Dataset, changes: Updateable<Database['dataset']>) {
  const after = await work.db
    .updateTable('dataset')
    .set({ ...changes, updatedAt: new Date() })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  audit(work, action, target(before.id), before, after);
  return after;
}
