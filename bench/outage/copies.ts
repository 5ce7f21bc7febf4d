import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase as openConfigs } from '@tributary/configs/database';
import type { OpenDatabase } from '@tributary/lineage/database';
import { sql } from 'kysely';
import type { Findings } from '../../tests/crash/findings.ts';

const LONGEST_MS = 60_000;
const POLL_MS = 100;

/**
 * Holds the runs' copies in MongoDB against the runs, once all are said to be delivered.
 * @returns how long that took, in milliseconds.
 */
export async function checkCopies(
  { db }: Pick<OpenDatabase, 'db'>,
  mongodbUrl: string,
  findings: Findings,
): Promise<number> {
  const began = performance.now();
  const countBehind = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from sync_copy where kind = 'experiment' and version > delivered`.execute(db);
    return rows[0]?.count ?? 0;
  };
  let behind = await countBehind();
  while (behind > 0 && performance.now() - began < LONGEST_MS) {
    await pause(POLL_MS);
    behind = await countBehind();
  }
  if (behind > 0) findings.add(`a copy that is not delivered after ${LONGEST_MS / 1_000} s`, { behind });
  const took = performance.now() - began;

  const { rows: runs } = await sql<{ id: string; name: string | null; status: string }>`
    select run.id, name, status from run
    join sync_copy on sync_copy.kind = 'experiment' and key = array[run.id::text]
    where delivered = version`.execute(db);
  const configs = openConfigs({ url: mongodbUrl, poolMax: 2, timeoutMs: LONGEST_MS });
  try {
    const documents = await configs.db.experiments.find({}, { name: 1, status: 1 }).lean();
    const byId = new Map(documents.map((document) => [document._id, document]));
    for (const run of runs) {
      const copy = byId.get(run.id);
      if (copy?.name !== run.name || copy?.status !== run.status) {
        findings.add('a copy that is not as its run', { run, copy: copy ?? null });
      }
    }
  } finally {
    await configs.close();
  }
  return took;
}
