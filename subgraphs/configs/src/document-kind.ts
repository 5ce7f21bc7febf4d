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

export type FieldsOf<Kind extends DocumentKind> = z.output<Kind['schema']>;
