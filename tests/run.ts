import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Runs the checks and then the tests. A name, such as `lineage`, runs the tests in whose path it stands, and no checks;
 * options go to Jest as they are.
 */
const args = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

async function run(...command: string[]): Promise<number> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

const everything = args.every((arg) => arg.startsWith('-'));
const checked = everything ? await run('checks/main.ts') : 0;
const tested = await run('--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...args);
process.exit(checked || tested);
