import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startStore } from './start.ts';
import { settingsFor, useStores } from './testing/stores.ts';
import { failureOf } from './testing.ts';

const { folders, start } = useStores();

describe('a data folder', () => {
  it('starts again where a full disk has left the note of its server empty', async () => {
    const settings = settingsFor(await folders.make());
    await (await start('postgres', settings)).stop();
    await writeFile(join(settings.dataDir, 'postgres/cluster/postmaster.pid'), '');
    expect((await start('postgres', settings)).pid).toBeGreaterThan(0);
  });

  it('is not opened by another version, until --fresh, which leaves tools alone and follows no links', async () => {
    const dataDir = await folders.make();
    const settings = { ...settingsFor(dataDir) };
    const outside = await folders.make();
    await writeFile(join(outside, 'mine'), '');
    await mkdir(join(dataDir, 'tools'));
    await mkdir(join(dataDir, 'redis'));
    await symlink(outside, join(dataDir, 'redis/link'));
    await writeFile(join(dataDir, 'redis/engine.json'), '{"engine":"valkey","version":"8.0.1"}');
    expect(await failureOf(startStore('redis', { ...settings, path: '' }))).toMatch(
      /^redis: the data was made by valkey 8, which is not here .*--fresh/,
    );
    await start('redis', { ...settings, path: '', fresh: true });
    expect(await readdir(outside)).toEqual(['mine']);
    expect(await readdir(join(dataDir, 'redis'))).not.toContain('link');
    expect(await readdir(dataDir)).toContain('tools');
  });

  it('that is not ours is refused, and never cleared', async () => {
    const dataDir = await folders.make();
    await mkdir(join(dataDir, 'redis'));
    await writeFile(join(dataDir, 'redis/mine'), '');
    expect(await failureOf(startStore('redis', { ...settingsFor(dataDir), fresh: true }))).toMatch(
      /was not made by Tributary/,
    );
    expect(await readdir(join(dataDir, 'redis'))).toEqual(['mine']);
  });

  it('that cannot be made is refused with its name', async () => {
    const file = join(await folders.make(), 'file');
    await writeFile(file, '');
    expect(await failureOf(startStore('redis', settingsFor(file)))).toMatch(
      /file cannot be made a folder: choose another DATA_DIR \(.*EEXIST/,
    );
  });
});
