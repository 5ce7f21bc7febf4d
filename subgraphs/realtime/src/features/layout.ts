import { type Codec, codecs, type FixedCodec, type VariableCodec } from './codecs.ts';
import type { Feature, FeatureType } from './definition.ts';

/**
 * A row is a version byte, the event time (64-bit float, milliseconds since 1970), the revision (32 bits), a bit for
 * each feature that has a value, the values of fixed width, each at its own place, and the others one after the other,
 * each with its length (32 bits) before it. Numbers are little-endian. The revision's features tell the rest.
 */
export const ROW_VERSION = 1;
export const EVENT_TIME_AT = 1;
export const REVISION_AT = 9;
export const PRESENCE_AT = 13;
export const LENGTH_BYTES = 4;

/** A feature's place in the rows of a revision. */
export interface Column {
  readonly name: string;
  readonly type: FeatureType;
  /** Its bit. */
  readonly index: number;
  /** What it counts as where it has no value. */
  readonly default: unknown;
  readonly place: { readonly codec: FixedCodec; readonly at: number } | { readonly codec: VariableCodec };
}

export interface Layout {
  readonly columns: readonly Column[];
  readonly byName: ReadonlyMap<string, Column>;
  /** Those of varying width, in their order. */
  readonly variable: readonly (Column & { readonly place: { readonly codec: VariableCodec } })[];
  /** Where the values of varying width begin. */
  readonly variableAt: number;
}

const isFixed = (codec: Codec): codec is FixedCodec => 'bytes' in codec;

export function createLayout(features: readonly Feature[]): Layout {
  let at = PRESENCE_AT + Math.ceil(features.length / 8);
  const columns = features.map(({ name, type, default: value }, index): Column => {
    const codec = codecs[type];
    const column = { name, type, index, default: value };
    if (!isFixed(codec)) return { ...column, place: { codec } };
    const place = { codec, at };
    at += codec.bytes;
    return { ...column, place };
  });
  return {
    columns,
    byName: new Map(columns.map((column) => [column.name, column])),
    variable: columns.flatMap(({ place, ...column }) => ('at' in place ? [] : [{ ...column, place }])),
    variableAt: at,
  };
}
