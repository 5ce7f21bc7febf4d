import { sql } from 'kysely';
import { z } from 'zod';
import { type Kind, numberOf } from './ledger.ts';
import { type InLineage, mutation } from './lineage-writes.ts';
import { SERVED } from './realtime-writes.ts';

/** Versions of the served model. */
export const VERSIONS = 3;
/** Where they take over from each other; what answers predictions stays where it is. */
const ENVIRONMENT = 'staging';
const NOBODY = '00000000-0000-7000-8000-000000000000';

const SELECTION = 'deployment { id }';
const REFUSALS = ['Conflict', 'NotFound'];
const deployed = z.object({ deployment: z.object({ id: z.string() }) });

/** Whose deployments, or changes of them, there are, by the column that says so. */
const findBy =
  (kind: string, table: 'deployment' | 'deployment_event', column: 'deployed_by' | 'by') =>
  async ({ lineage }: InLineage) => {
    const { rows } = await sql<{ by: string }>`
      select ${table === 'deployment' ? sql`` : sql`distinct`} ${sql.ref(column)} as by from ${sql.table(table)}
      where starts_with(${sql.ref(column)}, ${`${kind}:`})`.execute(lineage);
    return rows.map(({ by }) => numberOf(kind, by));
  };

/** Deployments, and rollbacks of those that were answered, each once. Their home is PostgreSQL; Redis has what they serve. */
export function createDeploymentWrites() {
  const toRollBack: string[] = [];
  return {
    deployModelVersion: {
      home: 'postgres',
      query: mutation('deployModelVersion', 'DeploymentSuccess', SELECTION),
      variables: (nth) => ({
        input: { modelVersionId: `${SERVED}@${1 + (nth % VERSIONS)}`, environment: ENVIRONMENT },
      }),
      repeats: false,
      refusals: REFUSALS,
      answered: (write) => toRollBack.push(deployed.parse(write).deployment.id),
      action: 'deployModelVersion',
      find: findBy('deployModelVersion', 'deployment', 'deployed_by'),
    },
    rollbackDeployment: {
      home: 'postgres',
      query: mutation('rollbackDeployment', 'DeploymentSuccess', SELECTION),
      variables: () => ({ input: { id: toRollBack.pop() ?? NOBODY, reason: 'tried' } }),
      repeats: false,
      refusals: REFUSALS,
      action: 'rollbackDeployment',
      find: findBy('rollbackDeployment', 'deployment_event', 'by'),
    },
  } satisfies Record<string, Kind<InLineage>>;
}

/** Environments whose LIVE deployments do not share all of their traffic. */
export async function findBrokenShares({ lineage }: InLineage): Promise<unknown[]> {
  const { rows } = await sql`
    select model_id, environment, sum(traffic_percent)::int as shared from deployment where status = 'LIVE'
    group by model_id, environment having sum(traffic_percent) <> 100`.execute(lineage);
  return rows;
}
