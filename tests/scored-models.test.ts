import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openScorers } from '@tributary/realtime/scoring/pool';
import type { ServedArtifact } from '@tributary/realtime/scoring/scorers';
import type { Signature, Tensor } from '@tributary/realtime/scoring/tensors';
import { signatureShape } from '@tributary/realtime/serving/snapshot';
import { type Lesson, prepareLesson } from '@tributary/seed/lessons';
import { type InputType, type Layout, signatureOf, toOnnx } from '@tributary/seed/onnx-model';
import { fitRegression, predict } from '@tributary/seed/softmax-regression';
import { pino } from 'pino';
import { z } from 'zod';

const log = pino({ level: 'silent' });
const scorers = openScorers({ count: 1, memoryMib: 1_024, makeMs: 120_000, runMs: 120_000, log });
afterAll(() => scorers.close());

const artifactOf = (bytes: Uint8Array, signature: Signature): ServedArtifact => ({
  ...{ sha256: createHash('sha256').update(bytes).digest('hex'), signature },
  read: async () => bytes,
});

const find = (outputs: readonly Tensor[], name: string) => outputs.find((output) => output.name === name);

const numbers = (tensor: Tensor | undefined): number[] => Array.from(tensor?.data ?? [], Number);

const expectNear = (values: readonly number[], expected: readonly number[]) => {
  expect(values).toHaveLength(expected.length);
  const distances = values.map((value, place) => Math.abs(value - (expected[place] ?? Number.NaN)));
  expect(Math.max(...distances)).toBeLessThan(1e-5);
};

describe('a model that the seed has trained', () => {
  const typeOf = (feature: string): InputType =>
    feature === 'is_night' ? 'BOOL' : feature === 'transactions_1h' ? 'INT' : 'FLOAT';
  const features = ['amount_log', 'transactions_1h', 'is_night', 'amount_to_mean_30d'];
  const lesson = prepareLesson('fraud-features', 1, features);
  const weights =
    fitRegression(lesson.training, 2, { epochs: 8, learningRate: 0.9, l2: 1e-4 }).at(-1) ?? new Float64Array();
  const { rows } = lesson.test;

  it.each<Layout>(['one tensor', 'a tensor each'])(
    'answers as ONNX what it answered in training: %s',
    async (layout) => {
      const fitted = { lesson, layout, typeOf, weights };
      const outputs = await scorers.run(
        artifactOf(toOnnx(fitted), signatureShape.parse(signatureOf(fitted))),
        toInputs(lesson, rows, layout, typeOf),
        rows.length,
      );
      const expected = rows.flatMap((row) => {
        const probabilities = new Float64Array(2);
        predict(row, weights, probabilities);
        return [...probabilities];
      });
      expectNear(numbers(find(outputs, 'probabilities')), expected);
      const labels = rows.map((_, row) => ((expected[2 * row + 1] ?? 0) > 0.5 ? 1 : 0));
      expect(numbers(find(outputs, 'label'))).toEqual(labels);
      expect(new Set(labels).size).toBe(2);
    },
  );
});

/** The values as they were before they were standardised; where one was missing, the mean stands, and NaN goes in. */
function toInputs(lesson: Lesson, rows: readonly Float64Array[], layout: Layout, typeOf: (name: string) => InputType) {
  const { features, means, deviations } = lesson;
  const toValue = (row: Float64Array, place: number) => {
    const value = row[place] ?? 0;
    return value === 0 ? Number.NaN : value * (deviations[place] ?? 1) + (means[place] ?? 0);
  };
  if (layout === 'one tensor') {
    const data = Float32Array.from(rows.flatMap((row) => features.map((_, place) => toValue(row, place))));
    return [{ name: 'features', datatype: 'FP32' as const, shape: [rows.length, features.length], data }];
  }
  return features.map((name, place): Tensor => {
    const values = rows.map((row) => toValue(row, place));
    const shape = [rows.length, 1];
    const type = typeOf(name);
    if (type === 'FLOAT') return { name, shape, datatype: 'FP32', data: Float32Array.from(values) };
    const whole = values.map(Math.round);
    if (type === 'INT') return { name, shape, datatype: 'INT64', data: BigInt64Array.from(whole, BigInt) };
    return { name, shape, datatype: 'BOOL', data: Uint8Array.from(whole) };
  });
}

describe('a forest that scikit-learn has made', () => {
  const fixture = (name: string) => readFile(new URL(`fixtures/${name}`, import.meta.url));
  const answersShape = z.object({
    ...{ rows: z.array(z.array(z.number())), labels: z.array(z.string()), probabilities: z.array(z.array(z.number())) },
  });
  const measures = { name: 'measures', datatype: 'FP32' as const, shape: [-1, 4] };

  it('answers what it answers there, with labels that are texts', async () => {
    const { rows, labels, probabilities } = answersShape.parse(
      JSON.parse(String(await fixture('sklearn-forest.json'))),
    );
    const signature = {
      inputs: [measures],
      outputs: [
        { name: 'label', datatype: 'BYTES' as const, shape: [-1] },
        { name: 'probabilities', datatype: 'FP32' as const, shape: [-1, 3] },
      ],
    };
    const input = { ...measures, shape: [rows.length, 4], data: Float32Array.from(rows.flat()) };
    const artifact = artifactOf(await fixture('sklearn-forest.onnx'), signature);
    const outputs = await scorers.run(artifact, [input], rows.length);
    expect(find(outputs, 'label')?.data).toEqual(labels);
    expectNear(numbers(find(outputs, 'probabilities')), probabilities.flat());
  });

  it('is refused where its probabilities are maps, with the remedy', async () => {
    const signature = {
      inputs: [measures],
      outputs: [{ name: 'output_label', datatype: 'BYTES' as const, shape: [-1] }],
    };
    await expect(scorers.warm(artifactOf(await fixture('sklearn-zipmap.onnx'), signature))).rejects.toThrow(/zipmap/i);
  });
});
