import type { GatewayConfig } from '@apollo/gateway';
import { BoundedCache, DOCUMENT_CACHE_MIB, MIB } from '@tributary/common/bounded-cache';

/** What the gateway keeps of operations that were asked. */
export interface CacheSizes {
  /** Parsed and checked; as much again, at most, of texts that clients know by their hash. */
  readonly documentMib: number;
  readonly planMib: number;
}

export const DEFAULT_CACHES: CacheSizes = { documentMib: DOCUMENT_CACHE_MIB, planMib: 32 };

type PlanCache = NonNullable<NonNullable<GatewayConfig['queryPlannerConfig']>['cache']>;
type Plan = NonNullable<Awaited<ReturnType<PlanCache['get']>>>;

/** A plan was measured at 9.4 bytes for each character of its JSON. */
const BYTES_PER_CHARACTER = 10;

/** A new supergraph has plans of its own: those before it are forgotten. */
export function createPlanCache(maxMib: number): PlanCache {
  const create = () =>
    new BoundedCache<Plan>(maxMib * MIB, (plan) => JSON.stringify(plan).length * BYTES_PER_CHARACTER);
  let cache = create();
  return {
    get: (key) => cache.get(key),
    set: (key, plan) => cache.set(key, plan),
    delete: (key) => cache.delete(key),
    clear: () => {
      cache = create();
    },
  };
}

/** Texts by their hashes. */
export const createTextCache = (maxMib: number): BoundedCache<string> =>
  new BoundedCache(maxMib * MIB, (text) => text.length * 2);
