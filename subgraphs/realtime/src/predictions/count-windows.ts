/** Minutes in each window by which predictions are counted. */
export const WINDOW_MINUTES = { MINUTE: 1, HOUR: 60, DAY: 1_440 } as const;
export type CountWindow = keyof typeof WINDOW_MINUTES;

/** So many windows are kept: minutes for six hours, hours for a fortnight, days for a year. */
export const WINDOWS_KEPT = 400;

/** @param minute counted from 1970, and so is what is answered. */
export const windowOf = (window: CountWindow, minute: number): number => Math.floor(minute / WINDOW_MINUTES[window]);

/** @param number of the window, counted from 1970. */
export const startOf = (window: CountWindow, number: number): Date =>
  new Date(number * WINDOW_MINUTES[window] * 60_000);
