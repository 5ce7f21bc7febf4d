import { z } from 'zod';
import { isUuid } from '../ids.ts';

/** A text that PostgreSQL can hold: no NUL, no half of a surrogate pair. */
export const text = (max: number) =>
  z
    .string()
    .max(max, `is longer than ${max} characters`)
    .refine((value) => !value.includes('\0'), 'holds a NUL character')
    .refine((value) => value.isWellFormed(), 'holds half of a surrogate pair');

const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** A text that says something: a name of zero-width spaces looks like none. */
export const name = (max = 250) => text(max).refine((value) => VISIBLE.test(value), 'is empty');

const SLUG = /^[a-z0-9][a-z0-9_-]{0,99}$/;
export const slug = z
  .string()
  .regex(SLUG, 'is no slug: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter or digit');

export const uuid = z
  .string()
  .refine(isUuid, 'is no UUID')
  .transform((id) => id.toLowerCase());

/** An id of something that is there already: what it names is for the database to say. */
export const reference = text(250);

export const byId = z.object({ id: reference });

export const description = text(10_000);
export const owner = text(200);
export const tags = z
  .array(name(100))
  .max(1_000, 'has more than 1000 entries')
  .transform((list) => [...new Set(list)]);
export const uri = text(2_000).regex(
  /^(https?|s3|gs|file|gridfs):\S+$/,
  'is no URI that begins with http:, https:, s3:, gs:, file: or gridfs:',
);

/** Years that PostgreSQL, JavaScript and RFC 3339 all write alike. */
export const time = z
  .date()
  .refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9_999, 'lies outside the years 1 to 9999');

/** Null is as if left out. */
export const orDefault = <Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>) =>
  schema.nullish().transform((given) => given ?? value);

export const list = <Schema extends z.ZodType>(schema: Schema, max = 1_000) =>
  z.array(schema).max(max, `has more than ${max} entries`);

export const idempotencyKey = name(200).nullish();

const MAX_DEPTH = 90;
const MAX_DOCUMENT = 4_000_000;

function checkStorable(value: unknown, context: z.RefinementCtx): void {
  const problem = problemOf(value, MAX_DEPTH);
  if (problem) context.addIssue({ code: 'custom', message: problem });
  else if ((JSON.stringify(value) ?? '').length > MAX_DOCUMENT) {
    context.addIssue({ code: 'custom', message: `is longer than ${MAX_DOCUMENT} characters` });
  }
}

/** A document of any shape that both PostgreSQL and MongoDB can hold; as it is, while a record drops the key __proto__. */
export const document = z
  .custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .superRefine(checkStorable);

/** A value of any shape, for which the same holds. */
export const json = z.unknown().superRefine(checkStorable);

function problemOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return problemOfText(value);
  // What JSON text says as 1e400; written again it would be null.
  if (typeof value === 'number' && !Number.isFinite(value)) return 'holds a number too large for a double';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return `is nested deeper than ${MAX_DEPTH} levels`;
  for (const [key, member] of Object.entries(value)) {
    const problem = problemOfText(key) ?? problemOf(member, depth - 1);
    if (problem) return problem;
  }
  return undefined;
}

const problemOfText = (value: string) =>
  value.includes('\0') || !value.isWellFormed() ? 'holds a NUL character or half of a surrogate pair' : undefined;

export const artifact = z
  .object({
    name: name().nullish(),
    uri,
    format: z.enum(['ONNX', 'OTHER']),
    sha256: z
      .string()
      .regex(/^[\da-f]{64}$/i, 'is no SHA-256 in hexadecimal digits')
      .transform((digest) => digest.toLowerCase())
      .nullish(),
    sizeBytes: z.number().int().min(0, 'is negative').nullish(),
  })
  .refine(({ uri, sha256, sizeBytes }) => !uri.startsWith('gridfs:') || (sha256 != null && sizeBytes != null), {
    path: ['sha256'],
    message: 'a gridfs: artifact comes with its sha256 and sizeBytes',
  })
  .transform(({ name: given, ...artifact }) => ({ ...artifact, name: given ?? lastPart(artifact.uri) }));

const lastPart = (uri: string) =>
  uri
    .split(/[?#]/, 1)[0]
    ?.split(/[/:]/)
    .findLast((part) => part !== '')
    ?.slice(0, 250) ?? 'artifact';
