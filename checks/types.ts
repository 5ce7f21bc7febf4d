import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runProgram } from './command.ts';

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** @param project a tsconfig.json; by default the workspace's own. */
export const checkTypes = (project = 'tsconfig.json') => runProgram(TSC, ['--pretty', 'false', '--project', project]);
