import { conflict, type MutationError } from '@tributary/common/mutations/outcome';
import { sql } from 'kysely';
import { derivedFrom } from '../graph/derivation-rule.ts';
import type { Work } from './work.ts';

/** The Conflict of a quarantined dataset version, which says what must be released. */
export async function quarantineConflict(work: Work, versionId: string): Promise<MutationError> {
  const origin = await getNearestOrigin(work, versionId);
  const why =
    origin === versionId
      ? ': nothing builds on it until it is released'
      : ` because of ${origin}: nothing builds on it until that is released`;
  return conflict('STATE', `Dataset version ${versionId} is QUARANTINED${why}.`);
}

/** The nearest version whose quarantine reaches a marked one: itself, where it is quarantined itself. */
export async function getNearestOrigin({ db }: Work, versionId: string): Promise<string> {
  const { originId } = await db
    .selectFrom('quarantineMark')
    .select('originId')
    .where('versionId', '=', versionId)
    .orderBy('distance')
    .orderBy('originId')
    .limit(1)
    .executeTakeFirstOrThrow();
  return originId;
}

/**
 * Marks all that derives from a version, level by level. Each level starts from what was not marked before, so a hub is
 * visited once and a cycle ends. The origin is left out by name: a second row for it, at another distance, would break
 * a check of the table before it met the first row.
 */
export async function markDerived({ db }: Work, originId: string): Promise<void> {
  await db.insertInto('quarantineMark').values({ originId, versionId: originId, distance: 0 }).execute();
  let level = [originId];
  for (let distance = 1; level.length > 0; distance++) {
    const { rows } = await sql<{ versionId: string }>`
      insert into quarantine_mark (origin_id, version_id, distance)
      select distinct ${originId}, derived.id, ${distance}::integer
      from unnest(${level}::text[]) as marked(id) cross join lateral (${derivedFrom(sql.ref('marked.id'))}) derived
      where derived.id <> ${originId}
      on conflict do nothing
      returning version_id`.execute(db);
    level = rows.map(({ versionId }) => versionId);
  }
}

/**
 * Gives a version that was made just now the marks of what the run that wrote it has read. The versions that it names
 * as its sources have none: those that are quarantined are refused.
 */
export async function inheritMarks({ db }: Work, versionId: string, runId: string): Promise<void> {
  await sql`
    insert into quarantine_mark (origin_id, version_id, distance)
    select origin_id, ${versionId}, min(distance) + 1
    from run_input join quarantine_mark on version_id = dataset_version_id
    where run_id = ${runId}
    group by origin_id`.execute(db);
}
