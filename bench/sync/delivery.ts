import type { RunningStores } from '@tributary/stores/start';
import { expectEqual, percentile, report } from '../measure.ts';
import { createModels, createPlatform } from './platform.ts';

const ROUNDS = 300;
const WARM_UP = 20;
const ASKED_MS = 250;

const REGISTER = `mutation ($id: ID!) {
  registerTrainingRun(input: { modelId: $id, config: { optimizer: { name: "adam" } } }) {
    ... on RegisterTrainingRunSuccess { trainingRun { id } }
  }
}`;
const FINISH = `mutation ($id: ID!, $accuracy: Float!) {
  finishTrainingRun(input: { runId: $id, status: COMPLETED, metrics: [{ name: "accuracy", value: $accuracy }] }) {
    __typename
  }
}`;

/** How long after its commit a change is in MongoDB and Redis, while nothing else is behind. */
export async function benchDelivery(running: RunningStores): Promise<void> {
  const platform = await createPlatform(running, 'delivery', 0);
  const worker = platform.startWorker();
  try {
    await createModels(platform, 1);
    const times: Record<string, number[]> = { registerTrainingRun: [], finishTrainingRun: [] };
    const measure = async (name: string, work: () => Promise<unknown>) => {
      const answer = await work();
      const began = performance.now();
      await platform.untilDelivered();
      times[name]?.push(performance.now() - began);
      return answer;
    };
    for (let round = 1 - WARM_UP; round <= ROUNDS; round++) {
      if (round === 1) for (const one of Object.values(times)) one.length = 0;
      const { registerTrainingRun } = Object(
        await measure('registerTrainingRun', () => platform.ask(REGISTER, { id: 'model-1' })),
      );
      const { id } = registerTrainingRun.trainingRun;
      await measure('finishTrainingRun', () => platform.ask(FINISH, { id, accuracy: round / ROUNDS }));
    }
    const { experiments } = platform.stores.configs;
    expectEqual('experiments', await experiments.countDocuments({ status: 'COMPLETED' }), ROUNDS + WARM_UP);
    const { leaderboard } = await platform.ask('{ leaderboard(name: "accuracy") { entries(first: 2) { score } } }');
    expectEqual('the board', leaderboard.entries, [{ score: 1 }]);

    console.log('\n**Delivery**: from the mutation’s answer until nothing is behind, on an idle list\n');
    console.log('| after | p50 ms | p99 ms | asked of p99 | |\n|---|---|---|---|---|');
    for (const [name, all] of Object.entries(times)) {
      const [p50, p99] = [percentile(all, 0.5), percentile(all, 0.99)];
      report([name, p50.toFixed(1), p99.toFixed(1)], ASKED_MS, p99 < ASKED_MS);
    }
  } finally {
    await worker.close();
    await platform.close();
  }
}
