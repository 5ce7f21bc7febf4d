import { toMessage } from '../errors.ts';
import { run } from '../run.ts';
import { findPrograms } from './find-program.ts';

const names = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3', 'python'];

/** Answers the real program, since a name on the PATH may be a shim that starts slowly, or one that does not start. */
const probe = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2], sys.executable)';

/**
 * A Python that the servers' wheels are made for: 3.10 to 3.13, with what a virtual environment needs. Throws one
 * sentence that says which were passed over.
 */
export async function findPython(settings: { path?: string; signal?: AbortSignal }): Promise<string> {
  const passedOver: string[] = [];
  for (const name of names) {
    for (const program of await findPrograms(name, settings.path)) {
      const answer = await askPython(program, settings.signal);
      if (answer.executable) return answer.executable;
      passedOver.push(`${program} ${answer.problem}`);
    }
  }
  const tried = passedOver.length > 0 ? ` (${passedOver.join('; ')})` : '';
  throw new Error(
    `Python 3.10 to 3.13 is needed to install SecantusDB and Valkey, and none is on the PATH${tried}: ` +
      'install it, or give MONGODB_URL and REDIS_URL',
  );
}

async function askPython(program: string, signal?: AbortSignal): Promise<{ executable?: string; problem?: string }> {
  try {
    const { code, stdout, stderr } = await run(program, ['-I', '-c', probe], { timeoutMs: 5_000, signal });
    const [, version, executable] = /^3\.(\d+) (.+)$/m.exec(stdout) ?? [];
    if (code === 0 && executable && Number(version) >= 10 && Number(version) <= 13) return { executable };
    if (version) return { problem: `is version 3.${version}` };
    if (/No module named '?(venv|ensurepip)/.test(stderr)) return { problem: 'has no venv (Debian: python3-venv)' };
    return { problem: 'does not run' };
  } catch (error) {
    signal?.throwIfAborted();
    return { problem: `does not run: ${toMessage(error)}` };
  }
}
