import { inheritedEnv } from '../config.ts';
import { run } from '../run.ts';

/** Where packages come from, and how the network is reached. */
const SOURCES = new Set([
  ...['index-url', 'extra-index-url', 'no-index', 'find-links', 'trusted-host', 'keyring-provider'],
  ...['proxy', 'cert', 'client-cert', 'timeout', 'default-timeout', 'retries', 'cache-dir', 'no-cache-dir'],
]);

/** The sections of settings, of which a later one wins. */
const SECTIONS = ['global', 'install', ':env:'];

/**
 * An environment for pip that keeps what is set, there or in its files, of where packages come from, and nothing else:
 * `user`, `target` or `no-binary` are meant for the Python that somebody works with.
 */
export async function pipEnvironment(python: string, signal?: AbortSignal): Promise<NodeJS.ProcessEnv> {
  const env = inheritedEnv();
  const { stdout } = await run(python, ['-I', '-m', 'pip', 'config', 'list'], { env, signal });
  const others = Object.entries(env).filter(([name]) => !name.startsWith('PIP_'));
  return { ...Object.fromEntries(others), PIP_CONFIG_FILE: '/dev/null', ...readSources(stdout) };
}

/** As variables for pip, of what `pip config list` prints: lines like `global.index-url='https://…'`. */
export function readSources(list: string): Record<string, string> {
  const settings = [...list.matchAll(/^(:env:|\w+)\.([\w-]+)=(['"])(.*)\3$/gm)];
  const bySection = SECTIONS.flatMap((section) => settings.filter(([, its]) => its === section));
  return Object.fromEntries(
    bySection
      .filter(([, , name = '']) => SOURCES.has(name))
      .map(([, , name = '', , value = '']) => [`PIP_${name.toUpperCase().replaceAll('-', '_')}`, toText(value)]),
  );
}

/** As Python writes it; several values stand in lines there, and with spaces between in a variable. */
const toText = (value: string) =>
  value.replace(/\\(.)/g, (_, character) => (character === 'n' ? ' ' : character)).trim();
