import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../fixtures/draining.ts', import.meta.url));
const LONG_MS = 600_000;

const running: ChildProcess[] = [];
const agent = new Agent({ keepAlive: true });
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

async function startServer(delayMs: number) {
  const child = spawn(process.execPath, [PROGRAM, String(delayMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const exited = once(child, 'exit');
  const [line] = await once(child.stdout, 'data');
  return { child, exited, url: String(line).trim() };
}

/** On a connection that is kept, where there is one. */
async function ask(url: string) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).once('error', reject);
  });
  await text(response);
  return { status: response.statusCode, connection: response.headers.connection };
}

async function untilNotReady(url: string): Promise<void> {
  while ((await ask(`${url}/readyz`)).status !== 503) await pause(10);
}

describe('a server that is told to end', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)('by %s ends in order', async (signal) => {
    const { child, exited, url } = await startServer(0);
    expect(await ask(`${url}/livez`)).toMatchObject({ status: 200, connection: 'keep-alive' });
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });

  it('answers on kept connections while it drains, and lets them go', async () => {
    const { child, url } = await startServer(LONG_MS);
    expect((await ask(`${url}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    await untilNotReady(url);
    expect(await ask(`${url}/livez`)).toEqual({ status: 200, connection: 'close' });
  });

  it('ends at once at a second signal, and takes one that comes with the first for the same', async () => {
    const { child, exited, url } = await startServer(LONG_MS);
    child.kill('SIGHUP');
    child.kill('SIGTERM');
    await untilNotReady(url);
    expect(await ask(`${url}/livez`)).toMatchObject({ status: 200 });
    await pause(1_100);
    child.kill('SIGTERM');
    expect(await exited).toEqual([1, null]);
  });
});
