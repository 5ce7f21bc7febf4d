import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { findFreePort } from '../free-port.ts';
import { findPortOwner } from './port-owner.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const LISTEN = `require('node:net').createServer().listen(Number(process.argv[1]), '127.0.0.1', () => console.log('listens'))`;

/** A shell with a process group of its own, in which a program listens. */
async function startListener(port: number): Promise<number> {
  const script = `"${process.execPath}" -e "$0" "$1"; true`;
  const child = spawn('/bin/sh', ['-c', script, LISTEN, String(port)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = child.pid ?? 0;
  closing.push(() => process.kill(-pid, 'SIGKILL'));
  await once(child.stdout, 'data');
  return pid;
}

describe('findPortOwner', () => {
  it('finds a listener among the processes that a group began', async () => {
    const port = await findFreePort();
    expect(await findPortOwner(await startListener(port), port)).toBe('group');
  });

  it('tells a stranger who has the port', async () => {
    const group = await startListener(await findFreePort());
    const port = await findFreePort();
    const stranger = createServer().listen(port, '127.0.0.1');
    closing.push(() => stranger.close());
    await once(stranger, 'listening');
    expect(await findPortOwner(group, port)).toBe('stranger');
  });

  it('finds nobody at a free port', async () => {
    expect(await findPortOwner(process.pid, await findFreePort())).toBe('nobody');
  });
});
