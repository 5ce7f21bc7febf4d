import type { OpenDatabase } from '@tributary/lineage/database';
import { askOnce, checkWrites } from './prepare.ts';
import { generate, type Program } from './programs.ts';
import { describe, ms, percent, verdict } from './report.ts';

const SECONDS = 8;
const READERS = 8;
const FEW = 30;
const MANY = 500;
const KEPT = 0.7;

/** Readers keep their rate, however many write. */
export async function benchReadsBesideWrites(program: Program, database: OpenDatabase): Promise<void> {
  console.log(`\n### ${READERS} readers of model(id) beside writers, ${SECONDS} s\n`);
  console.log(
    '| writers | reads/s | kept | p50 ms | p99 ms | reads refused | writes/s | write p99 ms | writes refused | others | |\n|---|---|---|---|---|---|---|---|---|---|---|',
  );
  let few = Number.NaN;
  for (const writers of [FEW, MANY]) {
    const mark = `mixed-${program.pids[0]}-${writers}`;
    const { tallies } = await generate({
      url: program.url,
      parts: [
        { operation: 'model', mark, arrivals: { kind: 'closed', clients: READERS, seconds: SECONDS } },
        { operation: 'createTrainingRun', mark, arrivals: { kind: 'closed', clients: writers, seconds: SECONDS } },
      ],
    });
    const [reads, writes] = tallies;
    if (!reads || !writes) throw new Error('no tally');
    await askOnce(program, 'model').catch((error) => console.error(`the first query afterwards: ${error}`));
    await checkWrites(database, 'createTrainingRun', mark, writes.done);
    const rate = reads.goodput;
    if (writers === FEW) few = rate;
    const others = { ...reads.others, ...writes.others };
    const isFine = Object.keys(others).length === 0 && rate >= few * KEPT;
    console.log(
      `| ${writers} | ${rate.toFixed(1)} | ${percent(rate / few)} | ${ms(reads.latency.p50)} | ${ms(reads.latency.p99)} | ${reads.overloaded} | ${writes.goodput.toFixed(1)} | ${ms(writes.latency.p99)} | ${writes.overloaded} | ${describe(others)} | ${verdict(isFine)} |`,
    );
  }
}
