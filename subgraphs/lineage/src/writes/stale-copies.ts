import { type Copy, isBoardCopy, type PutDownCopy, putDownCopies } from '../copies/copies.ts';
import { refreshBestRuns } from './best-runs.ts';
import type { Work } from './work.ts';

/** Notes copies in other stores that are behind once this mutation commits. */
export function markStale({ staleCopies }: Work, copies: readonly Copy[]): void {
  staleCopies.push(...copies);
}

/** Puts each of them down once, and answers their versions. Then nobody else changes the boards among them, and their best runs are found again. */
export async function writeStaleCopies({ db, staleCopies }: Work): Promise<PutDownCopy[]> {
  const copies = [...new Map(staleCopies.map((copy) => [JSON.stringify(copy), copy])).values()];
  const putDown = await putDownCopies(db, copies);
  await refreshBestRuns(db, copies.filter(isBoardCopy));
  return putDown;
}
