import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { crashSeed } from '../setup/config.ts';
import { createRandom } from '../setup/random.ts';
import { crash } from './crash.ts';
import { drawSchedule } from './schedule.ts';

const seed = crashSeed();
const KILLS = 4;
const MEANWHILE = 15;

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tributary-crash-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('nothing that was answered is lost or there twice, whoever is killed', async () => {
  const settings = { LOG_LEVEL: 'fatal' };
  const { findings, tallies, kills } = await crash({ seed, kills: KILLS, meanwhile: MEANWHILE, dataDir, settings });
  expect({ seed, kills, findings: findings.lines }).toEqual({ seed, kills: KILLS, findings: [] });
  expect(tallies.filter(({ done }) => done > 0).length).toBeGreaterThan(10);
});

it('a seed says who is killed when, each before one has a second turn', () => {
  const names = ['a', 'b', 'c', 'd'];
  const draw = (seed: number) => drawSchedule(createRandom(seed), names, 10);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  const victims = draw(7).flatMap((blow) => blow.victims);
  expect([victims.slice(0, 4).toSorted(), victims.slice(4, 8).toSorted(), victims.length]).toEqual([names, names, 10]);
});
