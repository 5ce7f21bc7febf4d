import { z } from 'zod';

const count = (value: number) => value.toLocaleString('en-US');

/** A text that every store can hold: no NUL, no half of a surrogate pair. */
export function text(max: number): z.ZodString {
  return z
    .string()
    .max(max, `must be at most ${count(max)} characters long`)
    .refine((value) => !value.includes('\0'), 'must not have a NUL character in it')
    .refine((value) => value.isWellFormed(), 'must not have half of a surrogate pair in it');
}

const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** A text that says something: a name of zero-width spaces looks like none. */
export function name(max = 250): z.ZodString {
  return text(max).refine((value) => VISIBLE.test(value), 'must not be empty');
}

export const slug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,99}$/,
    'must be a slug: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter or digit',
  );

/** A UUID, in small letters. */
export const uuid = z.guid('must be a UUID').toLowerCase();

/** An id of something that exists already. Whether it does is for the store to say. */
export const reference = text(250);

/** The input of a mutation that takes an id alone. */
export const byId = z.object({ id: reference });

export const description = text(10_000);
export const owner = text(200);

/** Up to so many of something. */
export function list<Schema extends z.ZodType>(schema: Schema, max = 1_000): z.ZodArray<Schema> {
  return z.array(schema).max(max, `must have at most ${count(max)} entries`);
}

/** Each tag once. */
export const tags = list(name(100)).transform((tags) => [...new Set(tags)]);

/** A moment in the years that every store, JavaScript and RFC 3339 write alike. */
export const time = z
  .date()
  .refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9_999, 'must lie in the years 1 to 9999');

/** A whole number of at least this. */
export function integerFrom(min: number): z.ZodNumber {
  return z.number().int('must be a whole number').min(min, `must be at least ${min}`);
}

/** Null, like what is left out, means the default. */
export function orDefault<Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema>,
): z.ZodType<z.output<Schema>> {
  return schema.nullish().transform((given) => given ?? value);
}

/** A key that the caller draws. The same mutation with the same key is done once. */
export const idempotencyKey = name(200).nullish();

const MAX_DEPTH = 90;
const MAX_DOCUMENT_LENGTH = 4_000_000;

/**
 * A JSON object that every store can hold. It is taken as it is: a record of zod would drop a field named __proto__.
 */
export const document = z
  .custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be a JSON object',
  )
  .superRefine(checkStorable);

/** Any JSON that every store can hold. */
export const json = z.unknown().superRefine(checkStorable);

function checkStorable(value: unknown, context: z.RefinementCtx): void {
  const problem = problemOf(value, MAX_DEPTH) ?? problemOfLength(value);
  if (problem) context.addIssue({ code: 'custom', message: problem });
}

const problemOfLength = (value: unknown) =>
  (JSON.stringify(value) ?? '').length > MAX_DOCUMENT_LENGTH
    ? `must be at most ${count(MAX_DOCUMENT_LENGTH)} characters long`
    : undefined;

function problemOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return problemOfText(value);
  // JSON may write 1e400, which JavaScript reads as infinity. Written again it would be null.
  if (typeof value === 'number' && !Number.isFinite(value))
    return 'must not have a number in it that no double can hold';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return `must be nested at most ${MAX_DEPTH} levels deep`;
  // A list may have millions of members: their places need no look.
  const names = Array.isArray(value) ? [] : Object.keys(value);
  for (const name of names) {
    const problem = problemOfText(name);
    if (problem) return problem;
  }
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    const problem = problemOf(member, depth - 1);
    if (problem) return problem;
  }
  return undefined;
}

const problemOfText = (value: string) =>
  value.includes('\0') || !value.isWellFormed()
    ? 'must not have a NUL character or half of a surrogate pair in it'
    : undefined;
