import { describe, expect, it } from '@jest/globals';
import { type Running, type Supervision, supervise } from './supervise.ts';

/** A process that a test ends by hand. */
function createProcess() {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let stops = 0;
  const stop = async () => {
    stops += 1;
    end();
  };
  return { ended, end: () => end(), stop, stops: () => stops };
}

type Fake = ReturnType<typeof createProcess>;

function watchOver(start: () => Promise<Fake>, options: Partial<Supervision<Running>> = {}) {
  const lines: string[] = [];
  const deaths: Running[] = [];
  const first = createProcess();
  const { promise: given, resolve: onGivenUp } = Promise.withResolvers<Error>();
  const supervised = supervise<Running>(first, {
    name: 'redis',
    startAgain: start,
    onDied: (dead) => deaths.push(dead),
    log: (line) => lines.push(line),
    onGivenUp,
    firstPauseMs: 1,
    ...options,
  });
  return { ...supervised, first, deaths, lines, given };
}

describe('supervise', () => {
  it('starts a process again that ended by itself, and stops the new one', async () => {
    const { promise: started, resolve } = Promise.withResolvers<Fake>();
    const again = createProcess();
    const { first, stop, deaths } = watchOver(async () => {
      resolve(again);
      return again;
    });
    first.end();
    await started;
    await stop();
    expect(again.stops()).toBe(1);
    expect(deaths).toEqual([first]);
  });

  it('leaves one alone that was stopped', async () => {
    let starts = 0;
    const { first, stop, deaths } = watchOver(async () => {
      starts += 1;
      return createProcess();
    });
    await stop();
    await stop();
    expect({ starts, deaths, stops: first.stops() }).toEqual({ starts: 0, deaths: [], stops: 2 });
  });

  it('gives up after five deaths within a minute, each failed start among them', async () => {
    const failing = () => Promise.reject(new Error('redis: it did not start: the disk is full'));
    const { first, deaths, lines, given } = watchOver(failing);
    first.end();
    expect((await given).message).toBe('redis ended 5 times within a minute: it is not started again.');
    expect(deaths).toHaveLength(1);
    expect(lines).toEqual(Array(4).fill('redis: it did not start: the disk is full'));
  });

  it('holds a start back as long as it is told, says why once, and ends waiting when it is stopped', async () => {
    let starts = 0;
    let polls = 0;
    const { promise: polledAgain, resolve } = Promise.withResolvers<void>();
    const start = async () => {
      starts += 1;
      return createProcess();
    };
    const { first, stop, lines } = watchOver(start, {
      heldBy: async () => {
        polls += 1;
        if (polls === 3) resolve();
        return 'a file is there';
      },
    });
    first.end();
    await polledAgain;
    await stop();
    expect({ starts, lines }).toEqual({ starts: 0, lines: ['redis: stays down while a file is there'] });
  });
});
