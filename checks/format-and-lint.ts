import { createRequire } from 'node:module';
import { runProgram } from './command.ts';

const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

/** Format and lint of every file, as biome.json says; there, too, stands that only config.ts and main.ts read process.env. */
export const checkFormatAndLint = () => runProgram(BIOME, ['ci', '--colors=off', '--reporter=github', '.']);

/** The lint alone of the files in another folder, which has a biome.json of its own. */
export const lintFolder = (folder: string) =>
  runProgram(BIOME, ['lint', '--colors=off', '--reporter=github', `--config-path=${folder}`, folder]);
