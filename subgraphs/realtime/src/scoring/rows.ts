import { ARRAYS, countValues, isText, type NumericData, type Tensor, type TensorData } from './tensors.ts';

/** The same tensors of several calls as one, row after row. */
export function joinRows(calls: readonly (readonly Tensor[])[]): readonly Tensor[] {
  const [first = []] = calls;
  if (calls.length === 1) return first;
  return first.map(({ name, datatype, shape }, index) => {
    const parts = calls.flatMap((tensors) => tensors[index] ?? []);
    const rows = parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0);
    const joined = [rows, ...shape.slice(1)];
    if (datatype === 'BYTES') return { name, datatype, shape: joined, data: parts.flatMap(({ data }) => texts(data)) };
    const data = new ARRAYS[datatype](countValues(joined));
    const bytes = bytesOf(data);
    let offset = 0;
    for (const part of parts) {
      if (isText(part.data)) throw new Error(`The tensor ${name} must hold numbers in each call`);
      bytes.set(bytesOf(part.data), offset);
      offset += part.data.byteLength;
    }
    return { name, datatype, shape: joined, data };
  });
}

/** A part of the rows; the values are shared, not copied. */
export const sliceRows = (tensors: readonly Tensor[], from: number, to: number): readonly Tensor[] =>
  tensors.map(({ name, datatype, shape, data }) => {
    const width = countValues(shape.slice(1));
    const [begin, end] = [from * width, to * width];
    const part = isText(data) ? data.slice(begin, end) : data.subarray(begin, end);
    return { name, datatype, shape: [to - from, ...shape.slice(1)], data: part };
  });

/** The bytes of an array, which are shared. */
export const bytesOf = (data: NumericData): Uint8Array<ArrayBuffer> =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** What the values take, to about a factor of two for texts. */
export const sizeOf = (tensors: readonly Tensor[]): number =>
  tensors.reduce(
    (sum, { data }) =>
      sum + (isText(data) ? data.reduce((length, text) => length + 2 * text.length + 16, 0) : data.byteLength),
    0,
  );

const texts = (data: TensorData): readonly string[] => (isText(data) ? data : []);
