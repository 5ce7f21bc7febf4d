import { execFile } from 'node:child_process';
import { cp, mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from '@jest/globals';
import { temporaryFolders } from '@tributary/stores/testing';

const folders = temporaryFolders();
afterAll(() => folders.remove());

const here = fileURLToPath(new URL('.', import.meta.url));
const packages = join(here, '../../node_modules');

/**
 * The scorers' sources in a place where onnxruntime-node is as on a machine that it has no binaries for: its scripts
 * alone, which load what is not there.
 */
async function copyWithoutBinaries(): Promise<string> {
  const folder = await folders.make();
  const scoring = join(folder, 'scoring');
  await cp(here, scoring, { recursive: true });
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  for (const name of ['@bufbuild', '@tributary', 'zod', 'onnx-proto', 'pino']) {
    await symlink(join(packages, name), join(modules, name));
  }
  const onnx = await realpath(join(packages, 'onnxruntime-node'));
  await symlink(join(dirname(onnx), 'onnxruntime-common'), join(modules, 'onnxruntime-common'));
  for (const part of ['package.json', 'dist']) {
    await cp(join(onnx, part), join(modules, 'onnxruntime-node', part), { recursive: true });
  }
  return scoring;
}

it('scorers say so where onnxruntime has no binaries for the machine, and nothing else fails', async () => {
  const scoring = await copyWithoutBinaries();
  const program = join(scoring, 'try.ts');
  await writeFile(
    program,
    `import { pino } from 'pino';
    import { openScorers } from './pool.ts';
    import { doubling } from './testing/models.ts';
    const log = pino({ level: 'error', base: null });
    const scorers = openScorers({ count: 1, memoryMib: 1_024, log });
    const model = doubling(1);
    for (const ask of [() => scorers.warm(model), () => scorers.run(model, [], 1)]) {
      await ask().catch((error) => log.fatal(error.constructor.name + ': ' + error.message));
    }
    await scorers.close();`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const lines = stdout.trim().split('\n');
  const said = lines.map((line): { level: number; msg: string; err?: unknown } => JSON.parse(line));
  const sentence = 'ScorersUnavailable: Models cannot be run on this machine; the reason is in the log.';
  expect(said.filter(({ level }) => level === 60).map(({ msg }) => msg)).toEqual([sentence, sentence]);
  expect(said.filter(({ level }) => level === 50)).toMatchObject([
    { msg: 'models cannot be run', err: { stack: expect.stringContaining('onnxruntime_binding.node') } },
  ]);
});
