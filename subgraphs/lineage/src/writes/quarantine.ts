import { audit } from '@tributary/common/mutations/audit';
import { byId, name, reference } from '@tributary/common/mutations/inputs';
import { conflict, type Outcome } from '@tributary/common/mutations/outcome';
import { z } from 'zod';
import type { DatasetVersion } from '../datasets/dataset-versions.ts';
import { lockQuarantine } from './advisory-locks.ts';
import { servingOfLearners } from './affected-copies.ts';
import { notFound } from './not-found.ts';
import { perform } from './perform.ts';
import { getNearestOrigin, markDerived } from './quarantine-marks.ts';
import { markStale } from './stale-copies.ts';
import type { Work, WriteContext } from './work.ts';

const quarantineShape = z.object({ id: reference, reason: name(10_000) });

/** A version that is quarantined already gets the new reason. All that derives from it has its mark already. */
export const quarantineDatasetVersion = (context: WriteContext, input: unknown): Promise<Outcome<DatasetVersion>> =>
  perform(context, quarantineShape, input, async (work, { id, reason }) => {
    await lockQuarantine(work);
    const version = await getVersion(work, id);
    const before = await findReason(work, id);
    const change = [{ reason: before ?? null }, { reason }] as const;
    if (!audit(work, 'quarantineDatasetVersion', target(id), ...change)) return version;
    await work.db
      .insertInto('quarantine')
      .values({ originId: id, reason, by: work.subject })
      .onConflict((oc) => oc.column('originId').doUpdateSet({ reason }))
      .execute();
    if (before !== undefined) return version;
    await markDerived(work, id);
    markStale(work, await servingOfLearners(work, id));
    return getVersion(work, id);
  });

/**
 * A version that is not quarantined itself stays as it is. Where the mark of another reaches it, this is a Conflict: a
 * success would look as if the version could be built on now.
 */
export const releaseDatasetVersion = (context: WriteContext, id: string): Promise<Outcome<DatasetVersion>> =>
  perform(context, byId, { id }, async (work, { id }) => {
    await lockQuarantine(work);
    const version = await getVersion(work, id);
    const reason = await findReason(work, id);
    if (reason === undefined) {
      if (version.marks === 0) return version;
      const origin = await getNearestOrigin(work, id);
      throw conflict('STATE', `Dataset version ${id} is QUARANTINED because of ${origin}: release that.`);
    }
    markStale(work, await servingOfLearners(work, id));
    await work.db.deleteFrom('quarantine').where('originId', '=', id).execute();
    audit(work, 'releaseDatasetVersion', target(id), { reason }, { reason: null });
    return getVersion(work, id);
  });

const target = (id: string) => ({ type: 'DatasetVersion', id });

async function getVersion({ db }: Work, id: string): Promise<DatasetVersion> {
  const version = await db.selectFrom('datasetVersion').selectAll().where('id', '=', id).executeTakeFirst();
  if (!version) throw notFound('DatasetVersion', id);
  return version;
}

/** Why a version is quarantined itself; undefined where it is not. */
async function findReason({ db }: Work, originId: string): Promise<string | undefined> {
  const row = await db.selectFrom('quarantine').select('reason').where('originId', '=', originId).executeTakeFirst();
  return row?.reason;
}
