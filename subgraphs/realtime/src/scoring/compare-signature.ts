import type { InferenceSession } from 'onnxruntime-node';
import { ModelFault } from './scorers.ts';
import type { Datatype, Signature, Tensor, TensorSpec } from './tensors.ts';

/** What onnxruntime calls the data types. */
export const DATATYPE_OF: ReadonlyMap<string, Datatype> = new Map([
  ['bool', 'BOOL'],
  ['uint8', 'UINT8'],
  ['uint16', 'UINT16'],
  ['uint32', 'UINT32'],
  ['uint64', 'UINT64'],
  ['int8', 'INT8'],
  ['int16', 'INT16'],
  ['int32', 'INT32'],
  ['int64', 'INT64'],
  ['float16', 'FP16'],
  ['float32', 'FP32'],
  ['float64', 'FP64'],
  ['string', 'BYTES'],
]);

type Metadata = InferenceSession.ValueMetadata;

const REGISTER = 'register the version with the signature that the model has';

/**
 * Whether the model takes and answers what its signature says.
 * @throws ModelFault that says where it differs.
 */
export function compareSignature(
  signature: Signature,
  model: { readonly inputs: readonly Metadata[]; readonly outputs: readonly Metadata[] },
): void {
  if (signature.outputs.length === 0) throw new ModelFault(`The signature names no output: ${REGISTER}.`);
  for (const { name } of model.inputs) {
    if (signature.inputs.some((input) => input.name === name)) continue;
    throw new ModelFault(`The model wants an input ${name}, which its signature does not have: ${REGISTER}.`);
  }
  for (const input of signature.inputs) compareInput(input, find('input', input, model.inputs));
  for (const output of signature.outputs) find('output', output, model.outputs);
}

/** The model's tensor of that name, which has the data type that the signature says. */
function find(kind: 'input' | 'output', { name, datatype }: TensorSpec, known: readonly Metadata[]): Metadata {
  const found = known.find((value) => value.name === name);
  if (!found) {
    const names = known.map((value) => value.name).join(', ') || 'none';
    throw new ModelFault(`The model has no ${kind} ${name}, but its signature does (it has ${names}): ${REGISTER}.`);
  }
  if (!found.isTensor) {
    throw new ModelFault(`The model's ${kind} ${name} is no tensor: export it with tensors alone.`);
  }
  const actual = DATATYPE_OF.get(found.type) ?? found.type;
  if (actual !== datatype) {
    throw new ModelFault(
      `The model's ${kind} ${name} is of ${actual}, but its signature says ${datatype}: ${REGISTER}.`,
    );
  }
  return found;
}

function compareInput({ name, shape }: TensorSpec, found: Metadata): void {
  const [rows] = shape;
  if (rows !== -1 && rows !== 1) {
    throw new ModelFault(`The first dimension of the input ${name} must be rows: -1, or 1 where the model takes one.`);
  }
  // A model that says nothing of a shape has none here.
  if (!found.isTensor || found.shape.length === 0) return;
  const isSame =
    found.shape.length === shape.length &&
    found.shape.every((size, place) => {
      const wanted = shape[place];
      return typeof size === 'string' || size === wanted || (place > 0 && wanted === -1);
    });
  if (isSame) return;
  const actual = found.shape.map((size) => (typeof size === 'string' ? -1 : size));
  throw new ModelFault(
    `The model's input ${name} has the shape [${actual.join(', ')}], but its signature says [${shape.join(', ')}]: ${REGISTER}, or export it with a first dimension of any size.`,
  );
}

/**
 * Whether an output is what the signature says, row by row.
 * @throws ModelFault that says where it differs.
 */
export function compareOutput({ name, shape, datatype }: TensorSpec, output: Tensor, rows: number): void {
  const isSame =
    output.datatype === datatype &&
    output.shape.length === shape.length &&
    output.shape.every(
      (size, place) => size === (place === 0 ? rows : shape[place]) || (place > 0 && shape[place] === -1),
    );
  if (isSame) return;
  const wanted = [rows, ...shape.slice(1)];
  throw new ModelFault(
    `For ${rows === 1 ? '1 row' : `${rows} rows`} the model's output ${name} is ${output.datatype} of the shape [${output.shape.join(', ')}], but by its signature it must be ${datatype} of [${wanted.join(', ')}]: ${REGISTER}, or export it with a first dimension of any size.`,
  );
}
