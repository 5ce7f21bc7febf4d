import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runTributary, survivors } from '../setup/tributary.ts';

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
      [['plant'], 'There is no command "plant".'],
    ];
    const ran = await Promise.all(said.map(([args]) => run(...args)));
    for (const [index, [, message]] of said.entries()) {
      expect(ran[index]).toMatchObject({ code: 1, pids: new Map(), output: expect.stringContaining(message) });
    }
  });
});
