import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from './log.ts';

const WINDOW_MS = 100;

function testLog() {
  const lines: { msg: string; level: number; count?: number; reason?: string; requestIds?: string[] }[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const log = createLogger('test', 'info', { destination, windowMs: WINDOW_MS });
  const said = async (count: number) => {
    while (lines.length < count) await pause(5);
    return lines.map(({ msg }) => msg);
  };
  return { log, lines, said };
}

const refused = (port: number) => new Error(`connect ECONNREFUSED 127.0.0.1:${port}`);

describe('the same failure', () => {
  it('is said at once when it is new, and then counted, with the requests that it met', async () => {
    const { log, lines, said } = testLog();
    for (let request = 0; request < 1_000; request += 1) {
      log.error({ err: refused(5_000 + request), requestId: `r${request}` }, 'a request failed');
    }
    expect(lines.map(({ msg }) => msg)).toEqual(['a request failed']);
    await said(2);
    expect(lines[1]).toMatchObject({
      level: 50,
      msg: expect.stringMatching(/^a request failed: 999 times more in the last \d+ s$/),
      count: 999,
      reason: 'connect ECONNREFUSED 127.0.0.1:5000',
    });
    expect(lines[1]?.requestIds?.slice(0, 2)).toEqual(['r1', 'r2']);
    expect(lines[1]?.requestIds).toHaveLength(50);
  });

  it('names each request once that it met again', async () => {
    const { log, lines, said } = testLog();
    for (let time = 0; time < 4; time += 1) log.error({ requestId: 'r1' }, 'a field failed');
    await said(2);
    expect(lines[1]).toMatchObject({ count: 3, requestIds: ['r1'] });
  });

  it('is counted in one sentence, also where it ends with a stop', async () => {
    const { log, said } = testLog();
    for (let time = 0; time < 3; time += 1) log.warn('refused: try again later.');
    expect(await said(2)).toEqual([
      'refused: try again later.',
      expect.stringMatching(/^refused: try again later: 2 times more in the last \d+ s$/),
    ]);
  });

  it('that has not come again for a while is new again', async () => {
    const { log, said } = testLog();
    log.warn('not ready');
    await pause(3 * WINDOW_MS);
    log.warn('not ready');
    expect(await said(2)).toEqual(['not ready', 'not ready']);
  });

  it('is one of the same words, reason and service', async () => {
    const { log, said } = testLog();
    log.error({ err: new Error('a') }, 'a request failed');
    log.error({ err: new Error('b') }, 'a request failed');
    log.warn({ err: new Error('a') }, 'a request failed');
    log.warn({ err: new Error('a'), service: 'x' }, 'a request failed');
    log.error('a request failed');
    expect(await said(5)).toHaveLength(5);
  });

  it('is no failure where it only tells what is done', () => {
    const { log, lines } = testLog();
    for (let time = 0; time < 3; time += 1) log.info('listens');
    expect(lines).toHaveLength(3);
  });

  it('of a logger that was made from another is the same', () => {
    const { log, lines } = testLog();
    for (let request = 0; request < 3; request += 1) log.child({ reqId: request }).error('failed');
    expect(lines).toHaveLength(1);
  });

  it('in ever new words is bounded, too', async () => {
    const { log, lines, said } = testLog();
    const word = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    for (let kind = 0; kind < 5_000; kind += 1) log.error(`failure ${word(kind)}`);
    expect(lines).toHaveLength(1_001);
    expect((await said(1_002)).at(-1)).toMatch(/^many kinds of failures: 3,999 times more in the last \d+ s$/);
  });
});

describe('a process that logs', () => {
  const start = (lines: number, end: string) =>
    spawn(process.execPath, [fileURLToPath(new URL('./fixtures/logging.ts', import.meta.url)), String(lines), end], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });

  it.each([
    ['exits', 'exit', 3],
    ['crashes', 'throw', 1],
    ['has nothing more to do', 'done', 0],
  ])('loses no line and no count when it %s', async (_how, end, code) => {
    const LINES = 5_000;
    const child = start(LINES, end);
    const exited = once(child, 'close');
    if (!child.stderr) throw new Error('A child with a pipe has it.');
    const output = await text(child.stderr);
    expect((await exited)[0]).toBe(code);
    const written = [...output.matchAll(/"line":(\d+)/g)].map(([, line]) => Number(line));
    expect(written).toEqual(Array.from({ length: LINES }, (_, line) => line));
    expect(output).toMatch(/the same failure: 2 times more in the last \d+ s/);
    if (end === 'throw') expect(output).toContain('Error: a crash');
  });

  it('does not wait for who reads', async () => {
    const child = start(5_000, 'live');
    expect((await once(child, 'message'))[0]).toBe('still here');
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
