import { describe, expect, it } from '@jest/globals';
import { showProgress } from './progress.ts';

function follow(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  const output = { isTTY, columns: 100, write: (text: string) => written.push(text) };
  const pass = (ms: number) => {
    time += ms;
  };
  return { progress: showProgress('rows', output, () => time), written, pass };
}

describe('showProgress', () => {
  it('draws a bar with the rate and the time left on a terminal', () => {
    const { progress, written, pass } = follow(true);
    progress.update(0, 4_000);
    pass(2_000);
    progress.update(1_000, 4_000);
    progress.end();
    expect(written.at(-2)).toBe(
      '\r\u001b[K[========                      ] 25 %  1,000 of 4,000 rows, 500 a second, 6 s left',
    );
    expect(written.at(-1)).toBe('\n');
  });

  it('writes a line now and then elsewhere, and the last one always', () => {
    const { progress, written, pass } = follow(false);
    for (let done = 0; done <= 100; done++) {
      progress.update(done, 100);
      pass(200);
    }
    progress.end();
    expect(written).toEqual(['50 %  50 of 100 rows, 5 a second, 10 s left\n', '100 %  100 of 100 rows, 5 a second\n']);
  });

  it('says nothing of the speed where it is not known yet', () => {
    const once = follow(false);
    once.pass(2_000);
    once.progress.update(86, 86);
    expect(once.written).toEqual(['100 %  86 of 86 rows\n']);

    const quick = follow(false);
    quick.progress.update(0, 86);
    quick.pass(5);
    quick.progress.update(86, 86);
    expect(quick.written).toEqual(['100 %  86 of 86 rows\n']);
  });

  it('says that nothing moves', () => {
    const { progress, written, pass } = follow(false);
    progress.update(0, 86);
    pass(10_000);
    progress.update(0, 86);
    expect(written).toEqual(['0 %  0 of 86 rows, 0 a second\n']);
  });

  it('measures the speed of this attempt, not of what was there', () => {
    const { progress, written, pass } = follow(true);
    progress.update(900, 1_000);
    pass(1_000);
    progress.update(910, 1_000);
    expect(written.at(-1)).toContain('10 a second, 9 s left');
  });
});
