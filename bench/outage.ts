import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '@tributary/lineage/database';
import type { StoreName } from '@tributary/stores/settings';
import { startStores } from '@tributary/stores/start';
import { testToolsDir } from '@tributary/stores/testing';
import { z } from 'zod';
import { Findings } from '../tests/crash/findings.ts';
import { judgeLineage } from '../tests/crash/judge-lineage.ts';
import { judgeWrites, toRow, WRITES_HEAD } from '../tests/crash/judge-writes.ts';
import { lineageWrites, prepareLineageWrites } from '../tests/crash/lineage-writes.ts';
import { prepare } from './load/prepare.ts';
import { startProgram } from './load/programs.ts';
import { ms, verdict } from './load/report.ts';
import { describeMachine } from './measure.ts';
import { Clients } from './outage/clients.ts';
import { checkCopies } from './outage/copies.ts';
import { type Episode, judgeBlames, play, TURNS } from './outage/episodes.ts';
import { readQueries } from './outage/queries.ts';

/**
 * What clients see while stores are killed, frozen and restarted in turn, and what is left afterwards of what they wrote.
 * Usage: node bin/run.mjs bench/outage.ts [SECONDS] [--transport embedded | services] [--clients N] [--of CHECKOUT]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    transport: { type: 'string', default: 'embedded' },
    clients: { type: 'string', default: '6' },
    of: { type: 'string' },
  },
});
const seconds = z.coerce.number().positive().default(600).parse(positionals[0]);
const transport = z.enum(['embedded', 'services']).parse(values.transport);
const count = z.coerce.number().int().min(1).max(50).parse(values.clients);
const root = values.of === undefined ? fileURLToPath(new URL('..', import.meta.url)) : resolve(values.of);

const FIRST_PORT = 5_500;
/** Calm before a store is taken away, and how long it is away: less in a short run, which is to see all of them. */
const CALM_MS = Math.min(4_000, seconds * 20);
const AWAY_MS = Math.min(6_000, seconds * 50);
/** After its return a store may be blamed so long: connections are made anew. */
const GRACE_MS = 3_000;
/** By then everything is to be right again, on a machine that others use, too. */
const RIGHT_AGAIN_MS = 5_000;
const MAX_MB = 1_000;
const RUNS_TO_FINISH = 10_000;

const dataDir = await mkdtemp(join(tmpdir(), 'tributary-outage-'));
/** What the program logs, kept for whoever wants to know why something differs. */
const logFile = join(tmpdir(), `tributary-outage-${transport}.log`);
const log = await open(logFile, 'w');
const returns = new Map<StoreName, number>();
const stores = await startStores({
  dataDir,
  toolsDir: testToolsDir,
  log: (line) => {
    console.error(line);
    const [, name] = /^(\w+): .* is ready again /.exec(line) ?? [];
    for (const store of ['postgres', 'mongodb', 'redis'] as const) {
      if (store === name) returns.set(store, (returns.get(store) ?? 0) + 1);
    }
  },
});
const findings = new Findings();
try {
  // The first start also migrates and seeds.
  if (transport === 'services') await (await startProgram(root, 'embedded', stores, { firstPort: FIRST_PORT })).stop();
  const program = await startProgram(root, transport, stores, { firstPort: FIRST_PORT, log });
  const database = openDatabase({ url: stores.postgres.url, poolMax: 2, timeoutMs: 60_000 });
  const clients = new Clients(program.url, findings);
  try {
    await prepareLineageWrites(database.db, RUNS_TO_FINISH);
    await (await prepare(program, stores)).close();
    await clients.learn(await readQueries());
    console.log(`${describeMachine()}; ${transport}, ${count} clients, ${seconds} s\n`);
    const enough = new AbortController();
    const running = clients.run(count, enough.signal);
    const memory = watchMemory(program.pids, enough.signal);
    const episodes = await playAll(clients).finally(() => enough.abort());
    await running;
    const mostMb = await memory;

    const latest = judgeBlames(clients.blames, episodes, GRACE_MS, findings);
    const written = { lineage: database.db };
    const { tallies } = await judgeWrites(clients.ledger, lineageWrites, written, findings);
    await judgeLineage(database.db, findings);
    const copiedMs = await checkCopies(database, stores.mongodb.url, findings);
    console.log(`\n${WRITES_HEAD}`);
    for (const tally of tallies) console.log(toRow(tally));
    report(clients, latest);
    console.log(`All copies of runs were in MongoDB ${ms(copiedMs)} ms after that.`);
    const { size } = await log.stat();
    console.log(`At most ${mostMb.join(', ')} MB a process; ${Math.ceil(size / 1_024)} KiB of log in ${logFile}.`);
    if (mostMb.some((mb) => mb > MAX_MB)) findings.add(`a process of more than ${MAX_MB} MB`, mostMb);
  } finally {
    await clients.close();
    await database.close();
    await program.stop();
  }
} finally {
  await stores.stop();
  await log.close();
  await rm(dataDir, { recursive: true, force: true });
}
console.log(findings.lines.length === 0 ? '\nNothing differs from what must be.' : '\nNot as it must be:');
for (const line of findings.lines) console.log(`- ${line}`);
verdict(findings.lines.length === 0);

async function playAll(clients: Clients): Promise<Episode[]> {
  const episodes: Episode[] = [];
  const end = performance.now() + seconds * 1_000;
  console.log('| store | | away s | right again ms later | |\n|---|---|---|---|---|');
  for (let turn = 0; performance.now() < end; turn = (turn + 1) % TURNS.length) {
    await pause(CALM_MS);
    const { store, way } = TURNS[turn] ?? { store: 'postgres', way: 'killed' };
    const episode = await play({ stores, dataDir, returns, isWhole: () => clients.isWhole() }, store, way, AWAY_MS);
    episodes.push(episode);
    const { from, back, rightAgain } = episode;
    const late = rightAgain - back;
    if (late > RIGHT_AGAIN_MS) findings.add('a return that was not seen in time', { store, way, late });
    console.log(
      `| ${store} | ${way} | ${((back - from) / 1_000).toFixed(1)} | ${ms(late)} | ${late > RIGHT_AGAIN_MS ? 'late' : ''} |`,
    );
  }
  await pause(CALM_MS);
  return episodes;
}

function report({ tally, blames }: Clients, latest: number): void {
  const { queries, whole, writes, took, codes } = tally;
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => ms(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
  console.log(
    `\n${queries} queries, ${whole} of them whole (p50 ${at(0.5)} ms, p99 ${at(0.99)} ms), ${writes} attempts to write.`,
  );
  console.log(`Errors: ${[...codes].map(([code, times]) => `${times} × ${code}`).join(', ')}.`);
  console.log(`${blames.length} blamed a store; the last of them began ${ms(latest)} ms after its return.`);
}

/** @returns the most that each process had, in MB. */
async function watchMemory(pids: readonly number[], enough: AbortSignal): Promise<number[]> {
  const most = pids.map(() => 0);
  while (!enough.aborted) {
    for (const [index, pid] of pids.entries()) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      const mb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
      most[index] = Math.max(most[index] ?? 0, mb);
    }
    await pause(1_000);
  }
  return most;
}
