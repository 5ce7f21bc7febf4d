interface ArrayType {
  new (length: number): NumericData;
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): NumericData;
  readonly BYTES_PER_ELEMENT: number;
}

export type NumericData =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | Float16Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

const NUMERIC_DATATYPES = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
] as const;

/** The data types of the Open Inference Protocol. BYTES are texts, as ONNX has them. */
export const DATATYPES = [...NUMERIC_DATATYPES, 'BYTES'] as const;

export type NumericDatatype = (typeof NUMERIC_DATATYPES)[number];
export type Datatype = (typeof DATATYPES)[number];

/** What holds the values of a data type. */
export const ARRAYS: Readonly<Record<NumericDatatype, ArrayType>> = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Float16Array,
  FP32: Float32Array,
  FP64: Float64Array,
};

/** Of the data type's own array; texts where that is BYTES. */
export type TensorData = NumericData | readonly string[];

export interface Tensor {
  readonly name: string;
  readonly datatype: Datatype;
  /** The first dimension is rows. */
  readonly shape: readonly number[];
  /** The values row by row. */
  readonly data: TensorData;
}

/** What a signature says of a tensor; -1 is a dimension of any size. */
export interface TensorSpec {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
}

export interface Signature {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
}

export const isText = (data: TensorData): data is readonly string[] => Array.isArray(data);

/** How many values a tensor of this shape has. */
export const countValues = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
