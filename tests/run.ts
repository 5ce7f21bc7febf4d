import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { TESTED } from './setup/global-teardown.ts';

/**
 * Runs the checks and then the tests. A name, such as `lineage`, runs the tests in whose path it stands, and no checks;
 * options go to Jest as they are.
 */
const args = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
/** Whatever closes after the last test has this long. */
const END_MS = 60_000;

async function run(...command: string[]): Promise<number> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  let end: NodeJS.Timeout | undefined;
  child.on('message', (message) => {
    if (message === TESTED) end = setTimeout(stopHanging, END_MS);
  });
  const stopHanging = () => {
    console.error('A test left something open that keeps Jest from ending: look for it with --detectOpenHandles.');
    child.kill('SIGKILL');
  };
  const [code] = await once(child, 'exit');
  clearTimeout(end);
  return typeof code === 'number' ? code : 1;
}

const everything = args.every((arg) => arg.startsWith('-'));
const checked = everything ? await run('checks/main.ts') : 0;
const tested = await run('--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...args);
process.exit(checked || tested);
