import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CRASH_KILLS, crashSeed } from '../setup/config.ts';
import { crash } from './crash.ts';

const seed = crashSeed();
const MEANWHILE = 15;
/** With what it takes to stop, below the limit of a test. */
const LIMIT_MS = 480_000;

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tributary-crash-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('nothing that was answered is lost or there twice where processes are killed', async () => {
  const settings = { LOG_LEVEL: 'fatal' };
  const deadline = AbortSignal.timeout(LIMIT_MS);
  const { findings, tallies } = await crash({
    ...{ seed, kills: CRASH_KILLS, meanwhile: MEANWHILE },
    ...{ dataDir, settings, deadline },
  });
  expect({ seed, findings: findings.lines }).toEqual({ seed, findings: [] });
  expect(tallies.filter(({ done }) => done > 0).length).toBeGreaterThan(10);
});
