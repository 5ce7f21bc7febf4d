import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Identity } from '../identity.ts';
import { identify } from '../identity.ts';
import { killGroup } from '../run.ts';
import { openLog, readLastLines } from './log-file.ts';
import { sendSignal, stopProcess } from './stop-process.ts';

export interface ServerCommand {
  command: string;
  args: readonly string[];
  cwd: string;
  uid?: number | undefined;
  gid?: number | undefined;
  /** What makes it end in order. */
  stopSignal: NodeJS.Signals;
  /** What makes it end at once, with its children and without harm to its data. */
  endSignal: NodeJS.Signals;
}

export interface ServerProcess {
  identity: Identity;
  /** Settles when it has ended, however that came. */
  ended: Promise<void>;
  /** The last lines that it logged in this run. */
  lastLines(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts a server whose output goes to a log file, so that it needs nothing of us, not even that we live. It has a
 * process group of its own: Ctrl-C in the terminal reaches us alone, and we stop the stores in order.
 */
export async function startServer(server: ServerCommand, logFile: string): Promise<ServerProcess> {
  const { command, args, cwd, uid, gid, stopSignal, endSignal } = server;
  const { handle, begin } = await openLog(logFile);
  try {
    const child = spawn(command, args, {
      cwd,
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
      detached: true,
      stdio: ['ignore', handle.fd, handle.fd],
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    const identity = (await identify(pid)) ?? { pid, startTime: 'ended' };
    // Whoever ends in order has stopped it before.
    const endWithUs = () => (endSignal === 'SIGKILL' ? killGroup(pid) : sendSignal(pid, endSignal));
    process.once('exit', endWithUs);
    ended.then(() => process.off('exit', endWithUs));
    return {
      identity,
      ended,
      lastLines: () => readLastLines(logFile, begin),
      stop: async () => {
        await stopProcess(identity, stopSignal);
        await ended;
      },
    };
  } finally {
    await handle.close();
  }
}
