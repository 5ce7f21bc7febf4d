import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { describeMachine } from './measure.ts';
import { benchCatchUp } from './sync/catch-up.ts';
import { benchDelivery } from './sync/delivery.ts';
import { benchMutations } from './sync/mutations.ts';

/**
 * How soon copies follow a change, what mutations pay for them, and how fast what waits is delivered.
 * Usage: node bin/run.mjs bench/sync.ts [delivery | mutations | catch-up …]
 */
const parts = { delivery: benchDelivery, mutations: benchMutations, 'catch-up': benchCatchUp };
const asked = process.argv.slice(2);
if (!asked.every((name) => Object.hasOwn(parts, name))) {
  throw new Error(`Usage: node bin/run.mjs bench/sync.ts [${Object.keys(parts).join(' | ')} …]`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
const stores = await startStores({ dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
try {
  console.log(describeMachine());
  for (const [name, bench] of Object.entries(parts))
    if (asked.length === 0 || asked.includes(name)) await bench(stores);
} finally {
  await stores.stop();
  await rm(dataDir, { recursive: true, force: true });
}
