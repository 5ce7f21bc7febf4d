import { describe, expect, it } from '@jest/globals';
import { answerBatch, type Call, takeBatch } from './calls.ts';
import { joinRows } from './rows.ts';
import type { Tensor } from './tensors.ts';

const column = (values: readonly number[]): Tensor[] => [
  { name: 'x', datatype: 'FP32', shape: [values.length, 1], data: new Float32Array(values) },
  { name: 'text', datatype: 'BYTES', shape: [values.length, 1], data: values.map(String) },
];

/** Calls with so many rows each, whose answers are kept; their values are counted through. */
function callsOf(...rows: number[]) {
  const answers: (readonly Tensor[] | Error)[] = [];
  let next = 0;
  const calls = rows.map((count, index): Call => {
    const inputs = column(Array.from({ length: count }, () => next++));
    const keep = (answer: readonly Tensor[]) => {
      answers[index] = answer;
    };
    const fail = (reason: unknown) => {
      answers[index] = reason instanceof Error ? reason : new Error(String(reason));
    };
    return { inputs, rows: count, bytes: 4 * count, isAlone: false, resolve: keep, reject: fail };
  });
  return { calls, answers };
}

const rowsOf = (batch: readonly Call[]) => batch.map(({ rows }) => rows);

describe('a batch', () => {
  it('takes those who wait, oldest first, up to its rows', () => {
    const { calls } = callsOf(2, 3, 4);
    expect(rowsOf(takeBatch(calls, 5))).toEqual([2, 3]);
    expect(rowsOf(takeBatch(calls, 5))).toEqual([4]);
    expect(takeBatch(calls, 5)).toEqual([]);
  });

  it('gives each its own rows', () => {
    const { calls, answers } = callsOf(1, 2);
    const batch = takeBatch(calls, 10);
    answerBatch(batch, joinRows(batch.map(({ inputs }) => inputs)));
    expect(answers).toEqual([column([0]), column([1, 2])]);
  });

  it('leaves out who has given up, and takes by itself who must be alone', () => {
    const { calls } = callsOf(1, 2, 3, 4);
    const waiting = calls.map((call, index) => ({ ...call, isGivenUp: () => index === 0, isAlone: index === 2 }));
    expect(rowsOf(takeBatch(waiting, 100))).toEqual([2]);
    expect(rowsOf(takeBatch(waiting, 100))).toEqual([3]);
    expect(rowsOf(takeBatch(waiting, 100))).toEqual([4]);
  });

  it('cuts a call of more rows, whose answer is whole again', async () => {
    const { calls, answers } = callsOf(5);
    for (const rows of [2, 2, 1]) {
      const batch = takeBatch(calls, 2);
      expect(rowsOf(batch)).toEqual([rows]);
      answerBatch(batch, joinRows(batch.map(({ inputs }) => inputs)));
    }
    await new Promise(setImmediate);
    expect(answers).toEqual([column([0, 1, 2, 3, 4])]);
  });

  it('runs nothing more of a call of which a piece has failed', async () => {
    const { calls, answers } = callsOf(5);
    takeBatch(calls, 2)[0]?.reject(new Error('failed'));
    await new Promise(setImmediate);
    expect(answers).toEqual([new Error('failed')]);
    expect(takeBatch(calls, 2)).toEqual([]);
  });
});
