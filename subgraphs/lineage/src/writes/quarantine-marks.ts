import { conflict } from '@tributary/common/mutations/outcome';
import type { Work } from './work.ts';

/** @throws Conflict when one of the versions is not to be trusted. */
export async function refuseQuarantined(work: Work, versions: readonly { id: string; marks: number }[]): Promise<void> {
  const marked = versions.find(({ marks }) => marks > 0);
  if (!marked) return;
  const origin = await getNearestOrigin(work, marked.id);
  const why =
    origin === marked.id
      ? ': nothing builds on it until it is released'
      : ` because of ${origin}: nothing builds on it until that is released`;
  throw conflict('STATE', `Dataset version ${marked.id} is QUARANTINED${why}.`);
}

/** The version whose mark reaches a marked one on the shortest way: itself, where it has one of its own. */
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
