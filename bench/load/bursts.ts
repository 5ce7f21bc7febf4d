import type { OpenDatabase } from '@tributary/lineage/database';
import { type OperationName, operations } from './operations.ts';
import { askOnce, checkWrites } from './prepare.ts';
import { generate, type Program } from './programs.ts';
import { describe, ms, verdict } from './report.ts';

const COUNTS = [50, 150, 300, 600, 1_000];

/** So many at once, each on a connection of its own. */
export async function benchBursts(program: Program, database: OpenDatabase): Promise<void> {
  console.log('\n### At once\n');
  console.log(
    '| operation | at once | whole | overloaded | p50 ms | longest ms | others | |\n|---|---|---|---|---|---|---|---|',
  );
  for (const operation of ['createTrainingRun', 'logMetrics', 'model', 'page'] as const satisfies OperationName[]) {
    for (const count of COUNTS) {
      const mark = `burst-${program.pids[0]}-${operation}-${count}`;
      const { tallies } = await generate({
        url: program.url,
        parts: [{ operation, mark, arrivals: { kind: 'burst', count } }],
      });
      const [tally] = tallies;
      if (!tally) throw new Error('no tally');
      const { right, overloaded, latency, others } = tally;
      await askOnce(program, 'model').catch((error) => console.error(`the first query afterwards: ${error}`));
      if (operations[operation].query.startsWith('mutation')) {
        await checkWrites(database, operation, mark, tally.done);
      }
      const isFine = Object.keys(others).length === 0;
      console.log(
        `| ${operation} | ${count} | ${right} | ${overloaded} | ${ms(latency.p50)} | ${ms(latency.max)} | ${describe(others)} | ${verdict(isFine)} |`,
      );
    }
  }
}
