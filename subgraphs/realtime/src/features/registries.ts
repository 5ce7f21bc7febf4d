import type { Database } from '../database.ts';
import { type Registry, toRegistry } from './registry.ts';

/** What is known of views, kept with its version: whoever reads or writes rows asks whether it is still the newest. */
export interface Registries {
  /** Null where the view is not there, or was deleted. */
  find(db: Database, view: string): Promise<Registry | null>;
  /** What was found last; undefined where nothing is kept. */
  kept(view: string): Registry | undefined;
  load(db: Database, view: string): Promise<Registry | null>;
}

/** Views that are kept in memory; of 1,000 features each takes about 200 KB. */
const MOST_KEPT = 200;

export function createRegistries(): Registries {
  const kept = new Map<string, Registry>();
  const keep = (view: string, registry: Registry | null) => {
    kept.delete(view);
    if (registry) kept.set(view, registry);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return registry;
  };
  const load = async (db: Database, view: string) => keep(view, await readRegistry(db, view));
  return {
    load,
    kept: (view) => kept.get(view),
    find: async (db, view) => {
      const known = kept.get(view);
      if (!known) return load(db, view);
      return (await readVersion(db, view)) === known.version ? known : load(db, view);
    },
  };
}

export async function readRegistry(db: Database, view: string): Promise<Registry | null> {
  const { version, definition } = await db.run((redis) => redis.hGetAll(db.keys.features.registry(view)));
  return version && definition ? toRegistry(view, Number(version), definition) : null;
}

export const readVersion = async (db: Database, view: string): Promise<number> =>
  db.run(async (redis) => Number(await redis.hGet(db.keys.features.registry(view), 'version')));
