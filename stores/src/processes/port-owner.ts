import { readdir, readFile, readlink } from 'node:fs/promises';
import { codeOf } from '../errors.ts';
import { run } from '../run.ts';

/** Who listens on a port of 127.0.0.1: a process group, somebody else, or nobody yet. */
export type PortOwner = 'group' | 'stranger' | 'nobody';

/**
 * Whether it is the process group led by `pid` that listens on a port of 127.0.0.1. Where the system does not let us
 * look into the group's processes it counts as theirs.
 */
export const findPortOwner = (pid: number, port: number): Promise<PortOwner> =>
  process.platform === 'linux' ? askProc(pid, port) : askLsof(pid, port);

/** The state of a listening socket in /proc/net/tcp, and 127.0.0.1 as it stands there. */
const LISTENING = '0A';
const LOOPBACK = '0100007F';

async function askProc(pid: number, port: number): Promise<PortOwner> {
  const address = `${LOOPBACK}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  const line = lines.find(([, local, , state]) => local === address && state === LISTENING);
  if (!line) return 'nobody';
  const socket = `socket:[${line[9]}]`;
  for (const member of await membersOf(pid)) {
    const holds = await holdsFile(member, socket);
    if (holds || holds === undefined) return 'group';
  }
  return 'stranger';
}

/** The processes of a group, its leader first. */
async function membersOf(group: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== group);
  const groups = await Promise.all(pids.map(groupOf));
  return [group, ...pids.filter((_, index) => groups[index] === group)];
}

async function groupOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
}

/** Undefined where we may not look. */
async function holdsFile(pid: number, target: string): Promise<boolean | undefined> {
  const folder = `/proc/${pid}/fd`;
  try {
    const names = await readdir(folder);
    const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
    return targets.includes(target);
  } catch (error) {
    return forbidden.has(codeOf(error) ?? '') ? undefined : false;
  }
}

const forbidden = new Set(['EACCES', 'EPERM']);

/** A line that begins with p has a process, one that begins with g the group of the process before it. */
async function askLsof(group: number, port: number): Promise<PortOwner> {
  const args = ['-nP', `-iTCP@127.0.0.1:${port}`, '-sTCP:LISTEN', '-Fpg'];
  const { stdout } = await run('lsof', args, { timeoutMs: 5_000 });
  if (!stdout.includes('p')) return 'nobody';
  return stdout.split('\n').includes(`g${group}`) ? 'group' : 'stranger';
}
