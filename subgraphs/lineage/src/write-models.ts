import type { Model } from './models.ts';
import { conflict, notFound } from './outcome.ts';
import type { Work } from './perform.ts';

const target = (id: string) => ({ type: 'Model', id });

/** A model under which something new may be made; kept as it is until the transaction ends. */
export async function shareOpenModel({ db }: Work, id: string): Promise<Model> {
  const model = await db.selectFrom('model').selectAll().where('id', '=', id).forShare().executeTakeFirst();
  if (!model) throw notFound('Model', id);
  if (model.archivedAt) throw conflict('STATE', `Model ${id} is archived.`);
  return model;
}

export async function createMissingModel(work: Work, id: string): Promise<void> {
  const model = await work.db
    .insertInto('model')
    .values({ id, name: id })
    .onConflict((oc) => oc.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (model) work.audit('createModel', target(id), null, model);
}
