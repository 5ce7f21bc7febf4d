import { doubling } from '@tributary/realtime/scoring/testing/models';
import type { Program } from '../load/programs.ts';
import { expectEqual, reportTimes } from '../measure.ts';
import { ask, deploy, ENTITIES, ENVIRONMENT, FEATURES, PREDICT, register, storeValues } from './served.ts';

const MODEL = 'bench-deployed';
const DEPLOYS = 20;
const ASKED_MS = 50;

/** How long the first prediction of a version takes, asked as soon as its deployment is SYNCED. */
export async function benchDeploys({ url }: Program): Promise<void> {
  await storeValues(url);
  const input = { modelId: MODEL, environment: ENVIRONMENT, entity: ENTITIES[1] };
  const times: number[] = [];
  for (let nth = 1; nth <= DEPLOYS; nth++) {
    const id = await register(url, MODEL, doubling(FEATURES.length, -1, nth), { isStored: true });
    await deploy(url, id);
    const began = performance.now();
    const { prediction } = await ask(url, 'predict', PREDICT, { input });
    times.push(performance.now() - began);
    const { version, output, cached } = Object(prediction);
    expectEqual('the first answer', [`${MODEL}@${version}`, output.doubled[0], cached], [id, nth, false]);
  }
  console.log(`\n**First prediction** after SYNCED, of ${DEPLOYS} versions\n`);
  console.log('| | median ms | p99 ms | asked | |\n|---|---|---|---|---|');
  reportTimes('predict, end to end', times, ASKED_MS);
}
