import { setTimeout as pause } from 'node:timers/promises';
import type { Copy } from '@tributary/lineage/copies/copies';
import { findHomeless, walkUnlisted } from '@tributary/lineage/copies/copy-care';
import {
  countListed,
  findListed,
  forgetCopies,
  type ListedCopy,
  putDownOver,
} from '@tributary/lineage/copies/listed-copies';
import { DEFAULT_SETTINGS } from '@tributary/lineage/settings';
import { inBatches } from '../in-batches.ts';
import type { Kind } from '../kind.ts';
import { createKinds } from '../kinds.ts';
import type { Stores } from '../stores.ts';
import { type Compared, compareCopies, type Difference, walkListed } from './compare-copies.ts';
import { followReferences } from './references.ts';

export interface VerifyOptions {
  /** Hears every difference and every reference that leads nowhere, a sentence a call. */
  report(line: string): void;
  /** Puts copies that differ on the list, and removes those that have no home. */
  repair?: boolean;
  kinds?: readonly Kind[];
  signal?: AbortSignal;
  /** @param total undefined where nobody knows. */
  onProgress?(noun: string, done: number, total: number | undefined): void;
  /** How long none of the copies on their way may arrive before they are waited for no more. */
  patienceMs?: number;
}

export interface Verified {
  /** How many copies were held against their homes. */
  compared: number;
  differences: number;
  /** Still on their way at the end. */
  waiting: number;
  /** That a bulk seed left out. */
  leftOut: number;
  /** How many references lead nowhere. */
  references: number;
}

/** What copies are compared by depends on no rule. */
const ALL_KINDS = createKinds(DEFAULT_SETTINGS);
const PATIENCE_MS = 5_000;
/** So many copies on their way are looked at again; more are only counted. */
const MOST_AWAITED = 10_000;
const LOOK_AGAIN_MS = 100;

/**
 * Holds every copy against its home, while the platform serves. A copy that is only on its way is looked at again once
 * it has arrived.
 */
export async function verify(stores: Stores, options: VerifyOptions): Promise<Verified> {
  const { report, kinds = ALL_KINDS, signal, onProgress } = options;
  const sum: Verified = { compared: 0, differences: 0, waiting: 0, leftOut: 0, references: 0 };
  for (const kind of kinds) await verifyKind(kind, stores, options, sum);
  let followed = 0;
  for await (const { count, dangling } of followReferences(stores)) {
    signal?.throwIfAborted();
    followed += count;
    onProgress?.('references', followed, undefined);
    sum.references += dangling.length;
    for (const line of dangling) report(line);
  }
  return sum;
}

async function verifyKind(kind: Kind, stores: Stores, options: VerifyOptions, sum: Verified): Promise<void> {
  const { report, repair = false, signal, onProgress } = options;
  const { lineage } = stores;
  const takeDifferences = async (differing: readonly Difference[]) => {
    sum.differences += differing.length;
    for (const { copy, problem } of differing) report(`${nameOf(copy)} ${problem}. Repair: ${DELIVER}`);
    if (repair) await putDownOver(lineage, differing);
  };
  const take = async ({ differing, homeless, undecided, leftOut }: Compared): Promise<readonly Copy[]> => {
    sum.leftOut += leftOut;
    await takeDifferences(differing);
    sum.differences += homeless.length;
    for (const { copy, problem } of homeless) report(`${nameOf(copy)} ${problem}. Repair: ${FORGET}`);
    if (repair)
      await forgetCopies(
        lineage,
        homeless.map(({ copy }) => copy),
      );
    return undecided;
  };

  await walkUnlisted(
    lineage,
    kind.name,
    (copies) => takeDifferences(copies.map((copy) => ({ copy, version: 0, problem: 'is not on the list of copies' }))),
    signal,
  );
  const total = await countListed(lineage, kind.name);
  const awaited: Copy[] = [];
  let done = 0;
  for await (const listed of walkListed(kind, stores)) {
    signal?.throwIfAborted();
    const undecided = await take(await compareCopies(kind, stores, listed));
    const room = MOST_AWAITED - awaited.length;
    awaited.push(...undecided.slice(0, room));
    sum.waiting += Math.max(0, undecided.length - room);
    done += listed.length;
    onProgress?.(`${kind.name} copies`, done, Math.max(done, total));
  }
  sum.compared += done;
  sum.waiting += await lookAgain(kind, stores, awaited, options, take);
  for await (const held of kind.walkHeld(stores)) {
    signal?.throwIfAborted();
    const strays = await findHomeless(lineage, kind.name, held);
    if (!kind.removeHeld) sum.references += strays.length;
    else sum.differences += strays.length;
    for (const copy of strays) {
      const remedy = kind.removeHeld ? REMOVE : 'restore it there, or remove what is held here by hand.';
      report(`${nameOf(copy)} has no home in PostgreSQL. Repair: ${remedy}`);
    }
    if (repair && strays.length > 0) await kind.removeHeld?.(stores, strays);
  }
}

/** Looks at copies again until all are delivered, or none was for a while. Answers how many still wait. */
async function lookAgain(
  kind: Kind,
  stores: Stores,
  awaited: readonly Copy[],
  { signal, patienceMs = PATIENCE_MS }: VerifyOptions,
  take: (compared: Compared) => Promise<readonly Copy[]>,
): Promise<number> {
  let left = awaited;
  let movedAt = performance.now();
  while (left.length > 0) {
    signal?.throwIfAborted();
    let still: Copy[] = [];
    for await (const copies of inBatches(left, kind.batch)) {
      const places = await findListed(stores.lineage, copies);
      const listed = copies.flatMap((copy, index): ListedCopy[] => {
        const place = places[index];
        return place ? [{ ...place, copy }] : [];
      });
      still = still.concat(await take(await compareCopies(kind, stores, listed)));
    }
    if (still.length < left.length) movedAt = performance.now();
    else if (performance.now() - movedAt > patienceMs) break;
    left = still;
    if (left.length > 0) await pause(LOOK_AGAIN_MS, undefined, { signal });
  }
  return left.length;
}

const DELIVER = '`tributary verify --repair` has it delivered anew.';
const REMOVE = '`tributary verify --repair` removes it.';

const FORGET = '`tributary verify --repair` takes it from the list.';

const nameOf = ({ kind, key }: Copy) => `${kind} ${key.map((part) => part || '(all datasets)').join(' / ')}`;
