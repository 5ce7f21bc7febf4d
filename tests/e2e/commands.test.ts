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

describe('a command without given stores', () => {
  it('starts them, brings the schema up, seeds, and stops them again', async () => {
    const { code, output } = await run('seed');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('500 runs') });
    expect(output).not.toContain('all there already');
  });

  it('says what is wrong before it starts anything', async () => {
    const said: readonly [args: string[], message: string][] = [
      [['migrate', 'sideways'], 'migrate takes one of up, down, status, not "sideways".'],
      [['seed', 'huge'], 'seed takes one of small, medium, large, not "huge".'],
      [['seed', 'small', 'again'], 'seed takes no "again".'],
      [['seed', '--seed', 'x'], '--seed takes an integer of at most 15 digits, not "x".'],
      [['sync', 'stop'], 'sync takes one of status, parked, retry, drop, rebuild, not "stop".'],
      [['plant'], 'There is no command "plant".'],
    ];
    const ran = await Promise.all(said.map(([args]) => run(...args)));
    for (const [index, [, message]] of said.entries()) {
      expect(ran[index]).toMatchObject({ code: 1, pids: new Map(), output: expect.stringContaining(message) });
    }
  });
});

describe('a command beside a running Tributary', () => {
  it('uses its stores, and leaves them running', async () => {
    const settings = { DATA_DIR: dataDir, PORT: '0' };
    const running = runTributary(['start'], settings);
    try {
      await untilReady(running);
      expect((await run('sync', 'rebuild', 'board')).output).toContain('board: all copies are made anew.');
      const [status, verified, migrations, seeded, another] = await Promise.all([
        run('sync', 'status'),
        run('verify'),
        run('migrate', 'status'),
        run('seed'),
        run('seed', 'medium'),
      ]);
      expect(status).toMatchObject({ code: 0, output: expect.stringMatching(/^board: \d+ behind.*^experiment: /ms) });
      expect(verified).toMatchObject({ code: 0, output: expect.stringMatching(/^[\d,]+ copies: none differs/m) });
      expect(migrations.output).not.toContain('has not run');
      expect(seeded.output).toContain('all there already');
      expect(another).toMatchObject({ code: 1, output: expect.stringContaining('holds the small seed') });
      expect((await survivors(running.pids().values())).length).toBe(3);
    } finally {
      running.child.kill('SIGTERM');
      expect(await running.exited).toBe(0);
    }
  });
});
