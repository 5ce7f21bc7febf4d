/** Part `index` of a total that is divided evenly among so many; the parts add up to the total. */
export const partOf = (total: number, parts: number, index: number) =>
  Math.floor(((index + 1) * total) / parts) - Math.floor((index * total) / parts);

/**
 * Divides a total among places, at least one each, as evenly as their capacities let it.
 * @throws Error where the total does not fit.
 */
export function shareOut(total: number, capacities: readonly number[]): number[] {
  const counts = capacities.map(() => 1);
  let left = total - capacities.length;
  if (left < 0) throw new Error(`${total} are too few for ${capacities.length} places`);
  let open = capacities.map((_, place) => place);
  while (left > 0) {
    open = open.filter((place) => (counts[place] ?? 0) < (capacities[place] ?? 0));
    if (open.length === 0) throw new Error(`${left} of ${total} find no place`);
    const each = Math.max(1, Math.floor(left / open.length));
    for (const place of open) {
      const more = Math.min(each, (capacities[place] ?? 0) - (counts[place] ?? 0), left);
      counts[place] = (counts[place] ?? 0) + more;
      left -= more;
    }
  }
  return counts;
}
