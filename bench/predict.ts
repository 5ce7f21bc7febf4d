import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { startProgram, type Transport } from './load/programs.ts';
import { describeMachine } from './measure.ts';
import { benchDeploys } from './predict/deploys.ts';
import { benchGateway } from './predict/gateway.ts';
import { benchHostile } from './predict/hostile.ts';
import { benchStore } from './predict/store.ts';

/**
 * Predictions: at the store, through a real gateway over HTTP, right after a deployment, and what hostile models cost
 * others.
 * Usage: node bin/run.mjs bench/predict.ts [store | gateway | deploys | hostile …] [--transport embedded | services]
 */
const USAGE =
  'Usage: node bin/run.mjs bench/predict.ts [store | gateway | deploys | hostile …] [--transport embedded | services]';
const PORT = 4_370;
const served = { gateway: benchGateway, deploys: benchDeploys, hostile: benchHostile };
const isServed = (name: string): name is keyof typeof served => Object.hasOwn(served, name);
const isTransport = (name: string): name is Transport => name === 'embedded' || name === 'services';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { transport: { type: 'string' } } });
const parts = positionals.length > 0 ? positionals : ['store', ...Object.keys(served)];
const transports = values.transport === undefined ? ['embedded', 'services'] : [values.transport];
if (!parts.every((part) => part === 'store' || isServed(part)) || !transports.every(isTransport)) {
  throw new Error(USAGE);
}

console.log(describeMachine());
if (parts.includes('store')) await benchStore();
if (parts.some(isServed)) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  const stores = await startStores({ dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
  try {
    const start = (transport: Transport) =>
      startProgram(fileURLToPath(new URL('..', import.meta.url)), transport, stores, { firstPort: PORT });
    // The first start also migrates and seeds.
    if (transports[0] === 'services') await (await start('embedded')).stop();
    for (const transport of transports) {
      const program = await start(transport);
      try {
        console.log(`\n## ${transport}`);
        for (const part of parts) if (isServed(part)) await served[part](program, stores);
      } finally {
        await program.stop();
      }
    }
  } finally {
    await stores.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
