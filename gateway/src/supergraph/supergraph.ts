import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SupergraphSdlHook } from '@apollo/gateway';
import type { Logger } from '@tributary/common/log';

/** A supergraph's text, or the file that holds it and is watched. */
export type SupergraphSource = string | { readonly file: string };

/** By time, since events get lost on mounted folders and when a file is replaced instead of written. */
const LOOK_EVERY_MS = 500;

/** Loads the supergraph, and again whenever its file changes; one that does not load leaves the one before in place. */
export function loadSupergraph(source: SupergraphSource, log: Logger): SupergraphSdlHook {
  if (typeof source === 'string') return async () => ({ supergraphSdl: source });
  const { file } = source;
  return async ({ update }) => {
    const reload = async () => {
      try {
        update(await readFile(file, 'utf8'));
        log.info({ file }, 'supergraph loaded');
      } catch (err) {
        log.error({ err, file }, 'the supergraph does not load: the one before it goes on');
      }
    };
    const supergraphSdl = readSupergraph(file);
    watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, reload);
    return { supergraphSdl, cleanup: async () => unwatchFile(file, reload) };
  };
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`The supergraph ${file} cannot be read: compose it first, or name another file.`, { cause });
  }
}
