import { doubling } from '@tributary/realtime/scoring/testing/models';
import type { Program } from '../load/programs.ts';
import { expectEqual, reportTimes } from '../measure.ts';
import { ask, deploy, ENTITIES, ENVIRONMENT, FEATURES, PREDICT, register, storeValues } from './served.ts';

const MODEL = 'bench-deployed';
const DEPLOYS = 20;
const DEPLOY_ASKED_MS = 250;
const FIRST_ASKED_MS = 50;

/** How long a version takes until it is served, and its first prediction, asked as soon as its deployment is SYNCED. */
export async function benchDeploys({ url }: Program): Promise<void> {
  await storeValues(url);
  const input = { modelId: MODEL, environment: ENVIRONMENT, entity: ENTITIES[1] };
  const deployed: number[] = [];
  const predicted: number[] = [];
  for (let nth = 1; nth <= DEPLOYS; nth++) {
    const id = await register(url, MODEL, doubling(FEATURES.length, -1, nth), { isStored: true });
    const began = performance.now();
    expectEqual('the deployment', await deploy(url, id), 'LIVE');
    const synced = performance.now();
    const { prediction } = await ask(url, 'predict', PREDICT, { input });
    deployed.push(synced - began);
    predicted.push(performance.now() - synced);
    const { version, output, cached } = Object(prediction);
    expectEqual('the first answer', [`${MODEL}@${version}`, output.doubled[0], cached], [id, nth, false]);
  }
  console.log(`\n**Deployments** and the first prediction of each, of ${DEPLOYS} versions\n`);
  console.log('| | median ms | p99 ms | asked | |\n|---|---|---|---|---|');
  reportTimes('deployModelVersion, until SYNCED and LIVE', deployed, DEPLOY_ASKED_MS);
  reportTimes('predict after SYNCED, end to end', predicted, FIRST_ASKED_MS);
}
