import { badUserInput } from '@tributary/common/errors';
import type { Database } from '../database.ts';
import { problemOfEntity } from './entities.ts';
import type { Registries } from './registries.ts';
import type { Registry } from './registry.ts';
import { MAX_ENTITIES } from './store-features.ts';
import { type FeatureStatus, type FeatureTable, readTable } from './vectors.ts';

export interface FeatureVector {
  readonly entity: string;
  readonly names: readonly string[];
  readonly values: unknown[];
  readonly statuses: FeatureStatus[];
  readonly eventTime: Date | null;
}

/** What reading features needs. */
export interface FeatureReader {
  readonly db: Database;
  readonly registries: Registries;
}

export interface AskedFeatures {
  readonly view: string;
  /** Null: all of the newest revision. */
  readonly features: readonly string[] | null;
}

/**
 * The features of entities, column by column; null where there is no such view.
 * @throws BAD_USER_INPUT for more than 1,000 entities, or what is no entity or no feature of the view.
 */
export async function readFeatureTable(
  { db, registries }: FeatureReader,
  { view, features }: AskedFeatures,
  entities: readonly string[],
): Promise<FeatureTable | null> {
  if (entities.length > MAX_ENTITIES) {
    throw badUserInput(`entities must have at most ${MAX_ENTITIES.toLocaleString('en')} entries`);
  }
  return readTable(db, registries, view, entities, (registry) => {
    for (const [index, entity] of entities.entries()) {
      const problem = problemOfEntity(registry, entity);
      if (problem !== undefined) throw badUserInput(`entities.${index} ${problem}`);
    }
    return chooseFeatures(registry, features);
  });
}

/** One entity's features. */
export async function readFeatureVector(
  store: FeatureReader,
  asked: AskedFeatures,
  entity: string,
): Promise<FeatureVector | null> {
  const table = await readFeatureTable(store, asked, [entity]);
  if (!table) return null;
  const { columns, eventTimes } = table;
  const [time = null] = eventTimes;
  return {
    entity,
    names: columns.map(({ name }) => name),
    values: columns.map(({ values }) => values[0]),
    statuses: columns.map(({ statuses }) => statuses?.[0] ?? 'PRESENT'),
    eventTime: time === null ? null : new Date(time),
  };
}

function chooseFeatures({ layout, view }: Registry, features: readonly string[] | null): readonly string[] {
  if (!features) return layout.columns.map(({ name }) => name);
  for (const name of features) {
    if (layout.byName.has(name)) continue;
    const known = layout.columns.slice(0, 20).map(({ name }) => name);
    const more = layout.columns.length > known.length ? ', …' : '';
    throw badUserInput(`features must be of ${view}: ${known.join(', ')}${more}; it has no ${name.slice(0, 100)}`);
  }
  return features;
}
