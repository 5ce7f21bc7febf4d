import { description, json, list, text } from '@tributary/common/mutations/inputs';
import { z } from 'zod';
import type { FeatureDefinition, FeatureType } from '../tables.ts';

/** Names of views and features. */
export const featureName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/,
    'is no name: 1 to 100 of letters, digits, _ and -, beginning with a letter or _',
  )
  .refine((name) => !name.includes('__'), 'has no __ in it');

const MAX_FLOAT32 = 3.4028234663852886e38;
const MAX_TEXT = 100_000;

/** Years that RFC 3339 can write; it wants seconds and takes small letters. */
const timestamp = z
  .string()
  .transform((value) => value.toUpperCase())
  .pipe(z.iso.datetime({ offset: true }).regex(/T\d\d:\d\d:\d\d/))
  .transform((value) => new Date(value))
  .refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9_999)
  .transform((date) => date.toISOString());

/** What a value of each type is. */
const VALUES: Record<FeatureType, { shape: z.ZodType; such: string }> = {
  FLOAT: { shape: z.union([z.number(), z.literal('NaN')]), such: 'a number or the text "NaN"' },
  INT: { shape: z.int(), such: 'a whole number up to 2^53 either way' },
  BOOL: { shape: z.boolean(), such: 'true or false' },
  STRING: { shape: text(MAX_TEXT), such: `a text of up to ${MAX_TEXT} characters` },
  FLOAT_VECTOR: {
    shape: z.array(z.number().min(-MAX_FLOAT32).max(MAX_FLOAT32)),
    such: 'a list of numbers that 32-bit floats have room for',
  },
  INT_VECTOR: { shape: z.array(z.int()), such: 'a list of whole numbers up to 2^53 either way' },
  STRING_VECTOR: { shape: z.array(z.string()), such: 'a list of texts' },
  TIMESTAMP: { shape: timestamp, such: 'a moment as RFC 3339 text, such as 2025-01-31T12:00:00Z' },
  BYTES: { shape: z.base64(), such: 'bytes as base64 text' },
  JSON: { shape: z.unknown(), such: 'any JSON' },
};

const definition = z
  .object({
    name: featureName,
    type: z.enum([
      ...(['FLOAT', 'INT', 'BOOL', 'STRING', 'FLOAT_VECTOR', 'INT_VECTOR', 'STRING_VECTOR'] as const),
      ...(['TIMESTAMP', 'BYTES', 'JSON'] as const),
    ]),
    default: json.nullish(),
    description: description.nullish(),
  })
  .transform((given, context): FeatureDefinition => {
    const { name, type, description = null } = given;
    if (given.default == null) return { name, type, default: null, description };
    const { shape, such } = VALUES[type];
    const value = shape.safeParse(given.default);
    if (value.success) return { name, type, default: value.data, description };
    context.addIssue({ code: 'custom', path: ['default'], message: `is no ${type}: ${such}` });
    return z.NEVER;
  });

const MAX_DEFINITIONS = 4_000_000;

export const definitions = list(definition)
  .min(1, 'are empty: a view has at least one feature')
  .refine(
    (features) => JSON.stringify(features).length <= MAX_DEFINITIONS,
    `are longer than ${MAX_DEFINITIONS} characters`,
  );

/** What stores of features call their own columns. */
const RESERVED = ['event_timestamp', 'created'];

/** An issue for each feature that is named twice, or like what names the entity or a time. */
export function findTakenNames(features: readonly FeatureDefinition[], joinKeys: readonly string[]) {
  const taken = new Set([...RESERVED, ...joinKeys]);
  return features.flatMap(({ name }, index) => {
    const isFree = !taken.has(name);
    taken.add(name);
    return isFree ? [] : [{ path: ['features', String(index), 'name'], message: `${name} is taken already` }];
  });
}
