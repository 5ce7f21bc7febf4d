import { readMoment } from '@tributary/common/moment';
import { description, json, list, text } from '@tributary/common/mutations/inputs';
import { z } from 'zod';
import type { FeatureDefinition, FeatureType } from '../columns.ts';

/** Names of views and features. */
export const featureName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/,
    'must be a name: 1 to 100 of letters, digits, _ and -, beginning with a letter or _',
  )
  .refine((name) => !name.includes('__'), 'must not have __ in it');

const MAX_FLOAT32 = 3.4028234663852886e38;
const MAX_TEXT = 100_000;

const timestamp = z.string().transform((value, context) => {
  const moment = readMoment(value);
  if (moment !== undefined) return new Date(moment).toISOString();
  context.addIssue({ code: 'custom', message: 'must be a moment' });
  return z.NEVER;
});

/** What a value of each type must be. */
const VALUES: Record<FeatureType, { shape: z.ZodType; description: string }> = {
  FLOAT: { shape: z.union([z.number(), z.literal('NaN')]), description: 'a number or the text "NaN"' },
  INT: { shape: z.int(), description: 'a whole number up to 2^53 - 1 either way' },
  BOOL: { shape: z.boolean(), description: 'true or false' },
  STRING: { shape: text(MAX_TEXT), description: `a text of up to ${MAX_TEXT} characters` },
  FLOAT_VECTOR: {
    shape: z.array(z.number().min(-MAX_FLOAT32).max(MAX_FLOAT32)),
    description: 'a list of numbers that 32-bit floats have room for',
  },
  INT_VECTOR: { shape: z.array(z.int()), description: 'a list of whole numbers up to 2^53 - 1 either way' },
  STRING_VECTOR: { shape: z.array(z.string()), description: 'a list of texts' },
  TIMESTAMP: { shape: timestamp, description: 'a moment as RFC 3339 text, such as 2025-01-31T12:00:00Z' },
  BYTES: { shape: z.base64(), description: 'bytes as base64 text' },
  JSON: { shape: z.unknown(), description: 'any JSON' },
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
    const { shape, description: expected } = VALUES[type];
    const value = shape.safeParse(given.default);
    if (value.success) return { name, type, default: value.data, description };
    context.addIssue({ code: 'custom', path: ['default'], message: `must be ${expected}, since the type is ${type}` });
    return z.NEVER;
  });

const MAX_DEFINITIONS = 4_000_000;

export const definitions = list(definition)
  .min(1, 'must have at least one feature')
  .refine(
    (features) => JSON.stringify(features).length <= MAX_DEFINITIONS,
    `must be at most ${MAX_DEFINITIONS.toLocaleString('en-US')} characters long`,
  );

/** The names of columns that feature stores add. */
const RESERVED = ['event_timestamp', 'created'];

/** An issue for each feature whose name is that of an earlier feature, of a join key, or of a feature store's own. */
export function findTakenNames(
  features: readonly FeatureDefinition[],
  joinKeys: readonly string[],
): { path: string[]; message: string }[] {
  const taken = new Set([...RESERVED, ...joinKeys]);
  return features.flatMap(({ name }, index) => {
    const isFree = !taken.has(name);
    taken.add(name);
    return isFree
      ? []
      : [{ path: ['features', String(index), 'name'], message: `must not be ${name}: that is taken already` }];
  });
}
