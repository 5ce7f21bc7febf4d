import { audit } from '@tributary/common/mutations/audit';
import { byId, description, name, reference, slug, tags } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { RunGroup } from '../runs/run-groups.ts';
import type { Database } from '../tables.ts';
import { copiesOfArchivedRuns } from './affected-copies.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { runTarget } from './run-rows.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

const target = (id: string) => ({ type: 'RunGroup', id });

const createShape = z.object({
  id: slug,
  name: name().nullish(),
  description: description.nullish(),
  tags: tags.nullish(),
});

export const createRunGroup = (context: WriteContext, input: unknown): Promise<Outcome<RunGroup>> =>
  perform(context, createShape, input, async (work, { id, name, description, tags }) => {
    const group = await work.db
      .insertInto('runGroup')
      .values({ id, name: name ?? id, description: description ?? null, tags: tags ?? [] })
      .returningAll()
      .executeTakeFirstOrThrow();
    audit(work, 'createRunGroup', target(id), null, group);
    return group;
  });

const updateShape = z.object({
  id: reference,
  name: name().nullish(),
  description: description.nullish(),
  tags: tags.nullish(),
});

export const updateRunGroup = (context: WriteContext, input: unknown): Promise<Outcome<RunGroup>> =>
  perform(context, updateShape, input, async (work, { id, ...changes }) => {
    const before = await lockRunGroup(work, id);
    return changeRunGroup(work, 'updateRunGroup', before, {
      ...changes,
      name: changes.name === null ? id : changes.name,
      tags: changes.tags === null ? [] : changes.tags,
    });
  });

/** A run that is not archived, as the audit says it. */
const SHOWN = { archivedAt: null, archivedWithGroup: false };

export const archiveRunGroup = (context: WriteContext, id: string): Promise<Outcome<RunGroup>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockRunGroup(work, id);
    if (before.archivedAt) return before;
    const archivedAt = new Date();
    await lockRunsOfGroup(work, id);
    const after = await changeRunGroup(work, 'archiveRunGroup', before, { archivedAt });
    const runs = await work.db
      .updateTable('run')
      .set({ archivedAt, archivedWithGroup: true, updatedAt: archivedAt })
      .where('groupId', '=', id)
      .where('archivedAt', 'is', null)
      .returning(['id', 'status'])
      .execute();
    const hidden = { archivedAt, archivedWithGroup: true };
    for (const run of runs) audit(work, 'archiveRunGroup', runTarget(run.id), SHOWN, hidden);
    markStale(work, await copiesOfArchivedRuns(work, runs));
    return after;
  });

export const restoreRunGroup = (context: WriteContext, id: string): Promise<Outcome<RunGroup>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    const before = await lockRunGroup(work, id);
    if (!before.archivedAt) return before;
    await lockRunsOfGroup(work, id);
    const after = await changeRunGroup(work, 'restoreRunGroup', before, { archivedAt: null });
    const runs = await work.db
      .updateTable('run')
      .set({ archivedAt: null, archivedWithGroup: false, updatedAt: new Date() })
      .where('groupId', '=', id)
      .where('archivedWithGroup', '=', true)
      .returning(['id', 'status'])
      .execute();
    const hidden = { archivedAt: before.archivedAt, archivedWithGroup: true };
    for (const run of runs) audit(work, 'restoreRunGroup', runTarget(run.id), hidden, SHOWN);
    markStale(work, await copiesOfArchivedRuns(work, runs));
    return after;
  });

/** A group that takes new runs. It stays as it is until the transaction ends. */
export const lockOpenRunGroupForShare = async (work: Work, id: string): Promise<RunGroup> =>
  refuseArchivedRunGroup(await lockRunGroupForShare(work, id));

export async function lockRunGroupForShare({ db }: Work, id: string): Promise<RunGroup> {
  const group = await db.selectFrom('runGroup').selectAll().where('id', '=', id).forShare().executeTakeFirst();
  if (!group) throw notFound('RunGroup', id);
  return group;
}

export function refuseArchivedRunGroup(group: RunGroup): RunGroup {
  if (group.archivedAt) throw conflict('STATE', `Run group ${group.id} is archived: restore it first.`);
  return group;
}

export async function createMissingRunGroup(work: Work, id: string): Promise<void> {
  const group = await work.db
    .insertInto('runGroup')
    .values({ id, name: id })
    .onConflict((oc) => oc.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (group) audit(work, 'createRunGroup', target(id), null, group);
}

/** Locks a group's runs by id, the order in which everybody locks several runs. */
const lockRunsOfGroup = ({ db }: Work, groupId: string) =>
  db.selectFrom('run').select('id').where('groupId', '=', groupId).orderBy('id').forUpdate().execute();

async function lockRunGroup({ db }: Work, id: string): Promise<RunGroup> {
  const group = await db.selectFrom('runGroup').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!group) throw notFound('RunGroup', id);
  return group;
}

async function changeRunGroup(work: Work, action: string, before: RunGroup, changes: Updateable<Database['runGroup']>) {
  const after = await work.db
    .updateTable('runGroup')
    .set({ ...changes, updatedAt: new Date() })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  audit(work, action, target(before.id), before, after);
  return after;
}
