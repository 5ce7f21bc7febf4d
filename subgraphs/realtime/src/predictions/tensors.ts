import type { InputIssue } from '@tributary/common/mutations/outcome';
import type { FeatureType } from '../features/definition.ts';
import { ARRAYS, type Datatype, type Tensor } from '../scoring/tensors.ts';
import type { ServedSignature } from '../serving/snapshot.ts';
import type { Plan } from './plan.ts';

type Input = ServedSignature['inputs'][number];

/** A row of one tensor: numbers, or texts for BYTES. */
export type TensorRow = readonly (number | string)[];

/**
 * One entity's values as rows of the inputs, in their order.
 * @param issues hears of each value that a tensor does not hold.
 */
export function toTensorRows(
  signature: ServedSignature,
  plan: Plan,
  values: readonly unknown[],
  issues: (issue: InputIssue) => void,
): TensorRow[] {
  return signature.inputs.map((input, index) => {
    const row: (number | string)[] = [];
    for (const place of plan.inputs[index] ?? []) {
      const feature = plan.features[place];
      const value = values[place];
      if (!feature) continue;
      for (const item of Array.isArray(value) ? value : [value]) {
        const converted =
          input.datatype === 'BYTES' ? toText(feature.type, item) : toNumber(feature.type, input.datatype, item);
        const isOdd = typeof converted === 'object';
        if (isOdd) issues({ path: ['features', feature.name], message: converted.problem });
        row.push(isOdd ? 0 : converted);
      }
    }
    const dimensions = dimensionsOf(input, row.length);
    if (!dimensions) {
      const names = (plan.inputs[index] ?? []).flatMap((place) => plan.features[place]?.name ?? []);
      issues({
        path: ['features', ...names.slice(0, 1)],
        message: `must fill the tensor ${input.name} of shape [${input.shape.join(', ')}], not ${row.length} of its places`,
      });
    }
    return row;
  });
}

/** The inputs of many rows that have equal widths. */
export function toTensors(signature: ServedSignature, rows: readonly (readonly TensorRow[])[]): Tensor[] {
  return signature.inputs.map((input, index) => {
    const ofInput = rows.map((row) => row[index] ?? []);
    const width = ofInput[0]?.length ?? 0;
    const { name, datatype } = input;
    const shape = input.shape.length === 0 ? [] : [rows.length, ...(dimensionsOf(input, width) ?? [])];
    return { name, datatype, shape, data: toData(datatype, ofInput, width) };
  });
}

/** The dimensions of one row of so many values; undefined where they do not fill it. The last -1 takes what is left. */
function dimensionsOf({ shape }: Input, width: number): number[] | undefined {
  const sizes = shape.slice(1);
  const open = sizes.lastIndexOf(-1);
  const fixed = sizes.reduce((product, size) => product * (size === -1 ? 1 : size), 1);
  if (open === -1) return fixed === width ? sizes : undefined;
  if (fixed === 0 || width % fixed !== 0) return undefined;
  return sizes.map((size, index) => (size === -1 ? (index === open ? width / fixed : 1) : size));
}

function toData(datatype: Datatype, rows: readonly TensorRow[], width: number): Tensor['data'] {
  if (datatype === 'BYTES') return rows.flatMap((row) => row.map(String));
  const data = new ARRAYS[datatype](rows.length * width);
  const isWide = data instanceof BigInt64Array || data instanceof BigUint64Array;
  let at = 0;
  for (const row of rows) {
    for (const value of row) {
      if (isWide) data[at++] = BigInt(value);
      else data[at++] = Number(value);
    }
  }
  return data;
}

/** The numbers that each type of tensor holds: whole ones of a range, or what is written and read the same. */
const RANGES: Readonly<Partial<Record<Datatype, readonly [number, number]>>> = {
  BOOL: [0, 1],
  UINT8: [0, 255],
  UINT16: [0, 65_535],
  UINT32: [0, 4_294_967_295],
  UINT64: [0, Number.MAX_SAFE_INTEGER],
  INT8: [-128, 127],
  INT16: [-32_768, 32_767],
  INT32: [-2_147_483_648, 2_147_483_647],
  INT64: [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
const ROUNDED: Readonly<Partial<Record<Datatype, (value: number) => number>>> = {
  FP16: Math.f16round,
  FP32: Math.fround,
};

type Problem = { readonly problem: string };

function toNumber(type: FeatureType, datatype: Datatype, value: unknown): number | Problem {
  const isWhole = type === 'INT' || type === 'BOOL' || type === 'INT_VECTOR';
  const number = numberOf(type, value);
  if (number === undefined) return { problem: `must be of a type that ${datatype} holds, not ${type}` };
  const range = RANGES[datatype];
  if (range) {
    const whole = type === 'TIMESTAMP' ? Math.floor(number) : number;
    if (Number.isInteger(whole) && whole >= range[0] && whole <= range[1]) return whole;
    return { problem: `must be a whole number from ${range[0]} to ${range[1]}, which ${datatype} holds` };
  }
  const rounded = ROUNDED[datatype]?.(number) ?? number;
  if (isWhole && rounded !== number) return { problem: `must be a whole number that ${datatype} holds exactly` };
  if (Number.isFinite(number) && !Number.isFinite(rounded))
    return { problem: `must be a number that ${datatype} has room for` };
  return number;
}

function numberOf(type: FeatureType, value: unknown): number | undefined {
  if (value === 'NaN') return Number.NaN;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return type === 'TIMESTAMP' && typeof value === 'string' ? Date.parse(value) / 1_000 : undefined;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function toText(type: FeatureType, value: unknown): string | Problem {
  if (typeof value !== 'string') return { problem: `must be of a type that BYTES holds, not ${type}` };
  if (type !== 'BYTES') return value;
  try {
    return UTF8.decode(Buffer.from(value, 'base64'));
  } catch {
    return { problem: 'must be bytes of UTF-8, since the model takes texts' };
  }
}
