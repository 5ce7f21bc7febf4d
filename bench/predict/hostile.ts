import { expanding, slowToLoad, squaring } from '@tributary/realtime/scoring/testing/models';
import { operations } from '../load/operations.ts';
import type { Program } from '../load/programs.ts';
import { closedLoop, meanwhile } from './closed-loop.ts';
import { deploy, ENVIRONMENT, PREDICT, post, register } from './served.ts';

const MODEL = 'bench-hostile';
const SECONDS = 10;
const CLIENTS = 4;

/** How long `model(id)` takes, before and while each hostile model is called again and again. */
export async function benchHostile({ url }: Program): Promise<void> {
  const { query, variables, isRight } = operations.model;
  const body = JSON.stringify({ query, variables: variables() });
  const read = async () => {
    const answer = Object(await post(url, body));
    if (!isRight(answer.data)) throw new Error(`model: ${JSON.stringify(answer).slice(0, 500)}`);
  };
  const endless = await register(url, `${MODEL}-endless`, squaring(), { isStored: false });
  await deploy(url, endless);
  const input = { modelId: `${MODEL}-endless`, environment: ENVIRONMENT, entity: '', features: { n: 15_000 } };
  const called = JSON.stringify({ query: PREDICT, variables: { input } });
  const slow = await register(url, `${MODEL}-slow`, slowToLoad(), { isStored: false });
  const large = await register(url, `${MODEL}-large`, expanding(), { isStored: false });

  console.log(`\n**model(id)** by ${CLIENTS} clients, ${SECONDS} s each\n`);
  console.log('| meanwhile | calls of it | reads a second | p50 ms | p99 ms |\n|---|---|---|---|---|');
  const watched = () => closedLoop(CLIENTS, SECONDS, read);
  await closedLoop(CLIENTS, 2, read);
  const rows: Record<string, () => Promise<unknown>> = {
    nothing: () => new Promise((resolve) => setTimeout(resolve, 1_000)),
    'a model that runs without end': () => post(url, called),
    'a model that loads without end': () => deploy(url, slow),
    'a model that wants 14 GB': () => deploy(url, large),
  };
  for (const [name, again] of Object.entries(rows)) {
    const { value, times } = await meanwhile(again, watched);
    const calls = name === 'nothing' ? '' : String(times);
    const cells = [name, calls, Math.round(value.perSecond), value.p50.toFixed(1), value.p99.toFixed(1)];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
