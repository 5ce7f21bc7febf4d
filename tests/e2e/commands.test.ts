import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runTributary, survivors, untilReady } from '../setup/tributary.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tributary-commands-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Runs a command to its end, which leaves no process behind. */
async function run(...args: string[]) {
  const started = runTributary(args, { DATA_DIR: dataDir });
  const code = await started.exited;
  expect(await survivors(started.pids().values())).toEqual([]);
  return { code, output: started.output(), pids: started.pids() };
}

describe('a command beside a running Tributary', () => {
  it('uses its stores, and leaves them running', async () => {
    const settings = { DATA_DIR: dataDir, PORT: '0' };
    const running = runTributary(['start'], settings);
    try {
      await untilReady(running);
      const status = await run('sync', 'status');
      expect(status).toMatchObject({ code: 0, output: expect.stringMatching(/^board: \d+ behind.*^experiment: /ms) });
      expect(await run('sync', 'parked')).toMatchObject({ output: expect.stringContaining('No copy is given up.') });
      expect((await run('sync', 'rebuild', 'board')).output).toContain('board: all copies are made anew.');
      expect(await run('verify')).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^[\d,]+ copies: none differs/m),
      });
      expect((await run('sync', 'retry', 'board')).output).toContain('board: 0 copies are tried again.');
      expect((await run('sync', 'drop', 'experiment')).output).toContain('experiment: 0 copies are forgotten');
      expect((await run('migrate', 'status')).output).not.toContain('has not run');
      expect((await run('seed')).output).toContain('all there already');
      expect((await survivors(running.pids().values())).length).toBe(3);
    } finally {
      running.child.kill('SIGTERM');
      expect(await running.exited).toBe(0);
    }
  });
});

describe('a command without given stores', () => {
  it('starts them, brings the schema up, seeds, and stops them again; another seed over it is refused', async () => {
    expect(await run('seed')).toMatchObject({ code: 0, output: expect.stringContaining('500 runs') });
    const medium = await run('seed', 'medium');
    expect(medium).toMatchObject({ code: 1, output: expect.stringContaining('holds the small seed') });
  });

  it('says what is wrong before it starts anything', async () => {
    const said: readonly [args: string[], message: string][] = [
      [['migrate', 'sideways'], 'migrate takes one of up, down, status, not "sideways".'],
      [['seed', 'huge'], 'seed takes one of small, medium, large, not "huge".'],
      [['seed', 'small', 'again'], 'seed takes no "again".'],
      [['seed', '--seed', 'x'], '--seed takes an integer of at most 15 digits, not "x".'],
      [['sync', 'rebuild', 'everything'], 'sync rebuild takes one of experiment, board, registry'],
      [['sync', 'stop'], 'sync takes one of status, parked, retry, drop, rebuild, not "stop".'],
      [['verify', 'board'], 'verify takes no "board", only --repair.'],
      [['export'], 'export takes one folder.'],
      [['import', 'a', 'b'], 'import takes one folder.'],
      [['artifacts'], 'artifacts takes: prune [--yes].'],
      [['plant'], 'There is no command "plant".'],
    ];
    const ran = await Promise.all(said.map(([args]) => run(...args)));
    for (const [index, [, message]] of said.entries()) {
      expect(ran[index]).toMatchObject({ code: 1, pids: new Map(), output: expect.stringContaining(message) });
    }
  });
});
