import { spawn } from 'node:child_process';

export interface RunOptions {
  uid?: number | undefined;
  gid?: number | undefined;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** Is told each line as it is printed on stdout. */
  onLine?: (line: string) => void;
}

export interface Output {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end, apart from the terminal's Ctrl-C. Throws when it cannot be started, or when the signal or
 * the time ends it; a failing program is an answer.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Output> {
  const { uid, gid, cwd, env, timeoutMs, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    const ends = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)].filter((end) => !!end);
    const child = spawn(command, args, {
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
      ...(cwd !== undefined && { cwd }),
      ...(env !== undefined && { env }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // The whole group: pip and initdb have children of their own.
    const abort = () => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    const ended = AbortSignal.any(ends);
    if (ended.aborted) abort();
    ended.addEventListener('abort', abort, { once: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      for (const line of text.split(/[\r\n]+/)) if (onLine && line.trim()) onLine(line.trim());
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      ended.removeEventListener('abort', abort);
      if (ended.aborted) reject(ended.reason);
      else resolve({ code, stdout, stderr });
    });
  });
}

export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The last line that says something. */
export const lastLineOf = (text: string): string | undefined => text.trim().split('\n').at(-1)?.trim() || undefined;
