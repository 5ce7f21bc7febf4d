import { audit } from '@tributary/common/mutations/audit';
import { byId, description, name, owner, reference, slug, tags, text } from '@tributary/common/mutations/inputs';
import type { Outcome } from '@tributary/common/mutations/outcome';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { Dataset } from '../datasets/datasets.ts';
import type { Database } from '../tables.ts';
import { boardsOfDataset } from './affected-copies.ts';
import { uri } from './inputs.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { markStale } from './stale-copies.ts';
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

export const createDataset = (context: WriteContext, input: unknown): Promise<Outcome<Dataset>> =>
  perform(context, createShape, input, async (work, { id, name, tags, ...rest }) => {
    const dataset = await work.db
      .insertInto('dataset')
      .values({ id, name: name ?? id, tags: tags ?? [], ...rest })
      .returningAll()
      .executeTakeFirstOrThrow();
    audit(work, 'createDataset', target(id), null, dataset);
    return dataset;
  });

export const updateDataset = (context: WriteContext, input: unknown): Promise<Outcome<Dataset>> =>
  perform(context, updateShape, input, async (work, { id, name, tags, ...rest }) => {
    const before = await lockDataset(work, id);
    return changeDataset(work, 'updateDataset', before, {
      ...rest,
      name: name === null ? id : name,
      tags: tags === null ? [] : tags,
    });
  });

export const archiveDataset = (context: WriteContext, id: string): Promise<Outcome<Dataset>> =>
  setArchived(context, 'archiveDataset', id, new Date());

export const restoreDataset = (context: WriteContext, id: string): Promise<Outcome<Dataset>> =>
  setArchived(context, 'restoreDataset', id, null);

const setArchived = (context: WriteContext, action: string, id: string, archivedAt: Date | null) =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockDataset(work, id);
    if ((before.archivedAt === null) === (archivedAt === null)) return before;
    markStale(work, await boardsOfDataset(work, id));
    return changeDataset(work, action, before, { archivedAt });
  });

export async function lockDataset({ db }: Work, id: string): Promise<Dataset> {
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
