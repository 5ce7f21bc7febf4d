import { setTimeout as pause } from 'node:timers/promises';
import { countAuditEvents as countInMongodb } from '@tributary/configs/audit-outbox';
import { findCopyLags } from '@tributary/lineage/copies/copy-care';
import { countAuditEvents as countInRedis } from '@tributary/realtime/audit-streams';
import { findTotalsByModelIds } from '@tributary/realtime/predictions/totals';
import { foldCounts } from '@tributary/sync/fold-counts';
import type { Stores } from '@tributary/sync/stores';
import { verify } from '@tributary/sync/verify/verify';
import { sql } from 'kysely';
import { findBrokenRevisions } from './configs-writes.ts';
import { findBrokenShares } from './deployment-writes.ts';
import type { Findings } from './findings.ts';
import { judgeLineage } from './judge-lineage.ts';
import { type JudgedWrites, judgeWrites } from './judge-writes.ts';
import type { Kind, Ledger } from './ledger.ts';
import { readLoggedEntities, SERVED } from './realtime-writes.ts';

export interface Judged extends JudgedWrites {
  /** How many copies were held against their homes. */
  readonly compared: number;
  readonly audits: number;
  readonly predictions: number;
}

const LOOK_MS = 100;
const LOOKS = 50;

/**
 * Holds all three stores against what was written, once everything is delivered.
 * @param looks how often counts are read, where a worker may fold them meanwhile.
 */
export async function judge<Name extends string>(
  ledger: Ledger<Name>,
  kinds: Readonly<Record<Name, Kind<Stores>>>,
  stores: Stores,
  findings: Findings,
  looks = LOOKS,
): Promise<Judged> {
  const judged = await judgeWrites(ledger, kinds, stores, findings);
  await judgeLineage(stores.lineage, findings);
  for (const broken of await findBrokenRevisions(stores)) findings.add('revisions with a gap', broken);
  for (const broken of await findBrokenShares(stores)) findings.add('shares that are not 100', broken);
  const predictions = await judgeCounts(stores, judged.excused, findings, looks);
  const verified = await verify(stores, { report: (line) => findings.add('verify', line), patienceMs: 0 });
  if (verified.waiting > 0) findings.add('copies that are on their way', verified);
  return { ...judged, compared: verified.compared, audits: await countAudits(stores), predictions };
}

/**
 * Each prediction of the log was counted once, with it: in the minutes that are folded or in those that are not. What
 * Redis has lost may have been folded before.
 */
async function judgeCounts(stores: Stores, lost: number, findings: Findings, looks: number): Promise<number> {
  await foldCounts(stores);
  const isRight = ({ logged, served, folded, unfolded }: Counts) =>
    Math.abs(served - folded - unfolded) <= lost && served >= logged && served <= logged + lost;
  let counts = await readCounts(stores);
  // A worker that folds meanwhile has, for a moment, what it folds in both stores.
  for (let attempt = 1; attempt < looks && !isRight(counts); attempt++) {
    await pause(LOOK_MS);
    counts = await readCounts(stores);
  }
  if (!isRight(counts)) findings.add('predictions that were not counted once', counts);
  return counts.served;
}

/** How often predictions were answered, by what tells of that. */
interface Counts {
  readonly logged: number;
  readonly served: number;
  readonly folded: number;
  readonly unfolded: number;
}

async function readCounts({ lineage, realtime }: Stores): Promise<Counts> {
  const { rows } = await sql<{ folded: number }>`
    select coalesce(sum(requests - errors), 0)::int as folded from prediction_count
    join deployment on deployment.id = deployment_id where model_id = ${SERVED}`.execute(lineage);
  const [totals] = await findTotalsByModelIds(realtime, [SERVED]);
  const open = await realtime.run((redis) => redis.hGetAll(realtime.keys.predictions(SERVED).open));
  const sumOf = (what: string) =>
    Object.entries(open).reduce((sum, [field, count]) => (field.split(' ')[2] === what ? sum + Number(count) : sum), 0);
  return {
    logged: (await readLoggedEntities(realtime)).length,
    served: totals?.served ?? 0,
    folded: rows[0]?.folded ?? 0,
    unfolded: sumOf('requests') - sumOf('errors'),
  };
}

async function countAudits({ lineage }: Stores): Promise<number> {
  const { count } = await lineage
    .selectFrom('auditEvent')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const LONGEST_MS = 120_000;

/** What is on its way from one store to another. */
async function findWaiting(stores: Stores): Promise<Record<string, number>> {
  const { lineage, configs, realtime } = stores;
  const lags = await findCopyLags(lineage);
  const deployments = await lineage.selectFrom('deployment').select('id').where('status', '=', 'PENDING').execute();
  return {
    copies: lags.reduce((sum, { pending }) => sum + pending, 0),
    audits: (await countInMongodb(configs)) + (await countInRedis(realtime)),
    deployments: deployments.length,
  };
}

/**
 * Waits until sync has nothing left to do.
 * @throws Error where nothing of it was done for two minutes.
 */
export async function untilDrained(stores: Stores): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let movedAt = performance.now();
  for (;;) {
    const waiting = await findWaiting(stores);
    const count = Object.values(waiting).reduce((sum, one) => sum + one, 0);
    if (count === 0) return;
    if (count < least) movedAt = performance.now();
    least = Math.min(least, count);
    if (performance.now() - movedAt > LONGEST_MS) {
      throw new Error(`Sync has delivered nothing for ${LONGEST_MS / 1_000} s: ${JSON.stringify(waiting)}`);
    }
    await pause(LOOK_MS);
  }
}
