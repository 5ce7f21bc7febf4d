import { ARRAYS, countValues, type Signature, type Tensor } from './tensors.ts';

/** Inputs as the signature wants them, all of them zero or empty; a dimension of any size is 1. */
export const trialInputs = ({ inputs }: Signature, rows: number): readonly Tensor[] =>
  inputs.map(({ name, datatype, shape: wanted }) => {
    const shape = wanted.map((size, place) => (place === 0 ? rows : Math.max(size, 1)));
    const count = countValues(shape);
    const data = datatype === 'BYTES' ? Array.from({ length: count }, () => '') : new ARRAYS[datatype](count);
    return { name, datatype, shape, data };
  });

/** Whether the model takes one row at a time, whatever waits. */
export const takesOneRow = ({ inputs }: Signature): boolean => inputs.some(({ shape: [rows] }) => rows === 1);
