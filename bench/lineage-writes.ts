import { createServer } from '@tributary/lineage/server';
import { sql } from 'kysely';
import { pino } from 'pino';
import { ask } from '../tests/setup/subgraph.ts';
import { type BenchDatabase, createBenchDatabase, expectEqual, measure } from './measure.ts';

const POINTS = 1_000;
const HISTORY = 100_000;
const LOGGED_MS = 100;

const LOG = `mutation ($input: LogMetricsInput!) {
  logMetrics(input: $input) { __typename ... on TrainingRunSuccess { trainingRun { metric(name: "loss") } } }
}`;

/** Logging a thousand points again, as a retry does, on a run with no other points and on one with a long history. */
export async function benchWrites(serverUrl: string): Promise<void> {
  const database = await createBenchDatabase(serverUrl, 'writes');
  try {
    const runs = { 'no other points': 0, [`${HISTORY.toLocaleString('en')} points`]: HISTORY };
    console.log(`\n**Writes**: logMetrics with ${POINTS.toLocaleString('en')} points that are there already\n`);
    console.log('| on a run with | median ms | asked | |\n|---|---|---|---|');
    const lineage = createServer(database, pino({ level: 'silent' }));
    for (const [index, [name, history]] of Object.entries(runs).entries()) {
      const runId = `00000000-0000-7000-8000-00000000000${index}`;
      await loadRun(database, runId, history);
      const points = Array.from({ length: POINTS }, (_, step) => ({ name: 'loss', value: 1 / (step + 1), step }));
      const log = async () => {
        const { data } = await ask(lineage, LOG, { input: { runId, points } });
        return data.logMetrics;
      };
      await measure(database, [
        {
          name,
          thresholdMs: LOGGED_MS,
          run: log,
          check: async () => {
            const last = history > 0 ? 0.5 : 1 / POINTS;
            expectEqual('the answer', await log(), {
              __typename: 'TrainingRunSuccess',
              trainingRun: { metric: last },
            });
            await log();
            const { rows } = await sql<{ count: number }>`
              select count(*) as count from metric_point where run_id = ${runId}`.execute(database.db);
            expectEqual('points', rows, [{ count: history + POINTS }]);
          },
        },
      ]);
    }
  } finally {
    await database.close();
  }
}

/** A running run whose other points lie at later steps. */
async function loadRun({ db }: BenchDatabase, runId: string, history: number): Promise<void> {
  await sql`insert into run (id, status, started_at, created_by) values (${runId}, 'RUNNING', now(), 'bench')`.execute(
    db,
  );
  if (history === 0) return;
  await sql`insert into metric_point (run_id, name, step, at, value)
    select ${runId}, 'loss', 1000000 + i, now(), 0.5 from generate_series(1, ${history}::integer) i`.execute(db);
  await sql`insert into run_metric (run_id, name, value, step, at)
    values (${runId}, 'loss', 0.5, 1000000 + ${history}::integer, now())`.execute(db);
  await sql`vacuum analyze`.execute(db);
}
