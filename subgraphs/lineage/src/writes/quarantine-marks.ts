import { conflict, type MutationError } from '@tributary/common/mutations/outcome';
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
