import { type AuditTarget, audit } from '@tributary/common/mutations/audit';
import type { Updateable } from 'kysely';
import { experimentCopy } from '../copies/copies.ts';
import { isUuid, toUuid } from '../ids.ts';
import type { Run } from '../runs/runs.ts';
import type { Database } from '../tables.ts';
import { copiesOfChangedRun } from './affected-copies.ts';
import { notFound } from './not-found.ts';
import { markStale } from './stale-copies.ts';
import type { Work } from './work.ts';

/** What the audit calls a run. */
export const runTarget = (id: string): AuditTarget => ({ type: 'TrainingRun', id });

export type RunChanges = Updateable<Database['run']>;

/** Writes what changes of a run and its audit, and marks its copies stale. Where nothing changes, it does neither. */
export async function changeRun(work: Work, action: string, before: Run, changes: RunChanges): Promise<Run> {
  const after = await work.db
    .updateTable('run')
    .set({ ...changes, updatedAt: new Date() })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (audit(work, action, runTarget(before.id), before, after))
    markStale(work, await copiesOfChangedRun(work, before, after));
  return after;
}

/** Notes that something of a run has changed which its row does not hold; its experiment has the time of that, too. */
export function touch(work: Work, { id }: Run, bookkeeping: Pick<RunChanges, 'documentBytes'> = {}): Promise<Run> {
  markStale(work, [experimentCopy(id)]);
  return work.db
    .updateTable('run')
    .set({ ...bookkeeping, updatedAt: new Date() })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function getRun({ db }: Work, id: string): Promise<Run> {
  const uuid = toUuid(id);
  const run = uuid && (await db.selectFrom('run').selectAll().where('id', '=', uuid).executeTakeFirst());
  if (!run) throw notFound('TrainingRun', id);
  return run;
}

/** A run that stays as it is until the transaction ends. */
export async function lockRunForShare({ db }: Work, id: string): Promise<Run> {
  const uuid = toUuid(id);
  const run = uuid && (await db.selectFrom('run').selectAll().where('id', '=', uuid).forShare().executeTakeFirst());
  if (!run) throw notFound('TrainingRun', id);
  return run;
}

export async function lockRun(work: Work, id: string): Promise<Run> {
  const [run] = await lockRuns(work, [id]);
  if (!run) throw notFound('TrainingRun', id);
  return run;
}

/** A statement of its own: a statement that read something else, too, would read it as it was before the wait. */
export async function lockRuns({ db }: Work, ids: readonly string[]): Promise<Run[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const impossible = wanted.find((id) => !isUuid(id));
  if (impossible !== undefined) throw notFound('TrainingRun', impossible);
  if (wanted.length === 0) return [];
  const rows = await db.selectFrom('run').selectAll().where('id', 'in', wanted).orderBy('id').forUpdate().execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return wanted.map((id) => {
    const run = found.get(id);
    if (!run) throw notFound('TrainingRun', id);
    return run;
  });
}
