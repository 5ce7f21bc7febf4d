import type { Database } from './database.ts';
import type { ServiceStatus } from './schema-types.generated.ts';

/** What this store says of itself; without an answer the status alone. */
export interface StoreHealth extends Partial<StoreState> {
  status: ServiceStatus;
}

export interface StoreState {
  latencyMs: number;
  serverVersion: string;
  collections: number;
  documents: number;
  dataSizeBytes: number;
}

/** A real query: a server that answers a ping may still fail at its data. */
export async function probe({ modelConfigs, limits }: Database): Promise<void> {
  await modelConfigs.findOne({}, { _id: 1 }, limits).lean();
}

/** Asks MongoDB who it is and what it holds. */
export async function readStoreState(db: Database): Promise<StoreState> {
  const began = performance.now();
  await probe(db);
  const latencyMs = performance.now() - began;
  const store = db.connection.db;
  if (!store) throw new Error('MongoDB was closed in between');
  const [stats, build] = await Promise.all([
    store.command({ dbStats: 1, ...db.limits }),
    store.command({ buildInfo: 1, ...db.limits }),
  ]);
  return {
    latencyMs,
    serverVersion: String(build.version),
    collections: Number(stats.collections),
    documents: Number(stats.objects),
    dataSizeBytes: Number(stats.dataSize),
  };
}

export interface CollectionIndex {
  collection: string;
  name: string;
  key: Record<string, unknown>;
  unique: boolean;
}

/** The indexes of all collections, those of artifacts and of the audit's outbox among them: one command for each. */
export async function findIndexes({ connection, limits }: Database): Promise<CollectionIndex[]> {
  const store = connection.db;
  if (!store) throw new Error('MongoDB was closed in between');
  const collections = await store.listCollections({}, { ...limits, nameOnly: true }).toArray();
  const names = collections.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  const lists = await Promise.all(
    names.toSorted().map(async (collection) => {
      const indexes = await store
        .collection(collection)
        .indexes({ ...limits, full: true })
        .catch(noneWhereNoCollection);
      return indexes.map(({ name, key, unique }) => ({
        collection,
        name: String(name),
        key: { ...key },
        unique: unique === true || name === '_id_',
      }));
    }),
  );
  return lists.flat();
}

const NAMESPACE_NOT_FOUND = 26;

function noneWhereNoCollection(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === NAMESPACE_NOT_FOUND) return [];
  throw error;
}
