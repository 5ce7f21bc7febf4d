import type { Logger } from '@tributary/common/log';
import type { OpenDatabase } from '../database.ts';
import { findServedModels } from './held-snapshots.ts';
import { onNews } from './on-news.ts';
import type { ServedModels } from './served-models.ts';

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
  const loadChanged = async () => {
    const ids = (await findServedModels(db)).slice(0, MOST);
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

  return onNews(topics, db.keys.serving.changed, loadChanged);
}
