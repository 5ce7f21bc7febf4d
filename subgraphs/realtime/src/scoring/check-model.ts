import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { ModelFault } from './scorers.ts';

/** Of a model's file. */
export const MAX_MODEL_BYTES = 67_108_864;

const ELSEWHERE = 'or serve it elsewhere and deploy it with an endpointUrl';

/** They can run without end, or hold graphs in which others do. */
const LOOPS = new Set(['Loop', 'If', 'Scan', 'SequenceMap']);
/** onnxruntime takes ai.onnx for the empty domain. */
const DOMAINS = new Set(['', 'ai.onnx', 'ai.onnx.ml']);

/**
 * Looks through a model's file before onnxruntime does, which would run what stands in it.
 *
 * Only the messages that matter are looked into, by the numbers of their fields in onnx.proto; nested graphs are refused,
 * so nothing here calls itself. What stands in a file twice is looked at twice, since protobuf joins it.
 * @throws ModelFault that says what must be changed.
 */
export function checkModel(file: Uint8Array): void {
  if (file.length === 0) throw new ModelFault('The model is an empty file: upload it again.');
  refuseLarge(file.length);
  // onnxruntime knows its own format by these letters, whatever else the bytes may mean.
  if (Buffer.from(file.subarray(4, 8)).toString('latin1') === 'ORTM') {
    throw new ModelFault('The model is in the format ORT: export it as ONNX.');
  }
  let hasGraph = false;
  readMessage(file, {
    7: (graph) => {
      hasGraph = true;
      checkGraph(graph);
    },
    25: () => {
      throw new ModelFault('The model has functions of its own, which are not run here: export it with them inlined.');
    },
  });
  if (!hasGraph) throw new ModelFault('The model has no graph: it is no ONNX file, or a part of one.');
}

export function refuseLarge(bytes: number): void {
  if (bytes <= MAX_MODEL_BYTES) return;
  throw new ModelFault(
    `The model is ${Math.ceil(bytes / 1_048_576)} MiB large, and at most 64 MiB are run here: make it smaller, ${ELSEWHERE}.`,
  );
}

const checkGraph = (graph: Uint8Array) =>
  readMessage(graph, { 1: checkNode, 5: checkTensor, 12: checkOutput, 15: checkSparseTensor });

function checkNode(node: Uint8Array): void {
  const types: string[] = [];
  const domains: string[] = [];
  let hasGraph = false;
  const nested = () => {
    hasGraph = true;
  };
  readMessage(node, {
    4: (type) => types.push(toText(type)),
    5: (attribute) =>
      readMessage(attribute, {
        5: checkTensor,
        6: nested,
        10: checkTensor,
        11: nested,
        22: checkSparseTensor,
        23: checkSparseTensor,
      }),
    7: (domain) => domains.push(toText(domain)),
  });
  for (const type of types) checkOperator(type);
  for (const domain of domains) {
    if (DOMAINS.has(domain)) continue;
    throw new ModelFault(
      `The model uses ${types.join(' ')} of the domain ${domain}, and only operators of ONNX itself and of ai.onnx.ml are run here: export it with those, ${ELSEWHERE}.`,
    );
  }
  if (hasGraph) {
    throw new ModelFault(`The model has a graph inside ${types.join(' ')}, which is not run here: export it without.`);
  }
}

function checkOperator(type: string): void {
  if (LOOPS.has(type)) {
    throw new ModelFault(
      `The model uses the operator ${type}, which may run without end: export it without loops and branches, ${ELSEWHERE}.`,
    );
  }
  if (type === 'ZipMap') {
    throw new ModelFault(
      "The model answers a list of maps instead of a tensor (ZipMap): export it with options={'zipmap': False}.",
    );
  }
}

function checkTensor(tensor: Uint8Array): void {
  readMessage(tensor, {
    13: () => {
      throw new ModelFault(
        'The model keeps values in files beside it: save it as one file (onnx.save with save_as_external_data=False).',
      );
    },
  });
}

const checkSparseTensor = (tensor: Uint8Array) => readMessage(tensor, { 1: checkTensor, 2: checkTensor });

/** A type's first field is that of tensors, the others are sequences, maps, optional and sparse values. */
function checkOutput(output: Uint8Array): void {
  let name = '';
  let isTensor = true;
  const other = () => {
    isTensor = false;
  };
  readMessage(output, {
    1: (text) => {
      name = toText(text);
    },
    2: (type) => readMessage(type, { 4: other, 5: other, 7: other, 8: other, 9: other }),
  });
  if (isTensor) return;
  throw new ModelFault(
    `The model's output ${name} is no tensor: export it with tensors alone (of skl2onnx options={'zipmap': False}).`,
  );
}

type Visitors = Readonly<Record<number, (value: Uint8Array) => void>>;

/** Shows each visitor the values of its field. */
function readMessage(message: Uint8Array, visitors: Visitors): void {
  for (const { field, value } of readValues(message)) visitors[field]?.(value);
}

/** A message's values that have a length: texts, bytes and messages. */
function* readValues(message: Uint8Array): Generator<{ field: number; value: Uint8Array }> {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    try {
      const [field, wireType] = reader.tag();
      if (wireType === WireType.LengthDelimited) yield { field, value: reader.bytes() };
      // Groups, of which ONNX has none, might hold each other without end.
      else if (wireType === WireType.StartGroup || wireType === WireType.EndGroup) throw new RangeError('a group');
      else reader.skip(wireType);
    } catch (cause) {
      throw new ModelFault('The model is no ONNX file, or it is damaged: export and upload it again.', { cause });
    }
  }
}

const toText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
