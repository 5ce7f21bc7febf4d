import { audit } from '@tributary/common/mutations/audit';
import { byId, description, integerFrom, name, owner, reference, slug, tags } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { servingCopy } from '../copies/copies.ts';
import type { Model } from '../models/models.ts';
import type { Database } from '../tables.ts';
import { boardsOfModel } from './affected-copies.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

const target = (id: string) => ({ type: 'Model', id });

const DEFAULT_TTL_SECONDS = 300;

const fields = {
  name: name()
    .refine((name) => !/[/:]/.test(name), 'must not have / or : in it')
    .nullish(),
  description: description.nullish(),
  owner: owner.nullish(),
  tags: tags.nullish(),
  task: name(100).nullish(),
  framework: name(100).nullish(),
  predictionTtlSeconds: integerFrom(0).nullish(),
};
const createShape = z.object({ id: slug, ...fields });
const updateShape = z.object({ id: reference, ...fields });

export const createModel = (context: WriteContext, input: unknown): Promise<Outcome<Model>> =>
  perform(context, createShape, input, async (work, { id, name, tags, predictionTtlSeconds, ...rest }) => {
    const model = await work.db
      .insertInto('model')
      .values({
        id,
        name: name ?? id,
        tags: tags ?? [],
        predictionTtlSeconds: predictionTtlSeconds ?? DEFAULT_TTL_SECONDS,
        ...rest,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    audit(work, 'createModel', target(id), null, model);
    return model;
  });

export const updateModel = (context: WriteContext, input: unknown): Promise<Outcome<Model>> =>
  perform(context, updateShape, input, async (work, { id, name, tags, predictionTtlSeconds, ...rest }) => {
    const before = await lockModel(work, id);
    const after = await changeModel(work, 'updateModel', before, {
      ...rest,
      name: name === null ? id : name,
      tags: tags === null ? [] : tags,
      predictionTtlSeconds: predictionTtlSeconds === null ? DEFAULT_TTL_SECONDS : predictionTtlSeconds,
    });
    if (after.predictionTtlSeconds !== before.predictionTtlSeconds) markStale(work, [servingCopy(id)]);
    return after;
  });

export const archiveModel = (context: WriteContext, id: string): Promise<Outcome<Model>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockModel(work, id);
    if (before.archivedAt) return before;
    await refuseOpenDeployments(work, id);
    markStale(work, await boardsOfModel(work, id));
    return changeModel(work, 'archiveModel', before, { archivedAt: new Date() });
  });

async function refuseOpenDeployments({ db }: Work, modelId: string): Promise<void> {
  const open = await db
    .selectFrom('deployment')
    .select(['id', 'status', 'environment'])
    .where('modelId', '=', modelId)
    .where('status', 'in', ['PENDING', 'LIVE'])
    .limit(1)
    .executeTakeFirst();
  if (open) throw conflict('STATE', `Deployment ${open.id} is ${open.status} in ${open.environment}: retire it first.`);
}

export const restoreModel = (context: WriteContext, id: string): Promise<Outcome<Model>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockModel(work, id);
    if (!before.archivedAt) return before;
    markStale(work, await boardsOfModel(work, id));
    return changeModel(work, 'restoreModel', before, { archivedAt: null });
  });

/** A model under which something new may be made. It stays as it is until the transaction ends. */
export const lockOpenModelForShare = async (work: Work, id: string): Promise<Model> =>
  refuseArchivedModel(await lockModelForShare(work, id));

/** As lockOpenModelForShare, for what counts or orders under the model: one such transaction runs at a time. */
export const lockOpenModel = async (work: Work, id: string): Promise<Model> =>
  refuseArchivedModel(await lockModel(work, id));

export async function lockModelForShare({ db }: Work, id: string): Promise<Model> {
  const model = await db.selectFrom('model').selectAll().where('id', '=', id).forShare().executeTakeFirst();
  if (!model) throw notFound('Model', id);
  return model;
}

export function refuseArchivedModel(model: Model): Model {
  if (model.archivedAt) throw conflict('STATE', `Model ${model.id} is archived.`);
  return model;
}

export async function createMissingModel(work: Work, id: string): Promise<void> {
  const model = await work.db
    .insertInto('model')
    .values({ id, name: id })
    .onConflict((oc) => oc.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (model) audit(work, 'createModel', target(id), null, model);
}

export async function lockModel({ db }: Work, id: string): Promise<Model> {
  const model = await db.selectFrom('model').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!model) throw notFound('Model', id);
  return model;
}

async function changeModel(work: Work, action: string, before: Model, changes: Updateable<Database['model']>) {
  const after = await work.db
    .updateTable('model')
    .set({ ...changes, updatedAt: new Date() })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  audit(work, action, target(before.id), before, after);
  return after;
}
