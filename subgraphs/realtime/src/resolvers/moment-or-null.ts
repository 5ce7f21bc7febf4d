/** @param time in milliseconds since 1970. */
export const momentOrNull = (time: number | null): Date | null => (time === null ? null : new Date(time));
