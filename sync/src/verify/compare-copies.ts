import type { Copy } from '@tributary/lineage/copies/copies';
import { findListed, type ListedCopy, pageListed } from '@tributary/lineage/copies/listed-copies';
import type { Held, Kind } from '../kind.ts';
import type { Stores } from '../stores.ts';

/** A copy that is not as its home has it. */
export interface Difference {
  readonly copy: Copy;
  /** That which its store holds. */
  readonly version: number;
  readonly problem: string;
}

/** What became of comparing copies. */
export interface Compared {
  readonly differing: readonly Difference[];
  /** On the list, though nothing is there that they could copy. */
  readonly homeless: readonly Difference[];
  /** On their way, or changed meanwhile: nobody can tell yet. */
  readonly undecided: readonly Copy[];
  /** That a bulk seed left out. */
  readonly leftOut: number;
}

/** Steps through the list of copies of a kind, a batch at a time. */
export async function* walkListed(kind: Kind, { lineage }: Stores): AsyncGenerator<readonly ListedCopy[]> {
  let after: readonly string[] = [];
  for (;;) {
    const listed: readonly ListedCopy[] = await pageListed(lineage, kind.name, after, kind.batch);
    if (listed.length > 0) yield listed;
    const last = listed.at(-1);
    if (last === undefined || listed.length < kind.batch) return;
    after = last.copy.key;
  }
}

/** Holds copies against their home while others change both. The list is as it was before anything else was read. */
export async function compareCopies(kind: Kind, stores: Stores, all: readonly ListedCopy[]): Promise<Compared> {
  const listed = all.filter(({ leftOut }) => !leftOut);
  const byCopy = new Map<object, ListedCopy>(listed.map((one) => [one.copy, one]));
  const doubtful: { listed: ListedCopy; version: number; held: Held }[] = [];
  let left = listed.map(({ copy }) => copy);
  while (left.length > 0) {
    const states = await kind.read(stores, left);
    if (states.length === 0) break;
    const held = await kind.compare(stores, states);
    for (const [index, { copy, version }] of states.entries()) {
      const one = held[index];
      const known = byCopy.get(copy);
      if (one && known && (one.differences.length > 0 || one.version > version)) {
        doubtful.push({ listed: known, version, held: one });
      }
    }
    const read = new Set<object>(states.map(({ copy }) => copy));
    left = left.filter((copy) => !read.has(copy));
  }
  const homeless = left.map((copy) => ({ copy, version: 0, problem: 'is on the list and has no home' }));
  const after = await findListed(
    stores.lineage,
    doubtful.map(({ listed: { copy } }) => copy),
  );
  const undecided: Copy[] = [];
  const differing = doubtful.flatMap(({ listed: { copy, delivered }, version, held }, index): Difference[] => {
    const now = after[index];
    // A delivery changes the store before the list says so, and a change at home changes the list with it.
    const isTold = held.version > version || delivered >= version || now?.parked === true;
    if (now?.version === version && isTold) return [{ copy, version: held.version, problem: describe(held, version) }];
    undecided.push(copy);
    return [];
  });
  return { differing, homeless, undecided, leftOut: all.length - listed.length };
}

function describe({ version: held, differences }: Held, version: number): string {
  const later = held > version ? [`it is of version ${held}, later than that of its home, ${version}`] : [];
  return `differs from its home: ${[...later, ...differences].join(', ')}`;
}
