import type { Outcome } from '@tributary/common/mutations/outcome';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Deployment } from '../deployments/deployments.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../tables.ts';
import { lockDeployment } from './deployment-changes.ts';
import { perform } from './perform.ts';
import { becomeLiveOrFail, fail } from './traffic-changes.ts';
import type { Work, Workers } from './work.ts';

/** What came of a deployment that the platform serves itself. */
const settlement = z.discriminatedUnion('status', [
  z.object({ status: z.literal('LIVE') }),
  z.object({
    status: z.literal('FAILED'),
    /** A sentence for whoever deployed it. */
    reason: z.string(),
  }),
]);
export type Settlement = z.output<typeof settlement>;

/** Whoever settles delivers the copies himself. */
const NOBODY: Workers = { wake: () => {}, follow: async () => {} };

/**
 * Makes a PENDING deployment LIVE or FAILED, in the name of whoever deployed it. Where its version could not be deployed
 * any more it becomes FAILED, with that reason. One that is not PENDING any more stays as it is.
 */
export const settleDeployment = (
  { db, settings }: { readonly db: Kysely<Database>; readonly settings: Settings },
  { id, deployedBy }: Pick<Deployment, 'id' | 'deployedBy'>,
  outcome: Settlement,
): Promise<Outcome<Deployment>> => {
  const context = { db, settings, caller: { subject: deployedBy, scopes: [] }, workers: NOBODY };
  return perform(context, settlement, outcome, async (work, outcome) => {
    const reason = outcome.status === 'FAILED' ? outcome.reason : null;
    const { change, deployment } = await lockDeployment(work, 'settleDeployment', id, reason);
    if (deployment.status !== 'PENDING') return deployment;
    if (outcome.status === 'FAILED') return fail(work, change, deployment);
    const asked = { ...change, reason: await findReason(work, id) };
    return (await becomeLiveOrFail(work, asked, deployment)).deployment;
  });
};

/** Why it was deployed: what it takes from others it takes for that. */
async function findReason({ db }: Work, id: string): Promise<string | null> {
  const first = await db
    .selectFrom('deploymentEvent')
    .select('reason')
    .where('deploymentId', '=', id)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.reason ?? null;
}
