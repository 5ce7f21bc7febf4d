import { type Kysely, sql } from 'kysely';
import type { Database } from '../tables.ts';
import { obstaclesOf } from './deployability.ts';
import type { Deployment } from './deployments.ts';
import { servedDigest } from './served-file.ts';

/**
 * The last good deployment before each LIVE one: the newest earlier one there of another version that was LIVE, whose
 * version was not rolled back there since, and that could be deployed and served now. Of FAILED ones none ever was LIVE. A version
 * has one open deployment at a time, so what was rolled back since is the earlier one itself or came after it.
 */
export async function findRollbackTargets(
  db: Kysely<Database>,
  approvedOnly: readonly string[],
  deploymentIds: readonly string[],
): Promise<(Deployment & { replacedId: string })[]> {
  const { rows } = await sql<Deployment & { replacedId: string }>`
    select good.*, bad.id as replaced_id
    from deployment bad
    join model on model.id = bad.model_id and model.archived_at is null
    cross join lateral (
      select earlier.*
      from deployment earlier
      join model_version version on version.id = earlier.model_version_id
      where earlier.model_id = bad.model_id and earlier.environment = bad.environment
        and (earlier.deployed_at, earlier.id) < (bad.deployed_at, bad.id)
        and earlier.model_version_id <> bad.model_version_id
        and earlier.status in ('LIVE', 'ROLLED_BACK', 'RETIRED')
        and (earlier.endpoint_url is not null or ${servedDigest} is not null)
        and not exists (
          select from deployment since
          where since.model_version_id = earlier.model_version_id and since.environment = earlier.environment
            and since.status = 'ROLLED_BACK' and (since.deployed_at, since.id) >= (earlier.deployed_at, earlier.id)
        )
        and not exists ${obstaclesOf(sql<string>`bad.environment`, approvedOnly)}
      order by earlier.deployed_at desc, earlier.id desc
      limit 1
    ) good
    where bad.id = any(${[...deploymentIds]}::uuid[]) and bad.status = 'LIVE'`.execute(db);
  return rows;
}
