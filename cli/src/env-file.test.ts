import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readEnvFile } from './env-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-env-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, env = {}) {
  const file = join(folder, '.env');
  await writeFile(file, content);
  return readEnvFile(file, env);
}

it('takes variables from a file, and those of the environment before them', async () => {
  expect(await read('PORT=4001\nHOST=::1\n', { PORT: '4002' })).toEqual({ PORT: '4002', HOST: '::1' });
});

it('finds the first name behind a byte-order mark, and lines that end as on Windows', async () => {
  expect(await read('\ufeffPORT=4001\r\nHOST=::1\r\n')).toEqual({ PORT: '4001', HOST: '::1' });
});

it('says that a file in UTF-16 is to be saved anew', async () => {
  await expect(read(Buffer.from('\ufeffPORT=4001\n', 'utf16le'))).rejects.toThrow(
    /\.env is not in UTF-8: save it in that encoding\.$/,
  );
});

it('needs no file', () => {
  expect(readEnvFile(join(folder, 'none'), { PORT: '4002' })).toEqual({ PORT: '4002' });
});
