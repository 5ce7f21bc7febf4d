import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@tributary/common/log';
import type { OpenDatabase } from '../database.ts';
import type { ServedModels } from './served-models.ts';

const PAUSE_MS = 1_000;
/** As many as scorers keep loaded: more would only push each other out. */
const MOST = 64;

/**
 * Has what answers loaded as soon as it changes, so that the first prediction finds it ready, until it is closed.
 * Everything is right without it, and later.
 */
export function followModels(
  { db, topics }: Pick<OpenDatabase, 'db' | 'topics'>,
  models: ServedModels,
  log: Logger,
): { close(): Promise<void> } {
  const closing = new AbortController();

  const listen = async () => {
    while (!closing.signal.aborted) {
      try {
        // News come first of all, and also when the store is back after it was away.
        for await (const _ of topics.listen(db.keys.serving.changed, closing.signal)) await loadChanged();
      } catch {
        // The store is away, which its client says in the log.
        await pause(PAUSE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };

  const loadChanged = async () => {
    const served = await db.run((redis) => redis.sMembers(db.keys.serving.models));
    const ids = served.slice(0, MOST);
    const versions = await db.run((redis) =>
      Promise.all(ids.map((modelId) => redis.hGet(db.keys.serving.snapshot(modelId), 'version'))),
    );
    const changed = ids.filter((modelId, place) => Number(versions[place] ?? 0) !== models.kept(modelId)?.version);
    const loaded = await Promise.allSettled(changed.map((modelId) => models.load(modelId)));
    for (const [place, result] of loaded.entries()) {
      if (result.status === 'rejected')
        log.warn({ err: result.reason, modelId: changed[place] }, 'a model was not loaded');
    }
  };

  const listening = listen();
  return {
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}
