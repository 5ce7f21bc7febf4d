import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { crash } from '../tests/crash/crash.ts';
import { toRow, WRITES_HEAD } from '../tests/crash/judge-writes.ts';
import { verdict } from './load/report.ts';
import { describeMachine } from './measure.ts';

/**
 * Kills processes of every kind at random points while clients write, and holds what is left against what was answered.
 * SIGTERM ends the killing: what was done so far is judged. Usage: node bin/run.mjs bench/crash.ts [KILLS] [SEED]
 */
const [givenKills, givenSeed] = process.argv.slice(2);
const kills = z.coerce.number().int().min(1).max(1_000).default(200).parse(givenKills);
const seed = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31)
  .default(() => Math.floor(Math.random() * 1_000_000))
  .parse(givenSeed);

/** Nobody waits longer: starts and judgement together, and each kill. */
const BESIDE_MS = 1_800_000;
const A_KILL_MS = 60_000;

const enough = new AbortController();
process.once('SIGTERM', () => enough.abort());
const dataDir = await mkdtemp(join(tmpdir(), 'tributary-crash-'));
try {
  console.log(`${describeMachine()}; seed ${seed}\n`);
  const began = performance.now();
  const crashed = await crash({
    seed,
    kills,
    meanwhile: 60,
    dataDir,
    signal: enough.signal,
    deadline: AbortSignal.timeout(BESIDE_MS + kills * A_KILL_MS),
    log: (line) => console.error(line),
  });
  const { tallies, findings } = crashed;
  console.log(WRITES_HEAD);
  for (const tally of tallies) console.log(toRow(tally));
  const sum = (of: 'done' | 'unknown' | 'there') => tallies.reduce((all, tally) => all + tally[of], 0);
  console.log(
    `\nSeed ${seed}: ${crashed.kills} kills in ${Math.round((performance.now() - began) / 1_000)} s; ` +
      `${crashed.requests} requests, ${sum('done')} writes answered, ${sum('unknown')} unknown, of which ${sum('there')} are there; ` +
      `${crashed.compared} copies, ${crashed.audits} audits, ${crashed.predictions} predictions; ` +
      `${crashed.excused} lost with Redis' end; ${findings.lines.length} kinds of findings.`,
  );
  for (const line of findings.lines) console.log(`- ${line}`);
  verdict(findings.lines.length === 0);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
