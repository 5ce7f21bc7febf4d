const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/**
 * A moment that RFC 3339 writes, with seconds and a zone, in milliseconds since 1970; undefined where the text is none.
 * What is finer than a millisecond is cut.
 */
export function readMoment(text: string): number | undefined {
  const [found, year, month, day] = RFC_3339.exec(text) ?? [];
  if (found === undefined || Number(day) > daysOf(Number(year), Number(month))) return undefined;
  const moment = new Date(text.toUpperCase().replace(' ', 'T'));
  const utcYear = moment.getUTCFullYear();
  return utcYear >= 1 && utcYear <= 9_999 ? moment.getTime() : undefined;
}

/** JavaScript takes 31 June for 1 July. */
function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
