import { describe, expect, it } from '@jest/globals';
import { type Combined, checkWhere, createFilterFor } from './filters.ts';

interface LetterWhere extends Combined<LetterWhere> {
  readonly is?: string | null;
  readonly in?: readonly string[] | null;
}

/** Conditions as text, to be read. */
const toCondition = createFilterFor<string>({
  all: (conditions) => (conditions.length === 0 ? 'true' : conditions.join(' and ')),
  any: (conditions) => (conditions.length === 0 ? 'false' : `(${conditions.join(' or ')})`),
  not: (condition) => `not (${condition})`,
})<LetterWhere>({
  is: (letter) => `= ${letter}`,
  in: (letters) => `in ${letters.join('')}`,
});

describe('a filter', () => {
  it.each<[LetterWhere | null, string]>([
    [null, 'true'],
    [{}, 'true'],
    [{ is: null, AND: null, OR: null, NOT: null }, 'true'],
    [{ is: 'a' }, '= a'],
    [{ is: 'a', in: ['b', 'c'] }, '= a and in bc'],
    [{ AND: [] }, 'true'],
    [{ OR: [] }, 'false'],
    [{ NOT: {} }, 'not (true)'],
    [{ AND: [{ is: 'a' }, { in: ['b'] }], is: 'c' }, '= c and = a and in b'],
    [{ is: 'a', OR: [{ is: 'b' }, { NOT: { is: 'c' } }] }, '= a and (= b or not (= c))'],
  ])('%j is %s', (where, condition) => {
    expect(toCondition(where)).toBe(condition);
  });
});

describe('the bounds of a filter', () => {
  const nest = (levels: number): LetterWhere => (levels === 0 ? { is: 'a' } : { NOT: nest(levels - 1) });
  const letters = (count: number) => Array.from({ length: count }, () => 'a');

  interface NestedWhere extends Combined<NestedWhere> {
    readonly value: unknown;
  }

  it('are held by a value of any depth', () => {
    const nested: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(() => checkWhere<NestedWhere>({ value: nested })).toThrow(
      'A value in where must be nested at most 50 levels.',
    );
  });

  it('allow five levels, 1,000 values in a list and 1,000 conditions', () => {
    for (const where of [nest(5), { in: letters(1_000) }, { OR: letters(1_000).map((is) => ({ is })) }]) {
      expect(() => checkWhere<LetterWhere>(where)).not.toThrow();
    }
  });

  it.each<[string, LetterWhere]>([
    ['where must nest AND, OR and NOT at most 5 levels.', nest(6)],
    ['A list in where must have at most 1000 values.', { in: letters(1_001) }],
    ['where must have at most 1000 conditions.', { OR: letters(501).map((is) => ({ is, in: ['b'] })) }],
  ])('say: %s', (message, where) => {
    expect(() => checkWhere(where)).toThrow(message);
  });
});
