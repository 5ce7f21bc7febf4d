import { join } from 'node:path';
import { type Engine, isAtLeast, type Source } from '../engines/engine.ts';
import { findProgram } from '../engines/find-program.ts';
import { installPythonServers, secantusVersion } from '../engines/python-servers.ts';
import { toMessage } from '../errors.ts';
import { run } from '../run.ts';
import type { StoreSettings } from '../settings.ts';
import { downloadMongod } from './mongod-download.ts';

export const oldestMongodb = '7';

/** The ways to get a server that speaks MongoDB's protocol, best first. */
export function mongodbSources(settings: StoreSettings): Source[] {
  const { dataDir, toolsDir = join(dataDir, 'tools') } = settings;
  return [
    { engines: ['mongod'], find: () => findOnPath(settings.path) },
    { engines: ['mongod'], find: () => findDownloaded(settings, toolsDir) },
    {
      engines: ['secantusdb'],
      find: async () => {
        const { python, secantus } = await installPythonServers(settings, toolsDir);
        const args = ['-I', secantus];
        return { engine: 'secantusdb', version: secantusVersion, origin: 'from PyPI', command: python, args };
      },
    },
  ];
}

async function findOnPath(path: string | undefined): Promise<Engine | string> {
  const command = await findProgram('mongod', path);
  return command ? askMongod(command, 'on the PATH') : 'no mongod is on the PATH';
}

async function findDownloaded(settings: StoreSettings, toolsDir: string): Promise<Engine | string> {
  try {
    return await askMongod(await downloadMongod(settings, toolsDir), 'downloaded from MongoDB');
  } catch (error) {
    settings.signal?.throwIfAborted();
    return toMessage(error);
  }
}

async function askMongod(command: string, origin: string): Promise<Engine | string> {
  try {
    const { stdout } = await run(command, ['--version'], { timeoutMs: 10_000 });
    const version = /^db version v([\d.]+)/m.exec(stdout)?.[1];
    if (!version) return `${command} tells no version`;
    if (!isAtLeast(version, oldestMongodb)) return `${command} is version ${version}, older than ${oldestMongodb}`;
    return { engine: 'mongod', version, origin, command, args: [] };
  } catch (error) {
    return `${command} does not run: ${toMessage(error)}`;
  }
}
