/** Milliseconds without digits that nobody reads. */
export const ms = (value: number): string => (Number.isNaN(value) ? '' : value.toFixed(value < 10 ? 1 : 0));

export const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** What was said to those who got neither an answer nor a time to come again. */
export const describe = (others: Readonly<Record<string, number>>): string =>
  Object.entries(others)
    .map(([what, count]) => `${count} × ${what}`)
    .join(', ')
    .replaceAll('|', '/');

/** Marks what is not as asked, and makes the bench end with status 1. */
export function verdict(isAsAsked: boolean): string {
  if (!isAsAsked) process.exitCode = 1;
  return isAsAsked ? '' : 'not as asked';
}
