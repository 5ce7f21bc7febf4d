import { sql } from 'kysely';
import { refreshBestRuns } from './best-runs.ts';
import type { Work } from './work.ts';

/** Notes copies in other stores that are behind once this mutation commits. */
export function markStale({ staleCopies }: Work, copies: readonly string[]): void {
  for (const copy of copies) staleCopies.add(copy);
}

/** The rows are locked in name order, so that two transactions with the same copies never wait for each other. */
export async function writeStaleCopies({ db, staleCopies }: Work): Promise<void> {
  const copies = [...staleCopies];
  if (copies.length === 0) return;
  await sql`
    insert into sync_copy (copy)
    select copy from unnest(${copies}::text[]) as named(copy) order by copy collate "C"
    on conflict (copy) do update set version = sync_copy.version + 1,
      behind_since = case when sync_copy.version > sync_copy.delivered then sync_copy.behind_since else now() end`.execute(
    db,
  );
  await refreshBestRuns(db, copies);
}
