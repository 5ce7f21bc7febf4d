import { setTimeout as pause } from 'node:timers/promises';
import { type Identity, isAlive } from '../identity.ts';
import { killGroup } from '../run.ts';

/** How long a server may take to write what it holds before it is killed. */
const graceMs = 10_000;

/** Ends a process and waits until it is gone: by the signal, and with all its group by SIGKILL when that takes too long. */
export async function stopProcess(target: Identity, signal: NodeJS.Signals): Promise<void> {
  if (!(await isAlive(target))) return;
  sendSignal(target.pid, signal);
  if (await isGoneWithin(target, graceMs)) return;
  killGroup(target.pid);
  sendSignal(target.pid, 'SIGKILL');
  await isGoneWithin(target, graceMs);
}

async function isGoneWithin(target: Identity, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await pause(20)) {
    if (!(await isAlive(target))) return true;
  }
  return false;
}

/** One that is suspended hears of it once it goes on. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended by itself.
  }
}
