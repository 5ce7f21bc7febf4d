import type { Database } from '../database.ts';
import { filesIn } from '../gridfs.ts';

/** Where a file says since when nothing names it. */
export const MARK = 'metadata.unnamedSince';

/** Notes, by the store's clock, since when nothing names artifacts; of those that were noted it stays. */
export async function markUnnamed(db: Database, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  const unmarked = { filename: { $in: [...hashes] }, [MARK]: { $exists: false } };
  await filesIn(db).updateMany(unmarked, { $currentDate: { [MARK]: true } }, db.limits);
}

/** Something names them again. */
export async function liftMarks(db: Database, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  await filesIn(db).updateMany({ filename: { $in: [...hashes] } }, { $unset: { [MARK]: 1 } }, db.limits);
}
