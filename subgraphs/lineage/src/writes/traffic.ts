/** A LIVE deployment and its share of the traffic. */
export interface Share {
  readonly id: string;
  readonly percent: number;
}

/**
 * Splits a total among deployments in proportion to their shares: by the largest remainder, and of two equal remainders
 * the newer deployment's. Each keeps at least 1 percent. Where the total is too small for that, the smallest shares, and
 * of equal ones the oldest, become 0. A share of 0 stays 0.
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

/** A deployment that would get less than 1 gets 1. The rest is split among the others. */
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

/** The others' shares after one was given back: in proportion or, where all of them are 0, all to the newest. */
export function giveBack(others: readonly Share[]): Map<string, number> {
  const [newest] = others;
  if (!newest || others.some(({ percent }) => percent > 0)) return splitAmong(others, 100);
  return splitAmong(
    others.map(({ id }) => ({ id, percent: id === newest.id ? 100 : 0 })),
    100,
  );
}

/** The share of a new deployment: what was asked for or, where no other has traffic, all of it. */
export const takeShare = (others: readonly Share[], requested: number): number =>
  others.some(({ percent }) => percent > 0) ? requested : 100;
