import { execFile } from 'node:child_process';
import { ROOT } from './files.ts';

/** Runs a program of ours by this Node. Answers what it said when it was not content, and nothing when it was. */
export function runProgram(script: string, args: readonly string[]): Promise<string[]> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      if (!error) return resolve([]);
      const said = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
      resolve(said.length > 0 ? said : [error.message]);
    });
  });
}
