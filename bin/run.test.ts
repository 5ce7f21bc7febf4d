import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { childEnv } from '../tests/setup/config.ts';

const RUN = fileURLToPath(new URL('./run.mjs', import.meta.url));

const ending: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [RUN, 'bin/fixtures/child.ts'], {
    env: childEnv({ no_proxy: '', NO_PROXY: '', ...env }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  ending.push(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, exited: once(child, 'exit'), nextLine: async () => String((await lines.next()).value) };
}

describe('run.mjs', () => {
  it.each([
    [{}, '127.0.0.1,localhost,::1,[::1]'],
    [{ NO_PROXY: 'intranet.example' }, 'intranet.example,127.0.0.1,localhost,::1,[::1]'],
    [{ no_proxy: '*' }, '*'],
  ])('keeps what is asked of this machine from proxies, beside %j', async (env, expected) => {
    const { no_proxy } = JSON.parse(await run(env).nextLine());
    expect(no_proxy).toBe(expected);
  });

  it('hands on the signals that may reach it alone, and ends as its child does', async () => {
    const { child, exited, nextLine } = run({});
    await nextLine();
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
      child.kill(signal);
      expect(await nextLine()).toBe(signal);
    }
    expect(await exited).toEqual([0, null]);
  });
});
