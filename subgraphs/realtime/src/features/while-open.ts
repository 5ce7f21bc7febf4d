import { notFound } from '@tributary/common/mutations/outcome';
import type { Database } from '../database.ts';
import type { Registries } from './registries.ts';
import type { Registry } from './registry.ts';

/** The view was deleted or created again between the look and the write: then what is known is looked at again. */
const ATTEMPTS = 3;

/**
 * Does something with a view as it is now.
 * @param work answers null where the view takes no rows as it was known.
 * @throws NotFound where the view is not there.
 */
export async function whileOpen<Value>(
  db: Database,
  registries: Registries,
  view: string,
  work: (registry: Registry) => Promise<Value | null>,
): Promise<Value> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const registry = await registries.find(db, view);
    if (!registry) break;
    const value = await work(registry);
    if (value !== null) return value;
    await registries.load(db, view);
  }
  throw notFound('FeatureView', view.slice(0, MAX_NAME), {
    hint: 'one that was applied just now is on its way here, and takes rows once its registrySync is SYNCED',
  });
}

const MAX_NAME = 100;
