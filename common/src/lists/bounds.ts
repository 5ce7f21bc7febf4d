import { badUserInput } from '../errors.ts';

/** @throws BAD_USER_INPUT unless an argument lies between `min` and `max`, both allowed. */
export function checkBounds(argument: string, value: number, min: number, max: number): void {
  if (value < min || value > max) throw badUserInput(`${argument} must be between ${min} and ${max}, not ${value}.`);
}
