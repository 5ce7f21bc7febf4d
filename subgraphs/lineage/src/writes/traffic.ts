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

/** Where rounding leaves a deployment nothing, it gets 1, and the rest is split among the others. */
function apportion(shares: readonly Share[], total: number): [string, number][] {
  const rounded = roundToTotal(shares, total);
  const missed = shares.filter((_, index) => rounded[index] === 0);
  if (missed.length === 0) return shares.map(({ id }, index) => [id, rounded[index] ?? 0]);
  const others = shares.filter((share) => !missed.includes(share));
  return [...missed.map(({ id }): [string, number] => [id, 1]), ...apportion(others, total - missed.length)];
}

/** By the largest remainder; of equal ones the first in the list. */
function roundToTotal(shares: readonly Share[], total: number): number[] {
  const sum = shares.reduce((sum, { percent }) => sum + percent, 0);
  const quotas = shares.map(({ percent }) => ({
    whole: Math.floor((percent * total) / sum),
    remainder: (percent * total) % sum,
  }));
  const left = total - quotas.reduce((sum, { whole }) => sum + whole, 0);
  const raised = new Set(quotas.toSorted((a, b) => b.remainder - a.remainder).slice(0, left));
  return quotas.map((quota) => (raised.has(quota) ? quota.whole + 1 : quota.whole));
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
