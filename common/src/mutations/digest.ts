import { createHash } from 'node:crypto';

/** Tells whether an idempotency key comes with the same input again: equal in whatever order the fields were written. */
export function digestOf(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(input, sortFields) ?? '')
    .digest('hex');
}

const sortFields = (_key: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
