import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../run.ts';
import { temporaryFolders, writeProgram } from '../testing.ts';
import { findPostgresUser, openPrograms, openWay } from './postgres-user.ts';

const folders = temporaryFolders();
afterAll(folders.remove);

const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('programs that root installed under a strict umask', () => {
  it('are opened for reading to the user that runs them, and said so', async () => {
    const folder = join(await folders.make(), 'native');
    await mkdir(join(folder, 'bin'), { recursive: true });
    const program = await writeProgram(join(folder, 'bin'), 'initdb', 'cat "$(dirname "$0")/../data"');
    const data = join(folder, 'data');
    await writeFile(data, 'all there');
    for (const [path, mode] of [
      [folder, 0o700],
      [join(folder, 'bin'), 0o700],
      [program, 0o700],
      [data, 0o600],
    ] as const) {
      await chmod(path, mode);
    }
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const user = await findPostgresUser(log);
    await openWay(program, user, { dataDir: folder, log });
    await openPrograms(folder, program, user, log);
    expect(await run(program, [], { ...user, cwd: '/' })).toMatchObject({ code: 0, stdout: 'all there' });
    expect(lines.at(-1)).toMatch(/^postgres: let other users read .*native, since root runs PostgreSQL/);
    expect((await stat(data)).mode & 0o777).toBe(0o604);
    expect((await stat(program)).mode & 0o777).toBe(0o705);
  });
});
