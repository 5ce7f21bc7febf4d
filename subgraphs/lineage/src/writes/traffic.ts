/** A LIVE deployment and what it holds. */
export interface Share {
  readonly id: string;
  readonly percent: number;
}

/**
 * Splits what is left among those that hold some, in proportion, by largest remainder with ties to the newer. Each keeps
 * at least 1; where too little is left for that, the smallest, then the oldest, fall to 0. Who held nothing still does.
 * @param shares the newest first.
 */
export function splitAmong(shares: readonly Share[], total: number): Map<string, number> {
  const bySize = shares.filter(({ percent }) => percent > 0).toSorted((a, b) => b.percent - a.percent);
  const split = new Map(shares.map(({ id }) => [id, 0]));
  const kept = new Set(bySize.slice(0, total).map(({ id }) => id));
  for (const [id, percent] of apportion(
    shares.filter(({ id }) => kept.has(id)),
    total,
  ))
    split.set(id, percent);
  return split;
}

/** Who would get less than 1 gets 1, and the rest is split among the others. */
function apportion(shares: readonly Share[], total: number): [string, number][] {
  const sum = shares.reduce((sum, { percent }) => sum + percent, 0);
  const small = shares.filter(({ percent }) => percent * total < sum);
  if (small.length > 0) {
    const others = shares.filter((share) => !small.includes(share));
    return [...small.map(({ id }): [string, number] => [id, 1]), ...apportion(others, total - small.length)];
  }
  const quotas = shares.map(({ id, percent }) => ({
    id,
    whole: Math.floor((percent * total) / sum),
    rest: (percent * total) % sum,
  }));
  const left = total - quotas.reduce((sum, { whole }) => sum + whole, 0);
  const lucky = new Set(
    quotas
      .toSorted((a, b) => b.rest - a.rest)
      .slice(0, left)
      .map(({ id }) => id),
  );
  return quotas.map(({ id, whole }) => [id, lucky.has(id) ? whole + 1 : whole]);
}

/** A share given back: to the others in proportion, and where they all hold nothing, to the newest. */
export function giveBack(others: readonly Share[]): Map<string, number> {
  const [newest] = others;
  if (!newest || others.some(({ percent }) => percent > 0)) return splitAmong(others, 100);
  return splitAmong(
    others.map(({ id }) => ({ id, percent: id === newest.id ? 100 : 0 })),
    100,
  );
}

/** What a new one takes: the share it asked for, and everything where nobody holds any. */
export const takeShare = (others: readonly Share[], requested: number): number =>
  others.some(({ percent }) => percent > 0) ? requested : 100;
