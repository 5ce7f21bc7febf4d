import { expect, it } from '@jest/globals';
import { CRASH_KILLS, DEFAULT_CRASH_SEED } from '../setup/config.ts';
import { createRandom } from '../setup/random.ts';
import { PROCESSES } from './processes.ts';
import { drawSchedule } from './schedule.ts';

it('a seed says who is killed when, each before one has a second turn', () => {
  const names = ['a', 'b', 'c', 'd'];
  const draw = (seed: number) => drawSchedule(createRandom(seed), names, 10);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  const victims = draw(7).flatMap((blow) => blow.victims);
  expect([victims.slice(0, 4).toSorted(), victims.slice(4, 8).toSorted(), victims.length]).toEqual([names, names, 10]);
});

it('by default every store is killed, a subgraph and a sync worker', () => {
  const blows = drawSchedule(createRandom(DEFAULT_CRASH_SEED), PROCESSES, CRASH_KILLS);
  const victims = blows.flatMap((blow) => blow.victims);
  expect(victims.toSorted()).toEqual(['configs-2', 'mongodb', 'postgres', 'redis', 'sync-2']);
});
