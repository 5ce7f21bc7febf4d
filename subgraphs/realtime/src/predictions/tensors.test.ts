import { describe, expect, it } from '@jest/globals';
import type { FeatureType } from '../features/definition.ts';
import type { Datatype } from '../scoring/tensors.ts';
import { toTensorRows, toTensors } from './tensors.ts';

/** What becomes of values of these types in one tensor: its rows, shape and data, or what is wrong. */
function convert(datatype: Datatype, shape: number[], ...values: [FeatureType, unknown][]) {
  const names = values.map((_, place) => `f${place}`);
  const signature = { inputs: [{ name: 'x', datatype, shape, features: names }], outputs: [], classes: null };
  const features = values.map(([type], place) => ({ name: `f${place}`, type, default: null, stored: null }));
  const plan = { views: [], features, names, byName: new Map(), inputs: [names.map((_, place) => place)] };
  const used = values.map(([, value]) => value);
  const problems: string[] = [];
  const rows = toTensorRows(signature, plan, used, ({ path, message }) =>
    problems.push(`${path.slice(1).join('.')} ${message}`),
  );
  if (problems.length > 0) return problems;
  const [tensor] = toTensors(signature, [rows, rows]);
  return { shape: tensor?.shape, row: Array.from(tensor?.data ?? [], String).slice(0, rows[0]?.length) };
}

describe('features as tensors', () => {
  it('hold whole numbers and flags in every tensor that has them without loss', () => {
    expect(convert('FP32', [-1, 3], ['FLOAT', 0.1], ['INT', 7], ['BOOL', true])).toEqual({
      shape: [2, 3],
      row: [String(Math.fround(0.1)), '7', '1'],
    });
    expect(convert('INT64', [-1, 2], ['INT', 2 ** 53 - 1], ['BOOL', false])).toEqual({
      shape: [2, 2],
      row: ['9007199254740991', '0'],
    });
    expect(convert('BOOL', [-1], ['INT', 1])).toEqual({ shape: [2], row: ['1'] });
    expect(convert('INT8', [-1, 1], ['INT', 128])).toEqual([
      'f0 must be a whole number from -128 to 127, which INT8 holds',
    ]);
    expect(convert('FP32', [-1, 1], ['INT', 2 ** 24 + 1])).toEqual([
      'f0 must be a whole number that FP32 holds exactly',
    ]);
  });

  it('round floats, and refuse those that there is no room for', () => {
    expect(convert('FP16', [-1, 2], ['FLOAT', 0.1], ['FLOAT', 'NaN'])).toEqual({
      shape: [2, 2],
      row: [String(Math.f16round(0.1)), 'NaN'],
    });
    expect(convert('FP32', [-1, 1], ['FLOAT', 1e300])).toEqual(['f0 must be a number that FP32 has room for']);
    expect(convert('INT32', [-1, 1], ['FLOAT', 0.5])).toHaveLength(1);
  });

  it('take moments as seconds since 1970, texts and bytes as texts', () => {
    expect(convert('FP64', [-1, 1], ['TIMESTAMP', '2025-01-31T12:00:00.500Z'])).toMatchObject({
      row: ['1738324800.5'],
    });
    expect(convert('INT64', [-1, 1], ['TIMESTAMP', '2025-01-31T12:00:00.500Z'])).toMatchObject({ row: ['1738324800'] });
    expect(convert('BYTES', [-1, 2], ['STRING', 'ä'], ['BYTES', Buffer.from('ö').toString('base64')])).toEqual({
      shape: [2, 2],
      row: ['ä', 'ö'],
    });
    expect(convert('BYTES', [-1, 1], ['BYTES', '/w=='])).toEqual([
      'f0 must be bytes of UTF-8, since the model takes texts',
    ]);
    expect(convert('FP32', [-1, 1], ['STRING', 'a'])).toEqual(['f0 must be of a type that FP32 holds, not STRING']);
  });

  it('lay vectors along as many places as they are long', () => {
    const row = ['1', '2', '3'];
    expect(convert('FP32', [-1, 3], ['FLOAT_VECTOR', [1, 2]], ['FLOAT', 3])).toEqual({ shape: [2, 3], row });
    expect(convert('FP32', [-1, -1], ['INT_VECTOR', [1, 2, 3]])).toEqual({ shape: [2, 3], row });
    expect(convert('FP32', [-1, 1, -1], ['INT_VECTOR', [1, 2, 3]])).toEqual({ shape: [2, 1, 3], row });
    expect(convert('FP32', [-1, 4], ['FLOAT_VECTOR', [1, 2]], ['FLOAT', 3])).toEqual([
      'f0 must fill the tensor x of shape [-1, 4], not 3 of its places',
    ]);
  });
});
