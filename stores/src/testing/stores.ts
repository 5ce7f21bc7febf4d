import { afterAll, afterEach } from '@jest/globals';
import { type StoppableStore, type StoreSettings, startStore } from '../start.ts';
import { temporaryFolders, testToolsDir } from '../testing.ts';

/** Stores of a test, which end with it, and folders of a file. */
export function useStores() {
  const folders = temporaryFolders();
  const stopping: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(stopping.splice(0).map((stop) => stop()));
  });
  afterAll(folders.remove);
  return {
    folders,
    stopAfter: (stop: () => Promise<unknown>) => stopping.push(stop),
    start: async (name: 'postgres' | 'mongodb' | 'redis', settings: StoreSettings): Promise<StoppableStore> => {
      const store = await startStore(name, settings);
      stopping.push(store.stop);
      return store;
    },
  };
}

export function settingsFor(dataDir: string) {
  const lines: string[] = [];
  return { lines, dataDir, toolsDir: testToolsDir, offline: true, log: (line: string) => lines.push(line) };
}
