import { integerFrom, list, name } from '@tributary/common/mutations/inputs';
import { z } from 'zod';
import { DATATYPES } from './datatypes.ts';

const tensor = z
  .object({
    name: name(),
    datatype: z.string().refine((type) => DATATYPES.includes(type), `must be one of ${DATATYPES.join(', ')}`),
    shape: list(integerFrom(-1), 16),
    features: list(name(), 10_000)
      .nullish()
      .transform((features) => features ?? null),
  })
  .refine(({ shape, features }) => features === null || hasRoom(shape, features.length), {
    path: ['features'],
    message: 'must be as many as the last dimension',
  });

/** Whether so many features can lie along the last dimension. A vector among them takes more than one place. */
function hasRoom(shape: readonly number[], count: number): boolean {
  const last = shape.at(-1);
  return last === -1 || (last !== undefined && count <= last);
}

/** Whether the last dimension is of this size; -1 stands for any. A scalar has none. */
function fits(shape: readonly number[], count: number): boolean {
  const last = shape.at(-1);
  return last === count || last === -1;
}

export const signature = z
  .object({
    inputs: list(tensor),
    outputs: list(tensor),
    classes: list(name(), 100_000)
      .nullish()
      .transform((classes) => classes ?? null),
  })
  .refine(({ inputs }) => new Set(inputs.map(({ name }) => name)).size === inputs.length, {
    path: ['inputs'],
    message: 'must name each tensor once',
  })
  .refine(
    ({ outputs, classes }) =>
      classes === null ||
      outputs.some(
        ({ datatype, shape }) => datatype.startsWith('FP') && shape.length === 2 && fits(shape, classes.length),
      ),
    { path: ['classes'], message: 'must be as many as the last dimension of an output of probabilities' },
  );
