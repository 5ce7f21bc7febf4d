import type { ModelSignature, TensorSpec } from '@tributary/lineage/columns';
import onnxProto from 'onnx-proto';
import type { Lesson } from './lessons.ts';
import type { Weights } from './softmax-regression.ts';

const { onnx } = onnxProto;
const { FLOAT, INT64, BOOL } = onnx.TensorProto.DataType;

/** Of the operators: what ArgMax, Gemm and Softmax mean by it is what they still mean. */
const OPSET = 13;
const IR_VERSION = 7;

/** What the exported graph takes: one tensor with the features side by side, or one for each feature, in its own type. */
export type Layout = 'one tensor' | 'a tensor each';

/** What a version of a model that the seed trains reads, and how it is exported. */
export interface Export {
  features: readonly string[];
  layout: Layout;
}

export type InputType = 'FLOAT' | 'INT' | 'BOOL';

/** A model that was fitted, with the types of what it reads. */
export interface Fitted {
  lesson: Pick<Lesson, 'features' | 'classes' | 'means' | 'deviations' | 'hasGaps'>;
  weights: Weights;
  layout: Layout;
  typeOf(feature: string): InputType;
}

const DATATYPES = {
  FLOAT: { spec: 'FP32', element: FLOAT },
  INT: { spec: 'INT64', element: INT64 },
  BOOL: { spec: 'BOOL', element: BOOL },
} as const;

/** The graph's tensors, the batch first. */
export function signatureOf({ lesson, layout, typeOf }: Pick<Fitted, 'lesson' | 'layout' | 'typeOf'>): ModelSignature {
  const features = [...lesson.features];
  return {
    inputs:
      layout === 'one tensor'
        ? [{ name: 'features', datatype: 'FP32', shape: [-1, features.length], features }]
        : features.map((name) => tensor(name, DATATYPES[typeOf(name)].spec, [-1, 1])),
    outputs: [tensor('label', 'INT64', [-1]), tensor('probabilities', 'FP32', [-1, lesson.classes.length])],
    classes: [...lesson.classes],
  };
}

const tensor = (name: string, datatype: string, shape: number[]): TensorSpec => ({
  ...{ name, datatype, shape },
  features: null,
});

/** The model as ONNX, of standard operators alone. The same weights make the same bytes. */
export function toOnnx(fitted: Fitted): Uint8Array {
  const { lesson, layout, typeOf } = fitted;
  const count = lesson.features.length;
  const { factors, intercepts } = unscale(fitted);
  const filled = lesson.hasGaps ? 'filled' : 'features';
  const columns = layout === 'one tensor' ? [] : lesson.features.map((name) => ({ name, type: typeOf(name) }));
  const graph = onnx.GraphProto.create({
    name: 'softmax_regression',
    input:
      layout === 'one tensor'
        ? [value('features', FLOAT, [-1, count])]
        : columns.map(({ name, type }) => value(name, DATATYPES[type].element, [-1, 1])),
    output: [value('label', INT64, [-1]), value('probabilities', FLOAT, [-1, lesson.classes.length])],
    initializer: [
      ...(lesson.hasGaps ? [floats('means', [1, count], lesson.means)] : []),
      floats('factors', [count, lesson.classes.length], factors),
      floats('intercepts', [lesson.classes.length], intercepts),
    ],
    node: [
      ...columns
        .filter(({ type }) => type !== 'FLOAT')
        .map(({ name }) => node('Cast', [name], `${name}_float`, { to: FLOAT })),
      ...(columns.length > 0
        ? [
            node(
              'Concat',
              columns.map(({ name, type }) => (type === 'FLOAT' ? name : `${name}_float`)),
              'features',
              { axis: 1 },
            ),
          ]
        : []),
      // What is missing comes as NaN, and counts as the mean, as it did in training.
      ...(lesson.hasGaps
        ? [node('IsNaN', ['features'], 'is_missing'), node('Where', ['is_missing', 'means', 'features'], 'filled')]
        : []),
      node('Gemm', [filled, 'factors', 'intercepts'], 'scores'),
      node('Softmax', ['scores'], 'probabilities', { axis: 1 }),
      node('ArgMax', ['probabilities'], 'label', { axis: 1, keepdims: 0 }),
    ],
  });
  const model = {
    irVersion: IR_VERSION,
    producerName: 'ml-matrix',
    graph,
    opsetImport: [{ domain: '', version: OPSET }],
  };
  return onnx.ModelProto.encode(onnx.ModelProto.create(model)).finish();
}

/** The weights for features as they come: a row for each feature and a column for each class. */
function unscale({ lesson, weights }: Fitted) {
  const { features, classes, means, deviations } = lesson;
  const size = features.length + 1;
  const weightOf = (feature: number, label: number) => (label === 0 ? 0 : (weights[(label - 1) * size + feature] ?? 0));
  const factorOf = (feature: number, label: number) => weightOf(feature, label) / (deviations[feature] ?? 1);
  return {
    factors: features.flatMap((_, feature) => classes.map((_, label) => factorOf(feature, label))),
    intercepts: classes.map((_, label) =>
      means.reduce((sum, mean, feature) => sum - mean * factorOf(feature, label), weightOf(features.length, label)),
    ),
  };
}

const value = (name: string, elemType: number, shape: readonly number[]) => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: { dim: shape.map((size) => (size === -1 ? { dimParam: 'rows' } : { dimValue: size })) },
    },
  },
});

const floats = (name: string, dims: number[], floatData: readonly number[]) => ({
  ...{ name, dims, dataType: FLOAT },
  floatData: [...floatData],
});

const node = (opType: string, input: string[], output: string, attributes: Record<string, number> = {}) => ({
  ...{ opType, input, name: output, output: [output] },
  attribute: Object.entries(attributes).map(([name, i]) => ({
    ...{ name, i, type: onnx.AttributeProto.AttributeType.INT },
  })),
});
