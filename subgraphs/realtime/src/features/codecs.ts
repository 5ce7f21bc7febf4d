import { readMoment } from '@tributary/common/moment';
import { json } from '@tributary/common/mutations/inputs';
import type { FeatureType } from './definition.ts';

/** What is wrong with a value: where inside it, if not with the whole, and what must be there. */
export interface Problem {
  readonly message: string;
  readonly at?: number;
}

/** Values of one width, which each have a place of their own in a row. */
export interface FixedCodec {
  readonly bytes: number;
  /** Answers what is wrong with the value where nothing was written. */
  write(row: Buffer, at: number, value: unknown): Problem | undefined;
  read(row: DataView, at: number): unknown;
}

/** Values of varying width. */
export interface VariableCodec {
  encode(value: unknown): Buffer | Problem;
  decode(bytes: Buffer): unknown;
}

export type Codec = FixedCodec | VariableCodec;

const isWholeNumber = (value: unknown): value is number => Number.isSafeInteger(value);
const MAX_FLOAT32 = 3.4028234663852886e38;
const isFloat32 = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= MAX_FLOAT32;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const WHOLE_NUMBER = 'must be a whole number up to 2^53 - 1 either way';

const FLOAT: FixedCodec = {
  bytes: 8,
  write: (row, at, value) => {
    const number = value === 'NaN' ? Number.NaN : value;
    if (typeof number !== 'number' || Math.abs(number) === Infinity)
      return { message: 'must be a number or the text "NaN"' };
    row.writeDoubleLE(number, at);
    return undefined;
  },
  read: (row, at) => {
    const number = row.getFloat64(at, true);
    return Number.isNaN(number) ? 'NaN' : number;
  },
};

const INT: FixedCodec = {
  bytes: 8,
  write: (row, at, value) => {
    if (!isWholeNumber(value)) return { message: WHOLE_NUMBER };
    row.writeDoubleLE(value, at);
    return undefined;
  },
  read: (row, at) => row.getFloat64(at, true),
};

const BOOL: FixedCodec = {
  bytes: 1,
  write: (row, at, value) => {
    if (typeof value !== 'boolean') return { message: 'must be true or false' };
    row[at] = value ? 1 : 0;
    return undefined;
  },
  read: (row, at) => row.getUint8(at) === 1,
};

const TIMESTAMP: FixedCodec = {
  bytes: 8,
  write: (row, at, value) => {
    const moment = typeof value === 'string' ? readMoment(value) : undefined;
    if (moment === undefined) return { message: 'must be a moment as RFC 3339 text, such as 2025-01-31T12:00:00Z' };
    row.writeDoubleLE(moment, at);
    return undefined;
  },
  read: (row, at) => new Date(row.getFloat64(at, true)).toISOString(),
};

const TEXT_PROBLEM: Problem = { message: 'must be a text without half of a surrogate pair in it' };
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();

const STRING: VariableCodec = {
  encode: (value) => (isText(value) ? Buffer.from(value) : TEXT_PROBLEM),
  decode: (bytes) => bytes.toString(),
};

const BYTES: VariableCodec = {
  encode: (value) =>
    typeof value === 'string' && BASE64.test(value)
      ? Buffer.from(value, 'base64')
      : { message: 'must be bytes as base64 text' },
  decode: (bytes) => bytes.toString('base64'),
};

const JSON_VALUE: VariableCodec = {
  encode: (value) => {
    const checked = json.safeParse(value);
    if (checked.success) return Buffer.from(JSON.stringify(value));
    return { message: checked.error.issues[0]?.message ?? 'must be JSON' };
  },
  decode: (bytes) => JSON.parse(bytes.toString()),
};

const FLOAT_VECTOR = vector(4, isFloat32, 'must be a number that 32-bit floats have room for', {
  write: (bytes, at, value) => bytes.writeFloatLE(value, at),
  read: (bytes, at) => bytes.readFloatLE(at),
});

const INT_VECTOR = vector(8, isWholeNumber, WHOLE_NUMBER, {
  write: (bytes, at, value) => bytes.writeDoubleLE(value, at),
  read: (bytes, at) => bytes.readDoubleLE(at),
});

const STRING_VECTOR: VariableCodec = {
  encode: (value) => {
    if (!Array.isArray(value)) return { message: 'must be a list of texts' };
    const wrong = value.findIndex((item) => !isText(item));
    return wrong < 0 ? Buffer.from(JSON.stringify(value)) : { ...TEXT_PROBLEM, at: wrong };
  },
  decode: (bytes) => JSON.parse(bytes.toString()),
};

function vector(
  width: number,
  isItem: (value: unknown) => value is number,
  message: string,
  item: { write(bytes: Buffer, at: number, value: number): unknown; read(bytes: Buffer, at: number): number },
): VariableCodec {
  return {
    encode: (value) => {
      if (!Array.isArray(value)) return { message: 'must be a list of numbers' };
      const bytes = Buffer.allocUnsafe(value.length * width);
      for (const [index, number] of value.entries()) {
        if (!isItem(number)) return { message, at: index };
        item.write(bytes, index * width, number);
      }
      return bytes;
    },
    decode: (bytes) => Array.from({ length: bytes.length / width }, (_, index) => item.read(bytes, index * width)),
  };
}

/** How the values of each type are checked, packed and read. */
export const codecs: Readonly<Record<FeatureType, Codec>> = {
  FLOAT,
  INT,
  BOOL,
  STRING,
  FLOAT_VECTOR,
  INT_VECTOR,
  STRING_VECTOR,
  TIMESTAMP,
  BYTES,
  JSON: JSON_VALUE,
};
