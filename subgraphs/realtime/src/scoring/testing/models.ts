import { createHash } from 'node:crypto';
import onnxProto from 'onnx-proto';
import type { ServedArtifact } from '../scorers.ts';
import type { Datatype, Signature, TensorSpec } from '../tensors.ts';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const { AttributeType } = onnx.AttributeProto;

export type Graph = Parameters<typeof onnx.GraphProto.create>[0] & object;
export type Node = Parameters<typeof onnx.NodeProto.create>[0] & object;

const ELEMENT: Partial<Record<Datatype, number>> = {
  BOOL: DataType.BOOL,
  INT32: DataType.INT32,
  INT64: DataType.INT64,
  FP16: DataType.FLOAT16,
  FP32: DataType.FLOAT,
  FP64: DataType.DOUBLE,
  BYTES: DataType.STRING,
};

export const spec = (name: string, datatype: Datatype, shape: readonly number[]): TensorSpec => ({
  name,
  datatype,
  shape,
});

/** A dimension of any size is called by its place, the first one rows. */
export const value = ({ name, datatype, shape }: TensorSpec) => ({
  name,
  type: {
    tensorType: {
      elemType: ELEMENT[datatype] ?? 0,
      shape: {
        dim: shape.map((size, place) =>
          size === -1 ? { dimParam: place === 0 ? 'rows' : `any${place}` } : { dimValue: size },
        ),
      },
    },
  },
});

export const floats = (name: string, dims: number[], data: readonly number[]) => ({
  name,
  dims,
  dataType: DataType.FLOAT,
  rawData: new Uint8Array(new Float32Array(data).buffer),
});

export const integers = (name: string, data: readonly number[]) => ({
  name,
  dims: [data.length],
  dataType: DataType.INT64,
  int64Data: [...data],
});

export const node = (opType: string, input: string[], output: string, more: Node = {}): Node => ({
  opType,
  input,
  output: [output],
  name: output,
  ...more,
});

const intAttribute = (name: string, i: number) => ({ name, type: AttributeType.INT, i });

/** A model's file. */
export const modelFile = (graph: Graph): Uint8Array =>
  onnx.ModelProto.encode({
    irVersion: 7,
    opsetImport: [
      { domain: '', version: 13 },
      { domain: 'ai.onnx.ml', version: 2 },
    ],
    graph: { name: 'graph', ...graph },
  }).finish();

/** It doubles each row, or multiplies it by another factor, and says which of its values is the largest. */
export function doubling(width: number, rows: number = -1, factor: number = 2): ServedArtifact {
  const signature = {
    inputs: [spec('x', 'FP32', [rows, width])],
    outputs: [spec('label', 'INT64', [rows]), spec('doubled', 'FP32', [rows, width])],
  };
  const graph = {
    ...{ input: signature.inputs.map(value), output: signature.outputs.map(value) },
    initializer: [floats('factor', [1], [factor])],
    node: [
      node('Mul', ['x', 'factor'], 'doubled'),
      node('ArgMax', ['x'], 'label', { attribute: [intAttribute('axis', 1), intAttribute('keepdims', 0)] }),
    ],
  };
  return artifact(modelFile(graph), signature);
}

/** It takes texts and numbers of several types, and answers them. */
export function echoing(datatypes: readonly Datatype[]): ServedArtifact {
  const inputs = datatypes.map((datatype) => spec(`in_${datatype}`, datatype, [-1, 2]));
  const outputs = datatypes.map((datatype) => spec(`out_${datatype}`, datatype, [-1, 2]));
  const nodes = datatypes.map((datatype) => node('Identity', [`in_${datatype}`], `out_${datatype}`));
  return artifact(modelFile({ input: inputs.map(value), output: outputs.map(value), node: nodes }), {
    inputs,
    outputs,
  });
}

/** Its time and its memory grow with the number that it is given: nothing for 0, endless for 15,000. */
export function squaring(): ServedArtifact {
  const signature = { inputs: [spec('n', 'INT64', [1, 1])], outputs: [spec('sum', 'FP32', [1, 1])] };
  const graph = {
    ...{ input: signature.inputs.map(value), output: signature.outputs.map(value) },
    initializer: [integers('flat', [-1]), integers('one', [1, 1])],
    node: [
      node('Reshape', ['n', 'flat'], 'size'),
      node('Concat', ['size', 'size'], 'sizes', { attribute: [intAttribute('axis', 0)] }),
      node('ConstantOfShape', ['sizes'], 'square'),
      node('MatMul', ['square', 'square'], 'product'),
      node('ReduceSum', ['product'], 'total', { attribute: [intAttribute('keepdims', 0)] }),
      node('Reshape', ['total', 'one'], 'sum'),
    ],
  };
  return artifact(modelFile(graph), signature);
}

/** What is computed when it is loaded, and however small the file: products of large matrices. */
export function slowToLoad(): ServedArtifact {
  const signature = { inputs: [spec('x', 'FP32', [-1, 1])], outputs: [spec('y', 'FP32', [-1, 1])] };
  const names = ['m0', ...Array.from({ length: 100 }, (_, index) => `m${index + 1}`)];
  const graph = {
    ...{ input: signature.inputs.map(value), output: signature.outputs.map(value) },
    initializer: [integers('sizes', [2_000, 2_000])],
    node: [
      node('ConstantOfShape', ['sizes'], 'm0'),
      ...names.slice(1).map((name, index) => node('MatMul', [`m${index}`, `m${index}`], name)),
      node('ReduceSum', ['m100'], 'total', { attribute: [intAttribute('keepdims', 0)] }),
      node('Add', ['x', 'total'], 'y'),
    ],
  };
  return artifact(modelFile(graph), signature);
}

/** It wants 14 GB for each row. */
export function expanding(): ServedArtifact {
  const signature = { inputs: [spec('x', 'FP32', [-1, 1])], outputs: [spec('y', 'FP32', [-1, -1])] };
  const graph = {
    ...{ input: signature.inputs.map(value), output: signature.outputs.map(value) },
    initializer: [integers('sizes', [1, 3_500_000_000])],
    node: [node('Expand', ['x', 'sizes'], 'y')],
  };
  return artifact(modelFile(graph), signature);
}

/** It looks up one of three values, and fails where there is none. */
export function looking(): ServedArtifact {
  const signature = { inputs: [spec('n', 'INT64', [-1, 1])], outputs: [spec('found', 'FP32', [-1, 1])] };
  const graph = {
    ...{ input: signature.inputs.map(value), output: signature.outputs.map(value) },
    initializer: [floats('values', [3], [10, 20, 30])],
    node: [node('Gather', ['values', 'n'], 'found')],
  };
  return artifact(modelFile(graph), signature);
}

export const artifact = (file: Uint8Array, signature: Signature): ServedArtifact => ({
  sha256: createHash('sha256').update(file).digest('hex'),
  signature,
  read: async () => file,
});
