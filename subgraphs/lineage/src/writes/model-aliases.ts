import { audit } from '@tributary/common/mutations/audit';
import { reference } from '@tributary/common/mutations/inputs';
import type { Outcome } from '@tributary/common/mutations/outcome';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { ModelVersion } from '../models/model-versions.ts';
import type { Model } from '../models/models.ts';
import { readReservedAlias } from '../models/reserved-aliases.ts';
import type { Database } from '../tables.ts';
import { getVersion } from './model-versions.ts';
import { lockModel, lockOpenModel } from './models.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import type { Work, WriteContext } from './work.ts';

const setShape = z.object({
  modelId: reference,
  alias: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
      'must be an alias: 1 to 100 of letters, digits, _, . and -, beginning with a letter or digit',
    )
    .refine(
      (alias) => readReservedAlias(alias) === null,
      'must not be latest, v<number> or digits: they could be taken for a version',
    ),
  versionNumber: z.number().int(),
});

/** Locks the model, so that a model's aliases move one at a time and their history is in that order. */
export const setModelAlias = (context: WriteContext, input: unknown): Promise<Outcome<ModelVersion>> =>
  perform(context, setShape, input, async (work, { modelId, alias, versionNumber }) => {
    await lockOpenModel(work, modelId);
    const version = await getVersion(work, `${modelId}@${versionNumber}`);
    const before = await findAlias(work, modelId, alias);
    if (before?.versionId === version.id) return version;
    const set = { versionId: version.id, setAt: new Date(), setBy: work.subject };
    await work.db
      .insertInto('modelAlias')
      .values({ modelId, name: alias, ...set })
      .onConflict((oc) => oc.columns(['modelId', 'name']).doUpdateSet(set))
      .execute();
    await insertChange(work, 'setModelAlias', { modelId, alias, fromId: before?.versionId ?? null, toId: version.id });
    return version;
  });

const deleteShape = z.object({ modelId: reference, alias: reference });

export const deleteModelAlias = (context: WriteContext, modelId: string, alias: string): Promise<Outcome<Model>> =>
  perform(context, deleteShape, { modelId, alias }, async (work, { modelId, alias }) => {
    const model = await lockModel(work, modelId);
    const before = await findAlias(work, modelId, alias);
    if (!before) throw notFound('ModelAlias', alias);
    await work.db.deleteFrom('modelAlias').where('modelId', '=', modelId).where('name', '=', alias).execute();
    await insertChange(work, 'deleteModelAlias', { modelId, alias, fromId: before.versionId, toId: null });
    return model;
  });

const findAlias = (
  { db }: Work,
  modelId: string,
  alias: string,
): Promise<Selectable<Database['modelAlias']> | undefined> =>
  db.selectFrom('modelAlias').selectAll().where('modelId', '=', modelId).where('name', '=', alias).executeTakeFirst();

interface AliasMove {
  modelId: string;
  alias: string;
  fromId: string | null;
  toId: string | null;
}

async function insertChange(work: Work, action: string, move: AliasMove): Promise<void> {
  await work.db
    .insertInto('aliasChange')
    // The database's clock, which all processes share: so the history is in the order of the changes.
    .values({ ...move, by: work.subject, at: sql<Date>`clock_timestamp()` })
    .execute();
  const { modelId, alias, fromId, toId } = move;
  audit(work, action, { type: 'Model', id: modelId }, { [alias]: fromId }, { [alias]: toId });
}
