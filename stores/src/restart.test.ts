import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { HOLD_RESTARTS } from './processes/hold-restarts.ts';
import type { RunningStore } from './start.ts';
import { readFrom, writeTo } from './testing/clients.ts';
import { settingsFor, useStores } from './testing/stores.ts';
import { runningOf } from './testing.ts';

const { folders, start } = useStores();

describe('a running store', () => {
  it.each(['postgres', 'mongodb', 'redis'] as const)(
    'that is killed is reported with the end of its log, and started again at its address with its data: %s',
    async (name) => {
      const settings = settingsFor(await folders.make());
      const { promise: death, resolve: died } = Promise.withResolvers<{ dead: RunningStore; lines: string[] }>();
      const { promise: backAgain, resolve: back } = Promise.withResolvers<string>();
      const log = (line: string) => {
        if (line.includes('is ready again')) back(line);
      };
      const onDied = (dead: RunningStore, lines: string[]) => died({ dead, lines });
      const store = await start(name, { ...settings, log, onDied });
      const { url, pid } = store;
      await writeTo[name](url);
      process.kill(pid ?? 0, 'SIGKILL');
      const { dead, lines } = await death;
      expect(dead).toMatchObject({ name, pid });
      expect(lines.join('\n')).toMatch(/ready to accept connections|listening on/i);
      expect(await backAgain).toContain(` on port ${new URL(url).port}, pid `);
      expect(await readFrom[name](url)).toBe('yes');
      // The store tells the new process a moment after it was said to be ready.
      while ((await runningOf([store.pid ?? 0])).length === 0) await delay(5);
      await store.stop();
      expect(await runningOf([store.pid ?? 0])).toEqual([]);
    },
  );

  it('that is killed stays down while the folder holds restarts back', async () => {
    const dataDir = await folders.make();
    const { promise: held, resolve } = Promise.withResolvers<string>();
    const { promise: backAgain, resolve: back } = Promise.withResolvers<void>();
    const log = (line: string) => {
      if (line.includes('stays down')) resolve(line);
      if (line.includes('is ready again')) back();
    };
    const store = await start('redis', { ...settingsFor(dataDir), log });
    const hold = join(dataDir, HOLD_RESTARTS);
    await writeFile(hold, '');
    process.kill(store.pid ?? 0, 'SIGKILL');
    expect(await held).toBe(`redis: valkey: stays down while ${hold} is there`);
    expect(await runningOf([store.pid ?? 0])).toEqual([]);
    await rm(hold);
    await backAgain;
  });

  it('that is stopped is not reported', async () => {
    let reports = 0;
    const onDied = () => {
      reports += 1;
    };
    const store = await start('redis', { ...settingsFor(await folders.make()), onDied });
    await store.stop();
    expect(reports).toBe(0);
    expect(await runningOf([store.pid ?? 0])).toEqual([]);
  });
});
