import type { Kysely } from 'kysely';
import type { LineageDirection } from '../schema-types.generated.ts';
import type { Database } from '../tables.ts';
import { ALL_REVISIONS, keyOf, type NodeRef } from './edges.ts';
import { findNext, isWhole, type Place, type Way } from './steps.ts';

export interface WalkArgs {
  readonly root: NodeRef;
  readonly direction: LineageDirection;
  readonly depth: number;
  readonly maxNodes: number;
}

/** One direction's walk: what it has come by and where it stands. */
interface Front {
  readonly way: Way;
  readonly seen: Map<string, Place>;
  level: readonly Place[];
}

/** The nodes that a walk has come by, and whether there are more. */
export interface Walk {
  refs: NodeRef[];
  truncated: boolean;
}

/** Goes level by level, the nearest nodes first; each place once a direction, so that cycles end. */
export async function walk(db: Kysely<Database>, { root, direction, depth, maxNodes }: WalkArgs): Promise<Walk> {
  const answered = new Map([[keyOf(root), root]]);
  const ways: readonly Way[] = direction === 'BOTH' ? ['UPSTREAM', 'DOWNSTREAM'] : [direction];
  const start: Place = { ...root, revisions: [ALL_REVISIONS] };
  const fronts = ways.map((way): Front => ({ way, seen: new Map([[keyOf(start), start]]), level: [start] }));
  const answer = (truncated: boolean) => ({ refs: [...answered.values()], truncated });
  for (let distance = 1; distance <= depth; distance++) {
    for (const front of fronts) {
      for (const ref of await advance(db, front, maxNodes)) {
        if (answered.size === maxNodes && !answered.has(keyOf(ref))) return answer(true);
        answered.set(keyOf(ref), ref);
      }
    }
  }
  // Further on may lie what the other walk has answered, or a view within other revisions, and beyond it something new.
  for (const front of fronts) {
    while (front.level.length > 0) {
      const found = await advance(db, front, answered.size);
      if (found.some((ref) => !answered.has(keyOf(ref)))) return answer(true);
    }
  }
  return answer(false);
}

/**
 * Takes a walk one level further. Answers the whole level, or enough of it to exceed `room` nodes. A view that was seen
 * comes again within other revisions, so the limit is raised by the number of such views.
 */
async function advance(db: Kysely<Database>, front: Front, room: number): Promise<readonly Place[]> {
  const seen = [...front.seen.values()];
  const again = seen.filter((place) => !isWhole(place)).length;
  front.level = await findNext(db, front.way, front.level, seen, room - seen.length + 1 + again);
  for (const place of front.level) {
    const revisions = [...(front.seen.get(keyOf(place))?.revisions ?? []), ...place.revisions];
    front.seen.set(keyOf(place), { ...place, revisions });
  }
  return front.level;
}
