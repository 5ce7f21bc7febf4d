import type { z } from 'zod';
import { invalidInput, type Outcome } from './outcome.ts';

const MAX_ISSUES = 20;
/** The longest name of a field in a path: the caller chose some of them. */
const MAX_NAME = 100;

/** The input as its shape makes it, or InvalidInput with the path of each place that does not fit. */
export function checkInput<Input>(shape: z.ZodType<Input>, input: unknown): Outcome<Input> {
  const checked = shape.safeParse(input);
  if (checked.success) return { value: checked.data };
  const issues = checked.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({
    path: path.map((part) => String(part).slice(0, MAX_NAME)),
    message,
  }));
  return { failure: invalidInput(...issues).failure };
}
