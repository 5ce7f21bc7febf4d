import { z } from 'zod';

export const FEATURE_TYPES = [
  'FLOAT',
  'INT',
  'BOOL',
  'STRING',
  'FLOAT_VECTOR',
  'INT_VECTOR',
  'STRING_VECTOR',
  'TIMESTAMP',
  'BYTES',
  'JSON',
] as const;

const feature = z.object({ name: z.string(), type: z.enum(FEATURE_TYPES), default: z.unknown() });
const revision = z.object({ revision: z.int(), ttlSeconds: z.int().nullable() });

/** What is known here of a view, as it is written and read. */
export const definitionShape = z.object({
  entity: z.string(),
  joinKeys: z.array(z.string()),
  firstRevision: z.int(),
  layouts: z.array(z.object({ features: z.array(feature), revisions: z.array(revision) })),
});

export type FeatureType = (typeof FEATURE_TYPES)[number];
export type Feature = z.output<typeof feature>;
export type Definition = z.output<typeof definitionShape>;
