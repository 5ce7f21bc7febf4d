import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inheritedEnv } from '../config.ts';
import { isExecutable } from '../engines/find-program.ts';
import { withInstallLock } from '../engines/install-lock.ts';
import { writePrivateFile } from '../private-files.ts';
import { lastLineOf, run } from '../run.ts';
import type { StoreSettings } from '../settings.ts';

const version = '8.2.6';
const program = fileURLToPath(new URL('./mongod-download.main.ts', import.meta.url));

/**
 * The mongod that is kept in a tools folder, downloaded the first time. Throws a clause that says why there is none;
 * nothing of a failed download is left behind, since it would be taken for a whole one the next time.
 */
export async function downloadMongod(settings: StoreSettings, toolsDir: string): Promise<string> {
  const folder = join(toolsDir, 'mongod');
  const there = () => readInstalled(folder);
  const installed = await there();
  if (installed) return installed;
  if (settings.offline) throw new Error('mongod is not downloaded, since OFFLINE is set');
  return withInstallLock(toolsDir, settings.signal, async () => (await there()) ?? (await download(settings, folder)));
}

async function download({ log, signal, mongodMirror }: StoreSettings, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  try {
    // A process of its own: the library takes its settings from the environment, and prints.
    const { code, stdout, stderr } = await run(process.execPath, [program, version, folder], {
      env: environmentFor(folder, mongodMirror),
      signal,
      onLine: (line) => log(`mongodb: ${line}`),
    });
    if (code !== 0) throw new Error(lastLineOf(stderr) ?? 'the download of mongod failed');
    const path = lastLineOf(stdout)?.replace(/^downloaded /, '') ?? '';
    const tried = await run(path, ['--version'], { timeoutMs: 10_000, signal });
    if (tried.code !== 0) throw new Error(`the downloaded mongod does not run here: ${lastLineOf(tried.stderr)}`);
    await writePrivateFile(markerOf(folder), `${JSON.stringify({ version, path })}\n`);
    return path;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function environmentFor(folder: string, mirror: string | undefined): NodeJS.ProcessEnv {
  return {
    ...inheritedEnv(),
    // By default the library does not look at the host's certificate.
    npm_config_strict_ssl: 'true',
    // So that asking the host goes through the proxy that the library's download goes through.
    NODE_USE_ENV_PROXY: '1',
    MONGOMS_MAX_RETRIES: '1',
    MONGOMS_DOWNLOAD_DIR: folder,
    MONGOMS_MD5_CHECK: 'true',
    ...(mirror !== undefined && { MONGOMS_DOWNLOAD_MIRROR: mirror }),
    ...(mirror?.startsWith('http:') && { MONGOMS_USE_HTTP: 'true' }),
  };
}

const markerOf = (folder: string) => join(folder, 'installed.json');

async function readInstalled(folder: string): Promise<string | undefined> {
  const text = await readFile(markerOf(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const note: { version?: unknown; path?: unknown } = JSON.parse(text);
  if (note.version !== version || typeof note.path !== 'string') return undefined;
  return (await isExecutable(note.path)) ? note.path : undefined;
}
