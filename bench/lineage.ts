import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { benchComparisons } from './lineage-comparisons.ts';
import { benchRankings } from './lineage-rankings.ts';
import { describeMachine } from './measure.ts';

/**
 * What lineage answers in its store, beside what is asked of it. Each answer is checked against a plainer way first;
 * the median over some rounds is printed as a table, and the plan where that is over the threshold.
 * Usage: node bin/run.mjs bench/lineage.ts [rankings [RUNS] | comparisons]
 */
const [part, size] = process.argv.slice(2);
const RUNS = Number(size ?? 1_000_000);
if (!['rankings', 'comparisons', undefined].includes(part) || !Number.isSafeInteger(RUNS)) {
  throw new Error('Usage: node bin/run.mjs bench/lineage.ts [rankings [RUNS] | comparisons]');
}

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const store = await startStore('postgres', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
try {
  console.log(describeMachine());
  if (part !== 'rankings') await benchComparisons(store.url);
  if (part !== 'comparisons') await benchRankings(store.url, RUNS);
} finally {
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
}
