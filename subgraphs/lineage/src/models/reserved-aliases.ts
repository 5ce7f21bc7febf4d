/**
 * What an alias that nobody can give to a version stands for: 'latest', or a version's number as it is written there;
 * null for an alias that can be given.
 */
export function readReservedAlias(alias: string): string | null {
  if (/^latest$/i.test(alias)) return 'latest';
  return /^v?(\d+)$/i.exec(alias)?.[1] ?? null;
}
