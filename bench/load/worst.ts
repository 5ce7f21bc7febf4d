import { readFile, writeFile } from 'node:fs/promises';
import { post } from './prepare.ts';
import type { Program } from './programs.ts';
import { ms, verdict } from './report.ts';

const AT_ONCE = 20;
const MAX_MB = 1_024;
/** Of what may be asked, so much: the last of it takes a search. */
const NEARLY = 0.97;

/** Operations that can be made as large as is allowed, by how often or how long something is asked for. */
const SHAPES: Record<string, (size: number) => string> = {
  'runs in models in runs': (size) =>
    `{ trainingRuns(first: 1) { nodes { model { trainingRuns(first: 20) { nodes { model { trainingRuns(first: ${size}) { nodes { id } } } } } } } } }`,
  'whole runs': (size) =>
    `{ ${repeat(size, (n) => `a${n}: trainingRuns(first: 1000) { nodes { id name status accuracy createdAt metrics { name value step } parameters { name value } model { id name tags } dataset { id name } } }`)} }`,
  'many names for one value': (size) =>
    `{ trainingRuns(first: 1000) { nodes { ${repeat(size, (n) => `a${n}: id`)} } } }`,
  'courses of metrics': (size) =>
    `{ ${repeat(size, (n) => `a${n}: trainingRuns(first: 10) { nodes { metricHistory(name: "loss", maxPoints: 1000) { step value at } } }`)} }`,
  'models over all stores': (size) =>
    `{ ${repeat(size, (n) => `a${n}: models(first: 100) { nodes { id name config { document } leaderboardEntry { rank score } versions(first: 20) { nodes { id number trainingRun { id name } } } } }`)} }`,
  'large graphs': (size) =>
    `{ ${repeat(size, (n) => `a${n}: lineage(root: { type: DATASET_VERSION, id: "fraud-transactions@4" }, maxNodes: 5000) { nodes { __typename } edges { from to type } }`)} }`,
};

const repeat = (times: number, part: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => part(n)).join(' ');

/** One client that asks for the most that is admitted, again and again, in each of its shapes. */
export async function benchWorst(program: Program): Promise<void> {
  console.log(`\n### The largest that is admitted, ${AT_ONCE} at once\n`);
  console.log('| operation | size | of what may be asked | alone ms | whole | refused | MB at most | |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [name, shape] of Object.entries(SHAPES)) {
    const { size, part } = await findLargest(program, shape);
    const began = performance.now();
    await post(program.url, shape(size), {});
    const alone = performance.now() - began;
    const watch = await watchMemory(program.pids);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(program.url, shape(size), {})));
    const mb = await watch.stop();
    const refused = answers.filter(({ errors }) => errors !== undefined);
    const others = refused.flatMap(({ errors = [] }) => errors).filter(({ extensions }) => !FAIR.has(extensions.code));
    for (const { message } of others.slice(0, 3)) console.error(`${name}: ${message}`);
    const isFine = mb < MAX_MB && others.length === 0;
    console.log(
      `| ${name} | ${size} | ${Math.round(part * 100)} % | ${ms(alone)} | ${AT_ONCE - refused.length} | ${refused.length} | ${mb} | ${verdict(isFine)} |`,
    );
  }
}

/** What may be said to one of twenty that ask for so much. */
const FAIR = new Set(['OVERLOADED', 'QUERY_TOO_COMPLEX', 'SUBGRAPH_TIMEOUT']);

const TOO_MUCH = new Set(['QUERY_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED']);

/** By doubling and halving; what is refused costs nothing. */
async function findLargest(program: Program, shape: (size: number) => string): Promise<{ size: number; part: number }> {
  let largest = { size: 0, part: 0 };
  for (let low = 0, high = 1, isBounded = false; largest.part < NEARLY && (!isBounded || high - low > 1); ) {
    const size = isBounded ? Math.floor((low + high) / 2) : high;
    const { errors = [], extensions } = await post(program.url, shape(size), {});
    const isTooMuch = errors.some((error) => TOO_MUCH.has(error.extensions.code));
    if (isTooMuch) {
      high = size;
      isBounded = true;
      continue;
    }
    const { estimated = 0, fetched = 0, max = Number.NaN } = extensions?.cost ?? {};
    largest = { size, part: Math.max(estimated, fetched) / max };
    low = size;
    if (!isBounded) high = size * 2;
  }
  return largest;
}

/** The most that one of the processes takes until it is asked. Linux keeps the highest value, and forgets it on a word. */
async function watchMemory(pids: readonly number[]): Promise<{ stop(): Promise<number> }> {
  for (const pid of pids) await writeFile(`/proc/${pid}/clear_refs`, '5');
  return {
    stop: async () => {
      const each = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')));
      return Math.max(...each.map((status) => Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024)));
    },
  };
}
