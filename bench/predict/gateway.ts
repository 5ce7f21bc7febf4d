import { readFile } from 'node:fs/promises';
import { doubling } from '@tributary/realtime/scoring/testing/models';
import type { RunningStores } from '@tributary/stores/settings';
import { cpuSeconds, type Program } from '../load/programs.ts';
import { expectEqual, report } from '../measure.ts';
import { closedLoop } from './closed-loop.ts';
import {
  ask,
  deploy,
  ENTITIES,
  ENVIRONMENT,
  FEATURES,
  PREDICT,
  PREDICT_BATCH,
  post,
  register,
  storeValues,
} from './served.ts';

const MODEL = 'bench-served';
const SECONDS = 5;
/** Predictions a second. */
const BATCH_ASKED = 20_000;

/** Predictions through the gateway over HTTP: by many clients one each, and by batches of 1,000. */
export async function benchGateway({ url, pids }: Program, { redis }: RunningStores): Promise<void> {
  await storeValues(url);
  await deploy(url, await register(url, MODEL, doubling(FEATURES.length), { isStored: true }));
  const input = { modelId: MODEL, environment: ENVIRONMENT, entities: ENTITIES };
  const { predictions } = await ask(url, 'predictBatch', PREDICT_BATCH, { input });
  expectEqual('the answers', Object(predictions).outputs[2].doubled[1], 2 * (2 + 1 / 8));
  expectEqual('those without', Object(predictions).errors, []);

  const scorers = (await Promise.all(pids.map(childrenOf))).flat();
  const groups = [pids, scorers, redis.pid === undefined ? [] : [redis.pid], [process.pid]];
  /** With what each group takes of the processors, in milliseconds a call. */
  const watchedLoop = async (clients: number, run: (nth: number) => Promise<unknown>) => {
    await closedLoop(clients, 1, run);
    const before = await Promise.all(groups.map(cpuSeconds));
    const loop = await closedLoop(clients, SECONDS, run);
    const after = await Promise.all(groups.map(cpuSeconds));
    const spent = after.map((used, place) => ((used - (before[place] ?? 0)) * 1_000) / loop.calls);
    return { ...loop, spent: spent.map((ms) => ms.toFixed(2)) };
  };

  console.log(`\n**predict**, ${FEATURES.length} features; and what a call takes of the processors, in ms\n`);
  console.log('| | clients | calls a second | p50 ms | p99 ms | servers | scorers | Redis | clients |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const bypassCache of [false, true]) {
    for (const clients of [1, 16, 64]) {
      const { perSecond, p50, p99, spent } = await watchedLoop(clients, (nth) => {
        const entity = ENTITIES[nth % ENTITIES.length];
        const one = { modelId: MODEL, environment: ENVIRONMENT, entity, bypassCache };
        return post(url, JSON.stringify({ query: PREDICT, variables: { input: one } }));
      });
      const name = bypassCache ? 'scored' : 'cached';
      console.log(`| ${[name, clients, perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), ...spent].join(' | ')} |`);
    }
  }

  console.log('\n**predictBatch** of 1,000; and what a call takes of the processors, in ms\n');
  console.log('| | predictions a second | servers | scorers | Redis | clients | asked | |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const bypassCache of [false, true]) {
    const body = JSON.stringify({ query: PREDICT_BATCH, variables: { input: { ...input, bypassCache } } });
    for (const clients of [1, 4]) {
      const { perSecond, spent } = await watchedLoop(clients, () => post(url, body));
      const rate = perSecond * ENTITIES.length;
      const name = `${bypassCache ? 'scored' : 'cached'}, ${clients === 1 ? 'one after the other' : 'four at once'}`;
      report([name, Math.round(rate).toLocaleString('en'), ...spent], BATCH_ASKED, rate >= BATCH_ASKED);
    }
  }
}

/** The processes that a process has started. */
async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}
