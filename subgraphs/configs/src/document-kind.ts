import { z } from 'zod';

/**
 * The one field of a stored document that is the store's own. Callers' names never begin with an underscore, so none
 * of theirs can meet it, and who looks into the database sees whose it is.
 */
export const BOOKKEEPING = '_tributary';

/** What a kind of document has beside fields of any name. A new field is one line in its definition. */
export interface DocumentKind<Schema extends z.ZodObject = z.ZodObject> {
  /** What its own fields must be. */
  readonly schema: Schema;
  readonly narrow: readonly string[];
  readonly wide: readonly string[];
  readonly declared: ReadonlySet<string>;
}

/** @param fields Narrow ones are always read, wide ones only when they are asked for. */
export function defineDocument<Narrow extends z.ZodRawShape, Wide extends z.ZodRawShape>(fields: {
  narrow: Narrow;
  wide: Wide;
}): DocumentKind<z.ZodObject<Narrow & Wide>> {
  const narrow = Object.keys(fields.narrow);
  const wide = Object.keys(fields.wide);
  const schema = z.object({ ...fields.narrow, ...fields.wide });
  return { schema, narrow, wide, declared: new Set([...narrow, ...wide]) };
}

/** The kinds of values that documents are sorted by, in the order in which they come. */
export const SORTED_KINDS = ['number', 'text', 'boolean', 'date'] as const;
export type SortedKind = (typeof SORTED_KINDS)[number];

/** What every document of a kind has at a place, of one of these kinds; undefined where that is not certain. */
export function certainKindAt({ schema }: DocumentKind, segments: readonly string[]): SortedKind | undefined {
  const [name = '', ...below] = segments;
  const field: unknown = below.length === 0 && Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
  if (field instanceof z.ZodNumber) return 'number';
  if (field instanceof z.ZodBoolean) return 'boolean';
  return field instanceof z.ZodDate ? 'date' : undefined;
}

export type FieldsOf<Kind extends DocumentKind> = z.output<Kind['schema']>;
