import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, takeClaim } from './claim.ts';
import { toMessage } from './errors.ts';
import { type Identity, identify } from './identity.ts';
import { writePrivateFile } from './private-files.ts';
import { stopProcess } from './processes/stop-process.ts';
import type { StoreName, StoreSettings } from './settings.ts';

/** The folder of one store that we run, held by this process. */
export interface StoreFolder {
  path: string;
  logFile: string;
  /** Notes the server that serves it, so that a later start can find it should we be killed. */
  note(server: Identity, url?: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes or opens a store's folder and holds it. A server that outlived its Tributary is stopped first. Throws when a
 * running Tributary holds it, or when the folder is someone else's.
 */
export async function holdStoreFolder(
  name: StoreName,
  { dataDir, fresh, log }: StoreSettings,
  stopSignal: NodeJS.Signals,
): Promise<StoreFolder> {
  const path = join(dataDir, name);
  await makeFolder(dataDir);
  await makeFolder(path);
  await refuseForeign(path);
  const pidFile = join(path, 'pid.json');
  const stopOrphan = async ({ server, owner }: Claim) => {
    if (!server || (await identify(server.pid))?.startTime !== server.startTime) return;
    log(`${name}: stopping the server with pid ${server.pid}, which outlived the Tributary with pid ${owner.pid}`);
    await stopProcess(server, stopSignal);
  };
  const other = await takeClaim(pidFile, stopOrphan);
  if (other) {
    throw new Error(
      `${name}: ${path} is used by the running Tributary with pid ${other.owner.pid}: ` +
        'stop it, or choose another DATA_DIR',
    );
  }
  const release = () => rm(pidFile, { force: true });
  try {
    if (fresh) await clear(path);
    const owner = await identify(process.pid);
    return {
      path,
      logFile: join(path, 'log'),
      note: (server, url) => writePrivateFile(pidFile, JSON.stringify({ owner, server, url })),
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new Error(`${path} cannot be made a folder: choose another DATA_DIR (${toMessage(error)})`);
  });
}

/** Only what has our marks is opened, and cleared: DATA_DIR may be a folder with other things in it. */
async function refuseForeign(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.length === 0 || names.includes('engine.json') || names.some((name) => name.startsWith('pid.json'))) return;
  throw new Error(`${path} was not made by Tributary (it has no engine.json): choose another DATA_DIR`);
}

/** Removes links, not what they lead to. */
async function clear(path: string): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) {
    throw new Error(`${path} is a link, and --fresh clears nothing outside of DATA_DIR: clear its target yourself`);
  }
  const names = (await readdir(path)).filter((name) => name !== 'pid.json');
  await Promise.all(names.map((name) => rm(join(path, name), { recursive: true, force: true })));
}
