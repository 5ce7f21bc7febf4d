import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { Pool } from 'undici';
import { z } from 'zod';
import { startProgram } from './load/programs.ts';
import { describeMachine } from './measure.ts';

/**
 * What the process that npm start runs takes in memory over very many different operations, as clients ask that write
 * values into their queries. Beside them, one operation is asked again and again, and must stay known.
 * Usage: node bin/run.mjs bench/memory.ts [OPERATIONS] [--of CHECKOUT]
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { of: { type: 'string' } } });
const operations = z.coerce.number().int().min(1_000).default(100_000).parse(positionals[0]);
const root = values.of === undefined ? fileURLToPath(new URL('..', import.meta.url)) : resolve(values.of);

const STEPS = 20;
const CLIENTS = 4;
/** Caches have filled by then. */
const FLAT_AFTER = 0.2;
const MAX_GROWTH = 1.1;
const MAX_MB = 600;

/** Different in names and values, over one service or all. */
const OPERATIONS = [
  (n: number) => `{ model(id: "fraud-detector") { id n${n}: name } }`,
  (n: number) => `query Q${n} { trainingRuns(first: ${1 + (n % 5)}) { nodes { id r${n}: name status } } }`,
  (n: number) => `{ model(id: "fraud-detector") { c${n}: config { revision } leaderboardEntry { rank } } }`,
  (n: number) =>
    `{ m${n}: models(first: 2, where: { tag: "t${n}" }) { nodes { id } } datasets(first: 1) { nodes { name } } }`,
] as const;

const REPEATED = '{ model(id: "fraud-detector") { name config { revision } leaderboardEntry { rank } } }';

const answerShape = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).default([]),
});
const COME_AGAIN = new Set(['OVERLOADED', 'SUBGRAPH_TIMEOUT', 'STORE_UNAVAILABLE']);
const PAUSE_MS = 200;

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-memory-'));
const stores = await startStores({ dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
try {
  const program = await startProgram(root, 'embedded', stores);
  const pool = new Pool(program.url, { connections: CLIENTS });
  try {
    console.log(describeMachine());
    let refused = 0;
    const ask = async (query: string): Promise<void> => {
      const { body } = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const [error] = answerShape.parse(await body.json()).errors;
      if (!error) return;
      // A busy machine has no time for it at the moment; what is asked about is memory.
      if (!COME_AGAIN.has(error.extensions.code)) throw new Error(`${query}: ${error.message}`);
      refused += 1;
      await pause(PAUSE_MS);
      await ask(query);
    };
    const [pid = 0] = program.pids;
    console.log('| operations | MB | ms each | ms of one asked again |\n|---|---|---|---|');
    const taken: number[] = [];
    for (let step = 0; step < STEPS; step++) {
      const count = Math.floor(operations / STEPS);
      let next = step * count;
      const end = next + count;
      const began = performance.now();
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          while (next < end) {
            const n = next++;
            await ask(OPERATIONS[n % OPERATIONS.length]?.(n) ?? REPEATED);
            if (n % 50 === 0) await ask(REPEATED);
          }
        }),
      );
      const each = (performance.now() - began) / count;
      const repeated: number[] = [];
      for (let round = 0; round < 9; round++) {
        const since = performance.now();
        await ask(REPEATED);
        repeated.push(performance.now() - since);
      }
      const mb = await residentMb(pid);
      taken.push(mb);
      const median = repeated.sort((a, b) => a - b)[4] ?? Number.NaN;
      console.log(`| ${end} | ${mb} | ${each.toFixed(2)} | ${median.toFixed(1)} |`);
    }
    console.log(`\n${refused} were asked again.`);
    judge(taken);
  } finally {
    await pool.close();
    await program.stop();
  }
} finally {
  await stores.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}

function judge(taken: readonly number[]): void {
  const settled = taken.slice(Math.ceil(taken.length * FLAT_AFTER) - 1);
  const [first = Number.NaN] = settled;
  const most = Math.max(...settled);
  console.log(`\nAfter a fifth of them ${first} MB, at most ${most} MB from then on.`);
  if (most <= first * MAX_GROWTH && most < MAX_MB) return;
  console.error(`Memory is to stay within ${MAX_GROWTH} times that, and under ${MAX_MB} MB.`);
  process.exitCode = 1;
}
