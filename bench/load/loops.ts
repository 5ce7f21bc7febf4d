import { readConfig } from '@tributary/gateway/config';
import type { OpenDatabase } from '@tributary/lineage/database';
import type { Part, Tally } from './generator.ts';
import { type OperationName, operations } from './operations.ts';
import { askOnce, checkWrites } from './prepare.ts';
import { cpuSeconds, generate, type Program } from './programs.ts';
import { describe, ms, percent, verdict } from './report.ts';

const SECONDS = 6;
/** Keep the machine busy and wait for nothing. */
const CLIENTS = 16;
const KEPT = 0.8;

interface Measured extends Tally {
  serverCpu: number;
  clientCpu: number;
}

/**
 * Once, three and ten times as much as the machine bears: by clients that wait for their answer before they ask again,
 * and by requests that come whatever becomes of those before them.
 */
export async function benchLoops(program: Program, database: OpenDatabase): Promise<void> {
  console.log(`\n### Loops of ${SECONDS} s\n`);
  console.log(
    '| operation | load | whole/s | kept | refused/s | p50 ms | p99 ms | may take ms | refused p50 ms | server CPU | client CPU | µs a refusal | others | |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|',
  );
  for (const [operation, most] of [
    ['model', 3],
    ['page', 10],
    ['createTrainingRun', 10],
  ] as const satisfies [OperationName, number][]) {
    const once = await measure(program, database, operation, { kind: 'closed', clients: CLIENTS, seconds: SECONDS });
    report(operation, `closed, ${CLIENTS} clients`, once, once, true);
    for (const times of [3, 10]) {
      const clients = CLIENTS * times;
      const many = await measure(program, database, operation, { kind: 'closed', clients, seconds: SECONDS });
      report(operation, `closed, ${clients} clients`, many, once, times <= most);
    }
    for (const times of [1, 3, 10]) {
      const perSecond = Math.ceil(once.goodput * times);
      const many = await measure(program, database, operation, { kind: 'open', perSecond, seconds: SECONDS });
      report(operation, `open, ${times} × (${perSecond}/s)`, many, once, times <= most);
    }
  }
}

let runs = 0;

async function measure(
  program: Program,
  database: OpenDatabase,
  operation: OperationName,
  arrivals: Part['arrivals'],
): Promise<Measured> {
  const mark = `loop-${program.pids[0]}-${runs++}`;
  const before = await cpuSeconds(program.pids);
  const { tallies, cpuSeconds: clientSeconds } = await generate({
    url: program.url,
    parts: [{ operation, mark, arrivals }],
  });
  const serverSeconds = (await cpuSeconds(program.pids)) - before;
  const [tally] = tallies;
  if (!tally) throw new Error('no tally');
  await askOnce(program, 'model').catch((error) => console.error(`the first query afterwards: ${error}`));
  if (operation === 'createTrainingRun') await checkWrites(database, operation, mark, tally.done);
  const { seconds } = tally;
  return {
    ...tally,
    serverCpu: serverSeconds / seconds,
    clientCpu: clientSeconds / seconds,
  };
}

function report(operation: OperationName, load: string, measured: Measured, once: Measured, isAsked: boolean): void {
  const { goodput, latency, refusal, overloaded, seconds, serverCpu, clientCpu, others } = measured;
  const kept = goodput / once.goodput;
  const isFine = Object.keys(others).length === 0 && latency.p99 <= longestMs(operation) && (!isAsked || kept >= KEPT);
  // What the server used beyond what as many whole answers cost when nothing was refused.
  const beyond = serverCpu - (once.serverCpu / once.goodput) * goodput;
  const eachRefusal = overloaded > 0 ? ((beyond * seconds) / overloaded) * 1e6 : Number.NaN;
  console.log(
    `| ${operation} | ${load} | ${goodput.toFixed(1)} | ${percent(kept)} | ${(overloaded / seconds).toFixed(0)} | ${ms(latency.p50)} | ${ms(latency.p99)} | ${longestMs(operation)} | ${ms(refusal.p50)} | ${percent(serverCpu)} | ${percent(clientCpu)} | ${ms(eachRefusal)} | ${describe(others)} | ${verdict(isFine)} |`,
  );
}

const settings = readConfig({ SUPERGRAPH: 'any' });

/** The longest that one may take which is answered whole, in milliseconds: it waits to begin, and then at each level. */
function longestMs(name: OperationName): number {
  const { query, levels } = operations[name];
  const [waitMs, timeoutMs] = query.startsWith('mutation')
    ? [settings.mutationWaitMs, settings.mutationTimeoutMs]
    : [settings.queryWaitMs, settings.timeoutMs];
  return waitMs + levels * (waitMs + timeoutMs);
}
