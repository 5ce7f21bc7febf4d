import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { run } from './run.ts';

/** A process on this machine. The start time tells it from a later one that got the same pid. */
export interface Identity {
  pid: number;
  startTime: string;
}

/** The process that has this pid now; undefined when there is none, or only the remains of one. */
export async function identify(pid: number): Promise<Identity | undefined> {
  const startTime = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

export async function isAlive(identity: Identity): Promise<boolean> {
  return (await identify(identity.pid))?.startTime === identity.startTime;
}

/** The program and its arguments; empty when the process is gone. */
export async function commandLineOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return (await run('ps', ['-o', 'args=', '-p', String(pid)])).stdout.trim();
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0').join(' ').trim();
}

/** The processes that work in a folder; on Linux alone, elsewhere none are found. */
export async function findProcessesIn(folder: string): Promise<Identity[]> {
  if (process.platform !== 'linux') return [];
  const path = await realpath(folder);
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => undefined)));
  const found = await Promise.all(pids.filter((_, index) => folders[index] === path).map(identify));
  return found.filter((identity) => identity !== undefined);
}

async function fromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name, which may hold spaces and parentheses; the state follows it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' || fields?.[0] === 'X' ? undefined : fields?.[19];
}

async function fromPs(pid: number): Promise<string | undefined> {
  const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
  const [state, ...startTime] = stdout.trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : startTime.join(' ');
}

export const isIdentity = (value: unknown): value is Identity =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'startTime' in value &&
  typeof value.startTime === 'string';
