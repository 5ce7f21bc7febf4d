import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../measure.ts';

/** What so many clients saw, each of whom asks as soon as it has its answer. Times are milliseconds. */
export interface Loop {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly calls: number;
}

export async function closedLoop(
  clients: number,
  seconds: number,
  run: (nth: number) => Promise<unknown>,
): Promise<Loop> {
  const times: number[] = [];
  let nth = 0;
  const began = performance.now();
  const end = began + seconds * 1_000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        const at = performance.now();
        await run(nth++);
        times.push(performance.now() - at);
      }
    }),
  );
  const took = (performance.now() - began) / 1_000;
  return {
    ...{ calls: times.length, perSecond: times.length / took },
    ...{ p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
  };
}

/** Does something again and again while something else is done. */
export async function meanwhile<Value>(
  again: () => Promise<unknown>,
  work: () => Promise<Value>,
): Promise<{ value: Value; times: number }> {
  let isOver = false;
  let times = 0;
  const repeat = async () => {
    while (!isOver) {
      await again();
      times += 1;
      await pause(1);
    }
  };
  const [value] = await Promise.all([
    work().finally(() => {
      isOver = true;
    }),
    repeat(),
  ]);
  return { value, times };
}
