import type { Database } from './database.ts';
import type { ServiceStatus } from './schema-types.generated.ts';

/** What this store says of itself; without an answer the status alone. */
export interface StoreHealth extends Partial<StoreState> {
  status: ServiceStatus;
  hitRatio?: number | null;
}

export interface StoreState {
  serverVersion: string | null;
  keys: number;
  usedMemoryBytes: number;
  /** Null where there is no limit. */
  maxMemoryBytes: number | null;
  evictedKeys: number;
  hits: number;
  misses: number;
  connectedClients: number;
  latencyMs: number;
}

/** Asks Redis how it is and how many keys it has; the time is that of the round trip. Of a cluster it is the sum. */
export async function readStoreState(db: Database): Promise<StoreState> {
  const began = performance.now();
  const nodes = await db.nodes();
  const answers = await Promise.all(
    nodes.map((node) => node.run((redis) => Promise.all([redis.info(), redis.dbSize()]))),
  );
  const latencyMs = performance.now() - began;
  const infos = answers.map(([info]) => readInfo(info));
  const [first] = infos;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const numberOf = (field: string) => sum(infos.map((fields) => Number(fields.get(field) ?? 0)));
  return {
    // Valkey calls itself Redis 7.2 to old clients, and says beside it what it is.
    serverVersion: first?.get('valkey_version') ?? first?.get('redis_version') ?? null,
    keys: sum(answers.map(([, keys]) => keys)),
    usedMemoryBytes: numberOf('used_memory'),
    maxMemoryBytes: numberOf('maxmemory') || null,
    evictedKeys: numberOf('evicted_keys'),
    hits: numberOf('keyspace_hits'),
    misses: numberOf('keyspace_misses'),
    connectedClients: numberOf('connected_clients'),
    latencyMs,
  };
}

/** INFO is lines of name:value between headings. */
function readInfo(info: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name, value] of info.matchAll(/^(\w+):([^\r\n]*)/gm)) {
    if (name !== undefined && value !== undefined) fields.set(name, value);
  }
  return fields;
}

/** Whether Redis answers at all; one that still loads its data answers an error. */
export const probe = (db: Database): Promise<string> => db.run((redis) => redis.ping());
