import { describe, expect, it } from '@jest/globals';
import type { Tensor } from '../scoring/tensors.ts';
import { OddOutput, readAnswers } from './answers.ts';

const spec = (name: string, datatype: Tensor['datatype'], shape: number[]) => ({
  name,
  datatype,
  shape,
  features: null,
});
const label = spec('label', 'INT64', [-1]);
const shares = spec('p', 'FP32', [-1, 2]);
const labels: Tensor = { name: 'label', datatype: 'INT64', shape: [2], data: BigInt64Array.of(0n, 1n) };
const probabilities: Tensor = {
  name: 'p',
  datatype: 'FP32',
  shape: [2, 2],
  data: Float32Array.of(0.75, 0.25, 0.5, 0.5),
};
const signature = (outputs: (typeof label)[], classes: string[] | null) => ({ inputs: [], outputs, classes });

describe('what a model answered', () => {
  it('is of a classifier the label, its probability and those of all classes', () => {
    const [first, second] = readAnswers(signature([label, shares], ['ok', 'fraud']), [labels, probabilities], 2);
    expect(first).toEqual({
      output: { label: 0, p: [0.75, 0.25] },
      label: 'ok',
      score: 0.75,
      probabilities: { ok: 0.75, fraud: 0.25 },
    });
    expect(second).toMatchObject({ label: 'fraud', score: 0.5 });
  });

  it('names a number by its class, unless the classes are numbers themselves', () => {
    const [, second] = readAnswers(signature([label], ['1', '2']), [labels], 2);
    expect(second).toMatchObject({ label: '1', score: null, probabilities: null });
    expect(readAnswers(signature([label], null), [labels], 2)[1]).toMatchObject({ label: '1' });
  });

  it('has as label the likeliest class where the model names none, and texts as they are', () => {
    expect(readAnswers(signature([shares], ['ok', 'fraud']), [probabilities], 2)[0]).toMatchObject({
      label: 'ok',
      score: 0.75,
    });
    const texts: Tensor = { name: 'label', datatype: 'BYTES', shape: [1], data: ['iris'] };
    expect(readAnswers(signature([spec('label', 'BYTES', [-1])], null), [texts], 1)[0]).toMatchObject({
      label: 'iris',
    });
  });

  it('is of a regressor its value', () => {
    const value: Tensor = { name: 'y', datatype: 'FP32', shape: [2, 1], data: Float32Array.of(1.5, Number.NaN) };
    const answers = readAnswers(signature([spec('y', 'FP32', [-1, 1])], null), [value], 2);
    expect(answers[0]).toEqual({ output: { y: [1.5] }, label: null, score: 1.5, probabilities: null });
    expect(answers[1]).toMatchObject({ output: { y: ['NaN'] }, score: null });
  });

  it('is only in the output where it is anything else', () => {
    const cube: Tensor = {
      name: 'c',
      datatype: 'INT64',
      shape: [1, 2, 2],
      data: BigInt64Array.of(1n, 2n, 3n, 2n ** 60n),
    };
    const flags: Tensor = { name: 'f', datatype: 'BOOL', shape: [1], data: Uint8Array.of(1) };
    const outputs = [spec('c', 'INT64', [-1, 2, 2]), spec('f', 'BOOL', [-1])];
    expect(readAnswers(signature(outputs, null), [cube, flags], 1)).toEqual([
      {
        output: {
          c: [
            [1, 2],
            [3, '1152921504606846976'],
          ],
          f: true,
        },
        label: null,
        score: null,
        probabilities: null,
      },
    ]);
  });

  it('is refused where it has not as many rows as were asked', () => {
    expect(() => readAnswers(signature([label], null), [labels], 3)).toThrow(OddOutput);
  });
});
