import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { benchBursts } from './load/bursts.ts';
import { benchLoops } from './load/loops.ts';
import { prepare } from './load/prepare.ts';
import { startProgram, type Transport } from './load/programs.ts';
import { benchReadsBesideWrites } from './load/reads-beside-writes.ts';
import { benchWorst } from './load/worst.ts';
import { describeMachine } from './measure.ts';

/**
 * What becomes of a crowd's requests: which are answered whole, and what the others are told.
 * Usage: node bin/run.mjs bench/load.ts [bursts | loops | mixed | worst …] [--transport embedded | services] [--of CHECKOUT]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { transport: { type: 'string' }, of: { type: 'string' } },
});
const parts = { bursts: benchBursts, loops: benchLoops, mixed: benchReadsBesideWrites, worst: benchWorst };
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);
const isTransport = (name: string): name is Transport => name === 'embedded' || name === 'services';
const transports: string[] = values.transport === undefined ? ['embedded', 'services'] : [values.transport];
if (!positionals.every(isPart) || !transports.every(isTransport)) {
  throw new Error(
    'Usage: node bin/run.mjs bench/load.ts [bursts | loops | mixed | worst …] [--transport embedded | services] [--of CHECKOUT]',
  );
}
const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const root = values.of === undefined ? fileURLToPath(new URL('..', import.meta.url)) : resolve(values.of);

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-load-'));
const stores = await startStores({ dataDir, toolsDir: testToolsDir, log: (line) => console.error(line) });
try {
  console.log(describeMachine());
  for (const transport of transports) {
    // The first start also migrates and seeds.
    if (transport === 'services' && transport === transports[0]) {
      await (await startProgram(root, 'embedded', stores)).stop();
    }
    const program = await startProgram(root, transport, stores);
    try {
      console.log(`\n## ${transport}`);
      const database = await prepare(program, stores);
      try {
        for (const part of chosen) if (isPart(part)) await parts[part](program, database);
      } finally {
        await database.close();
      }
    } finally {
      await program.stop();
    }
  }
} finally {
  await stores.stop();
  await rm(dataDir, { recursive: true, force: true });
}
