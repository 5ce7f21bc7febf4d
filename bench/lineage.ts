import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { benchComparisons } from './lineage-comparisons.ts';
import { benchGraph } from './lineage-graph.ts';
import { benchPages } from './lineage-pages.ts';
import { benchRankings } from './lineage-rankings.ts';
import { benchSearch } from './lineage-search.ts';
import { benchWrites } from './lineage-writes.ts';
import { describeMachine } from './measure.ts';

/**
 * What lineage answers in its store, beside what is asked of it. Each answer is checked against a plainer way first;
 * the median over some rounds is printed as a table, and the plan where that is over the threshold.
 * Usage: node bin/run.mjs bench/lineage.ts [rankings [RUNS] | comparisons | graph | pages | search | writes]
 */
const [part, size = '1000000'] = process.argv.slice(2);
const parts: Record<string, (serverUrl: string) => Promise<void>> = {
  comparisons: benchComparisons,
  graph: benchGraph,
  pages: benchPages,
  search: benchSearch,
  writes: benchWrites,
  rankings: (serverUrl) => benchRankings(serverUrl, Number(size)),
};
const chosen = part === undefined ? Object.values(parts) : [parts[part]];
if (chosen.includes(undefined) || !Number.isSafeInteger(Number(size))) {
  throw new Error(
    'Usage: node bin/run.mjs bench/lineage.ts [rankings [RUNS] | comparisons | graph | pages | search | writes]',
  );
}

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const store = await startStore('postgres', { dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
try {
  console.log(describeMachine());
  for (const bench of chosen) await bench?.(store.url);
} finally {
  await store.stop();
  await rm(dataDir, { recursive: true, force: true });
}
