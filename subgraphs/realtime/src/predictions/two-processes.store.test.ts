import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { first, usePredictions } from '../../../../tests/setup/predictions.ts';
import { eventually } from '../../../../tests/setup/waiting.ts';
import { scanKeys } from '../scan-keys.ts';

const { scorers, realtime, predict } = usePredictions();

/** Longer than a test may take. */
const LOCK_MS = 600_000;
const MAIN = fileURLToPath(new URL('../../../../tests/setup/predicting.main.ts', import.meta.url));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process that has asked for the same prediction 50 times, and scores it. */
async function startScoring() {
  const { url, keyPrefix } = realtime.at;
  const child = spawn(process.execPath, [MAIN, url, keyPrefix, String(LOCK_MS), '50'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.push(child);
  const said: string[] = [];
  createInterface(child.stdout).on('line', (line) => said.push(line));
  await eventually(async () => expect(said).toEqual(['running']));
  const answer = () =>
    eventually(async () => {
      expect(said).toHaveLength(2);
      return said[1] ?? '';
    });
  return { child, answer };
}

/** Time passes: the lock of the process that scored, which has an end, comes to it. */
async function endLock() {
  const { db } = realtime;
  const pattern = db.keys.entityPredictions('u').lock('production', 'm', 1, '*');
  const [lock = ''] = (await Array.fromAsync(scanKeys(db, { pattern }))).flat();
  expect(await db.run((redis) => redis.pTTL(lock))).toBeGreaterThan(0);
  await db.run((redis) => redis.pExpire(lock, 1));
}

/** Asks 50 times, and goes on once these wait for whoever scores. Answers the ids of what they will get. */
async function askWhileItScores() {
  const countSets = () => realtime.commands.filter((name) => name === 'set').length;
  const before = countSets();
  const another = realtime.another({ lockMs: LOCK_MS });
  const answers = Promise.all(Array.from({ length: 50 }, () => predict({}, another)));
  await eventually(async () => expect(countSets()).toBeGreaterThan(before));
  return { ids: answers.then((all) => [...new Set(all.map(({ id }) => id))]) };
}

describe('two processes of which many ask for the same', () => {
  it('score once', async () => {
    const { child, answer } = await startScoring();
    const { ids } = await askWhileItScores();
    child.stdin?.write('go on\n');
    const itsIds = JSON.parse(await answer());
    expect(itsIds).toEqual([expect.any(String)]);
    expect(await ids).toEqual(itsIds);
    expect(scorers.runs).toEqual([]);
  });

  it('score anew, once, where the one that scored was killed', async () => {
    const { child } = await startScoring();
    const { ids } = await askWhileItScores();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await endLock();
    expect(await ids).toEqual([expect.any(String)]);
    expect(scorers.runs).toEqual([{ sha256: first.artifact?.sha256, rows: 1 }]);
  });
});
