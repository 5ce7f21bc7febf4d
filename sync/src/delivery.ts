import type { Logger } from '@tributary/common/log';
import type { Copy } from '@tributary/lineage/copies/copies';
import { leaseCopies, noteDelivered, noteFailed } from '@tributary/lineage/copies/deliveries';
import type { Kind } from './kind.ts';
import { createRefusals, type Leased, type Rest } from './refusals.ts';
import type { Stores } from './stores.ts';

export interface DeliveryOptions {
  /** How long a worker that died holds up what it had begun. */
  leaseMs: number;
  log: Logger;
  /** Aborted when no more is to be begun. */
  signal?: AbortSignal;
}

/** What one call has done. */
export interface Round {
  /** How many copies were behind and nobody else's. */
  leased: number;
  /** Why none of them was delivered. */
  failure?: unknown;
}

/**
 * Delivers copies of one kind, a batch a call. A batch that fails though the store answers is tried copy by copy, so
 * that a refused one holds up no others; the next batch is half as large until one goes well, since large copies take
 * time.
 * @throws Error where PostgreSQL fails; the leases then end by themselves.
 */
export function createDelivery(
  kind: Kind,
  stores: Stores,
  { leaseMs, log, signal }: DeliveryOptions,
): () => Promise<Round> {
  const { lineage } = stores;
  const refusals = createRefusals(kind, stores, { leaseMs, log, deliver });

  async function deliver(leased: readonly Leased[]): Promise<Rest> {
    let left = leased;
    while (left.length > 0 && !signal?.aborted) {
      const copies = left.map(({ copy }) => copy);
      await kind.prepare?.(stores, copies);
      const states = await kind.read(stores, copies);
      if (states.length === 0) return { left, failure: new Error('What it copies is not there') };
      try {
        await kind.write(stores, states);
      } catch (failure) {
        return { left, failure };
      }
      const versions = new Map<Copy, number>(states.map(({ copy, version }) => [copy, version]));
      const taken = left.flatMap((one) => {
        const version = versions.get(one.copy);
        return version === undefined ? [] : [{ ...one, version }];
      });
      refusals.noteTaken(await noteDelivered(lineage, taken));
      left = left.filter(({ copy }) => !versions.has(copy));
    }
    return { left };
  }

  /** Answers why none was delivered, or why the store takes nothing more. */
  async function deliverEach(leased: readonly Leased[]): Promise<unknown> {
    const refused: (Leased & { failure: unknown })[] = [];
    let storeFailure: unknown;
    for (const [index, one] of leased.entries()) {
      const failure = signal?.aborted ? undefined : (await deliver([one])).failure;
      storeFailure = kind.storeFailure(failure);
      if (storeFailure !== undefined || signal?.aborted) {
        await giveBack(leased.slice(index));
        break;
      }
      if (failure !== undefined) refused.push({ ...one, failure });
    }
    await refusals.note(refused);
    return storeFailure ?? (refused.length === leased.length ? refused[0]?.failure : undefined);
  }

  const giveBack = (leased: readonly Leased[]) =>
    noteFailed(
      lineage,
      leased.map((one) => ({ ...one, counts: false })),
    );

  let limit = kind.batch;
  return async () => {
    const tried = limit;
    limit = Math.max(1, Math.floor(tried / 2));
    const leased = await leaseCopies(lineage, kind.name, { limit: tried, leaseMs });
    const { left, failure } = await deliver(leased);
    const round = { leased: leased.length };
    if (failure !== undefined && kind.storeFailure(failure) === undefined) {
      limit = tried;
      return { ...round, failure: await deliverEach(left) };
    }
    await giveBack(left);
    if (failure === undefined) limit = Math.min(kind.batch, tried * 2);
    return { ...round, failure };
  };
}
