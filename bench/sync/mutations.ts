import { randomUUID } from 'node:crypto';
import type { RunningStores } from '@tributary/stores/start';
import { sql } from 'kysely';
import { expectEqual, percentile, report } from '../measure.ts';
import { createModels, createPlatform, type Platform } from './platform.ts';

const MODELS = 100;
const AT_ONCE = 1_000;
const ONE_BY_ONE = 100;
const ROUNDS = 3;
const ASKED_RATIO = 0.7;

const REGISTER = `mutation ($id: ID!, $modelId: ID!) {
  registerTrainingRun(input: { id: $id, modelId: $modelId, config: { optimizer: { name: "adam" } } }) {
    ... on RegisterTrainingRunSuccess { trainingRun { id configSync } }
  }
}`;
const FINISH = `mutation ($id: ID!) {
  finishTrainingRun(input: { runId: $id, status: COMPLETED, metrics: [{ name: "accuracy", value: 0.5 }] }) {
    ... on TrainingRunSuccess { trainingRun { id configSync } }
  }
}`;

/** Runs a second of each mutation. */
interface Rates {
  register: number[];
  finish: number[];
  /** Of the answers to those that came at once, how many said so. */
  synced: number;
}

/** What registering and ending a run costs with the delivery of its copies, and without: no worker, and no wait. */
export async function benchMutations(running: RunningStores): Promise<void> {
  const platforms = {
    with: await createPlatform(running, 'with_copies'),
    without: await createPlatform(running, 'without_copies', 0),
  };
  const worker = platforms.with.startWorker();
  try {
    for (const platform of Object.values(platforms)) await createModels(platform, MODELS);
    for (const [name, count, isAtOnce] of [
      ['one after the other', ONE_BY_ONE, false],
      [`${AT_ONCE.toLocaleString('en')} at once`, AT_ONCE, true],
    ] as const) {
      const rates = { with: noRates(), without: noRates() };
      // The first round fills caches.
      for (let round = 0; round <= ROUNDS; round++) {
        for (const key of ['with', 'without'] as const) {
          await run(platforms[key], count, isAtOnce, round === 0 ? noRates() : rates[key]);
          if (key === 'with') await platforms.with.untilDelivered();
        }
      }
      console.log(`\n**Mutations**, ${name}: runs a second, medians of ${ROUNDS} rounds\n`);
      console.log('| | with copies | without | ratio | asked | |\n|---|---|---|---|---|---|');
      for (const part of ['register', 'finish'] as const) {
        const [given, bare] = [percentile(rates.with[part], 0.5), percentile(rates.without[part], 0.5)];
        const ratio = given / bare;
        const cells = [`${part}TrainingRun`, given.toFixed(0), bare.toFixed(0), ratio.toFixed(2)];
        report(cells, isAtOnce ? ASKED_RATIO : null, ratio >= ASKED_RATIO);
      }
      console.log(`\n${rates.with.synced} of ${count * ROUNDS * 2} answers said SYNCED.`);
    }
    const { experiments } = platforms.with.stores.configs;
    const runs = (ONE_BY_ONE + AT_ONCE) * (ROUNDS + 1);
    expectEqual('experiments', await experiments.countDocuments({ status: 'COMPLETED' }), runs);
  } finally {
    await worker.close();
    for (const platform of Object.values(platforms)) await platform.close();
  }
}

const noRates = (): Rates => ({ register: [], finish: [], synced: 0 });

async function run(platform: Platform, count: number, isAtOnce: boolean, rates: Rates): Promise<void> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const measure = async (times: number[], work: (id: string, index: number) => Promise<string>) => {
    const began = performance.now();
    const states: string[] = [];
    if (isAtOnce) states.push(...(await Promise.all(ids.map(work))));
    else for (const [index, id] of ids.entries()) states.push(await work(id, index));
    times.push(count / ((performance.now() - began) / 1_000));
    rates.synced += states.filter((state) => state === 'SYNCED').length;
  };
  await measure(rates.register, async (id, index) => {
    const { registerTrainingRun } = await platform.ask(REGISTER, { id, modelId: `model-${1 + (index % MODELS)}` });
    return registerTrainingRun.trainingRun.configSync;
  });
  await measure(rates.finish, async (id) => {
    const { finishTrainingRun } = await platform.ask(FINISH, { id });
    return finishTrainingRun.trainingRun.configSync;
  });
  const { rows } = await sql<{ count: number }>`
    select count(*) from run where id = any(${ids}::uuid[]) and status = 'COMPLETED'`.execute(platform.stores.lineage);
  expectEqual('completed runs', rows, [{ count }]);
}
