/** The team's year. It is fixed, so that a platform made tomorrow is the one made today. */
export const YEAR_START = new Date('2025-07-01T08:00:00.000Z');
export const YEAR_END = new Date('2026-06-30T16:00:00.000Z');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const after = (time: Date, milliseconds: number) => new Date(time.getTime() + Math.round(milliseconds));

export const later = (a: Date, b: Date) => (a > b ? a : b);

/** The moment at this part of the year, from 0 to 1. */
export const partOfYear = (part: number) => after(YEAR_START, part * (YEAR_END.getTime() - YEAR_START.getTime()));

/** How much of the year has gone, from 0 to 1. */
export const yearGone = (time: Date) =>
  Math.min(1, Math.max(0, (time.getTime() - YEAR_START.getTime()) / (YEAR_END.getTime() - YEAR_START.getTime())));

/** This moment where people work, else one in the first hours of the next weekday. */
export function atWork(time: Date): Date {
  if (isWorkday(time) && time.getUTCHours() >= DAY_BEGINS && time.getUTCHours() < DAY_ENDS) return time;
  const day = new Date(time);
  day.setUTCHours(DAY_BEGINS, 0, 0, 0);
  if (day <= time) day.setUTCDate(day.getUTCDate() + 1);
  while (!isWorkday(day)) day.setUTCDate(day.getUTCDate() + 1);
  return after(day, time.getTime() % (150 * MINUTE));
}

const DAY_BEGINS = 7;
const DAY_ENDS = 17;
const isWorkday = (time: Date) => time.getUTCDay() % 6 !== 0;
