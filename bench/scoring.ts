import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openScorers } from '@tributary/realtime/scoring/pool';
import type { Scorers } from '@tributary/realtime/scoring/scorers';
import type { Tensor } from '@tributary/realtime/scoring/tensors';
import { doubling, expanding, slowToLoad, squaring } from '@tributary/realtime/scoring/testing/models';
import onnx from 'onnxruntime-node';
import { pino } from 'pino';
import { describeMachine, expectEqual } from './measure.ts';

/**
 * Rows a second through one scorer, by how many callers wait, beside onnxruntime in this process; and how long another
 * model's callers wait while hostile models are called.
 * Usage: node bin/run.mjs bench/scoring.ts
 */
const WIDTH = 12;
const MEASURED_MS = 2_000;
const WATCHED_MS = 8_000;
const values = Float32Array.from({ length: WIDTH }, (_, index) => index);
const row: readonly Tensor[] = [{ name: 'x', datatype: 'FP32', shape: [1, WIDTH], data: values }];

const model = doubling(WIDTH);
const scorers = openScorers({ count: 1, memoryMib: 1_024, log: pino({ level: 'silent' }) });
try {
  const [, doubled] = await scorers.run(model, row, 1);
  expectEqual(
    'a row',
    [...(doubled?.data ?? [])],
    [...values].map((value) => 2 * value),
  );
  console.log(`${describeMachine()}, ${WIDTH} features, one scorer`);
  await benchRows();
  await benchHostile();
} finally {
  await scorers.close();
}

async function benchRows(): Promise<void> {
  console.log('\n| | rows a second | µs a row |\n|---|---|---|');
  const session = await onnx.InferenceSession.create(Buffer.from(await model.read()), { intraOpNumThreads: 1 });
  const tensorOf = (rows: number) => {
    const data = Float32Array.from({ length: rows * WIDTH }, (_, index) => index % WIDTH);
    return { x: new onnx.Tensor('float32', data, [rows, WIDTH]) };
  };
  for (const rows of [1, 128, 1_000]) {
    const feeds = tensorOf(rows);
    await printRate(`in process, ${rows} ${rows === 1 ? 'row' : 'rows'} a call`, rows, () => session.run(feeds));
  }
  await session.release();
  for (const callers of [1, 16, 128]) {
    const askAll = () => Promise.all(Array.from({ length: callers }, () => scorers.run(model, row, 1)));
    await printRate(`scorer, ${callers} ${callers === 1 ? 'caller' : 'callers'}`, callers, askAll);
  }
  const data = Float32Array.from({ length: 1_000 * WIDTH }, (_, index) => index % WIDTH);
  const thousand: readonly Tensor[] = [{ name: 'x', datatype: 'FP32', shape: [1_000, WIDTH], data }];
  await printRate('scorer, one caller with 1,000 rows', 1_000, () => scorers.run(model, thousand, 1_000));
}

async function printRate(name: string, rows: number, run: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < 100; round++) await run();
  const began = performance.now();
  let rounds = 0;
  for (; performance.now() - began < MEASURED_MS; rounds++) await run();
  const ms = performance.now() - began;
  const rate = Math.round((rounds * rows * 1_000) / ms);
  console.log(`| ${name} | ${rate.toLocaleString('en-US')} | ${((ms * 1_000) / (rounds * rows)).toFixed(1)} |`);
}

/** What others wait, in ms: the slowest percent and the slowest of the calls of a model, and of turns of this process. */
async function benchHostile(): Promise<void> {
  console.log('\n| meanwhile | calls | p50 ms | p99 ms | longest ms | event loop p99 ms | faults |');
  console.log('|---|---|---|---|---|---|---|');
  const n: readonly Tensor[] = [{ name: 'n', datatype: 'INT64', shape: [1, 1], data: new BigInt64Array([15_000n]) }];
  await watch('nothing', async () => undefined);
  await watch('a model that loads without end', (hostile) => hostile.warm(slowToLoad()));
  await watch('a model that runs without end', (hostile) => hostile.run(squaring(), n, 1));
  await watch('a model that wants 14 GB', (hostile) => hostile.warm(expanding()));
}

async function watch(name: string, call: (hostile: Scorers) => Promise<unknown>): Promise<void> {
  let lost = 0;
  // None is set aside, so that it goes on for the whole time.
  const watched = openScorers({
    ...{ count: 1, memoryMib: 8_192, setAsideMs: 0 },
    log: pino(
      { level: 'warn' },
      {
        write: () => {
          lost += 1;
        },
      },
    ),
  });
  try {
    await watched.warm(squaring());
    await watched.run(model, row, 1);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const times: number[] = [];
    let isOver = false;
    const attack = async () => {
      while (!isOver) {
        await call(watched).catch(() => undefined);
        await new Promise(setImmediate);
        if (name === 'nothing') return;
      }
    };
    const attacking = attack();
    delay.enable();
    for (const end = performance.now() + WATCHED_MS; performance.now() < end; ) {
      const began = performance.now();
      await watched.run(model, row, 1);
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    delay.disable();
    isOver = true;
    const closed = watched.close();
    await Promise.all([attacking, closed]);
    times.sort((one, other) => one - other);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(2);
    const longest = (times.at(-1) ?? Number.NaN).toFixed(0);
    const loop = (delay.percentile(99) / 1e6).toFixed(2);
    console.log(`| ${name} | ${times.length} | ${at(0.5)} | ${at(0.99)} | ${longest} | ${loop} | ${lost} |`);
  } finally {
    await watched.close();
  }
}
