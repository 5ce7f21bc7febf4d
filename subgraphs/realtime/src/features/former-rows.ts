import type { Database } from '../database.ts';
import { scanKeys } from '../scan-keys.ts';
import { noteRemoved } from './scripts.ts';

/**
 * Removes what is stored of views as they were before they were deleted, some keys a step, until it is gone or the
 * signal comes. Begun anew it begins from the start.
 */
export async function removeFormerRows(db: Database, signal?: AbortSignal): Promise<void> {
  const views = await db.run((redis) => redis.sMembers(db.keys.features.former));
  for (const view of views) await removeFormerRowsOf(db, view, signal);
}

async function removeFormerRowsOf(db: Database, view: string, signal?: AbortSignal): Promise<void> {
  const { features } = db.keys;
  const registry = features.registry(view);
  const [mark, first] = await db.run((redis) => redis.hmGet(registry, ['former', 'first']));
  const isFormer = (key: string) => !first || features.firstRevisionOf(key, view) < Number(first);
  for await (const keys of scanKeys(db, { pattern: features.pattern(view) })) {
    if (signal?.aborted) return;
    await db.run((redis) => Promise.all(keys.filter(isFormer).map((key) => redis.unlink(key))));
  }
  const isDone = await db.run((redis) => noteRemoved(redis, registry, mark ?? ''));
  if (!isDone) return;
  await db.run((redis) => redis.sRem(features.former, view));
  // Deleted once more meanwhile: whoever wrote that may have noted the view before it was taken from the set.
  const isMarked = await db.run((redis) => redis.hExists(registry, 'former'));
  if (isMarked) await db.run((redis) => redis.sAdd(features.former, view));
}
