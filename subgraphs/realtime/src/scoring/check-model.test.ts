import { describe, expect, it } from '@jest/globals';
import onnxProto from 'onnx-proto';
import { checkModel, MAX_MODEL_BYTES } from './check-model.ts';
import { doubling, floats, type Graph, modelFile, type Node, node, spec, value } from './testing/models.ts';

const { AttributeType } = onnxProto.onnx.AttributeProto;
const [input, output] = [value(spec('x', 'FP32', [-1, 1])), value(spec('y', 'FP32', [-1, 1]))];

const withNode = (opType: string, more: Node = {}) =>
  modelFile({ input: [input], output: [output], node: [node(opType, ['x'], 'y', more)] });
const attribute = (more: object) => ({ attribute: [{ name: 'value', ...more }] });

/** A graph in a graph in a graph. */
const nested = (depth: number): Graph => ({
  name: 'nested',
  node: depth === 0 ? [] : [node('Abs', [], 'y', attribute({ type: AttributeType.GRAPH, g: nested(depth - 1) }))],
});

const beside = { ...floats('w', [1], []), dataLocation: 1, externalData: [{ key: 'location', value: '/etc/passwd' }] };
const sequence = { name: 'y', type: { sequenceType: { elemType: { tensorType: { elemType: 1 } } } } };
/** Field 25 of a model, of two bytes. */
const functions = Buffer.from([0xca, 0x01, 2, 0x0a, 0]);
/** Groups, each in the one before. */
const groups = Buffer.alloc(100_000, 0x0b);

describe('a model', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'is an empty file: upload it again'],
    ['a text', Buffer.from('no model, but a text of some length'), 'is no ONNX file'],
    ['half a file', modelFile({ input: [input] }).subarray(0, 20), 'is no ONNX file, or it is damaged'],
    ['nested groups', groups, 'is no ONNX file, or it is damaged'],
    ['no graph', onnxProto.onnx.ModelProto.encode({ irVersion: 7 }).finish(), 'has no graph'],
    ["onnxruntime's own format", Buffer.from('\x18\0\0\0ORTM'), 'is in the format ORT: export it as ONNX'],
    ['64 MiB and a byte', new Uint8Array(MAX_MODEL_BYTES + 1), 'is 65 MiB large, and at most 64 MiB are run here'],
    ['Loop', withNode('Loop'), 'uses the operator Loop, which may run without end: export it without loops'],
    ['If', withNode('If'), 'uses the operator If'],
    ['Scan', withNode('Scan'), 'uses the operator Scan'],
    ['graphs in graphs', modelFile(nested(500)), 'has a graph inside Abs'],
    ['another domain', withNode('Gelu', { domain: 'com.microsoft' }), 'uses Gelu of the domain com.microsoft'],
    ['functions', Buffer.concat([withNode('Abs'), functions]), 'has functions of its own'],
    ['a list of maps', withNode('ZipMap', { domain: 'ai.onnx.ml' }), "with options={'zipmap': False}"],
    ['a sequence', modelFile({ output: [sequence] }), 'output y is no tensor: export it with tensors alone'],
    ['weights in other files', modelFile({ initializer: [beside] }), 'keeps values in files beside it: save it as one'],
    ['constants in other files', withNode('Constant', attribute({ t: beside })), 'keeps values in files beside it'],
    [
      'sparse constants in other files',
      withNode('Constant', attribute({ sparseTensor: { values: beside } })),
      'keeps values in files beside it',
    ],
  ])('with %s is refused', (_, file, reason) => {
    expect(() => checkModel(file)).toThrow(reason);
  });

  it('that stands twice in a file is looked at twice', () => {
    const file = Buffer.concat([withNode('Abs'), withNode('Loop')]);
    expect(() => checkModel(file)).toThrow('uses the operator Loop');
  });

  it('of plain operators is taken', async () => {
    expect(() => checkModel(withNode('Scaler', { domain: 'ai.onnx.ml' }))).not.toThrow();
    const file = await doubling(2).read();
    expect(() => checkModel(file)).not.toThrow();
  });
});
