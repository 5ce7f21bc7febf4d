import { describe, expect, it } from '@jest/globals';
import { findNonFinite } from './json-mistakes.ts';

describe('a number that JSON does not know', () => {
  it.each([
    ['{"value": NaN}', 'NaN'],
    ['{"value":-Infinity}', '-Infinity'],
    ['[1, Infinity]', 'Infinity'],
    ['{"a \\" NaN": "NaN", "b": NaN}', 'NaN'],
    ['{"a": "NaN and Infinity"', undefined],
    ['{"a": "\\\\", "b": "NaN"', undefined],
    ['{"a": "unfinished NaN', undefined],
    ['{"a": NaNny}', undefined],
    ['', undefined],
  ])('is found in %s: %s', (body, found) => {
    expect(findNonFinite(body)).toBe(found);
  });

  it('is looked for in one pass, however long the body is', () => {
    expect(findNonFinite(`{"a": "${'\\"'.repeat(4_000_000)}", "b": NaN}`)).toBe('NaN');
  });
});
