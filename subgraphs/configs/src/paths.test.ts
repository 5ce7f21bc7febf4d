import { describe, expect, it } from '@jest/globals';
import { valueAt } from './paths.ts';

const document = {
  id: 'a@1',
  metrics: { f1: 0.9, none: null, 'eval.loss': 0.1, 'C:\\': 2, '\\a': 3 },
  layers: [{ units: 64 }],
};

describe('the value at a path', () => {
  it('is the document itself without a path', () => {
    expect(valueAt(document, null)).toBe(document);
  });

  it.each([
    ['metrics.f1', 0.9],
    ['layers.0.units', 64],
    ['layers', [{ units: 64 }]],
    ['metrics.none', null],
    ['metrics.recall', null],
    ['metrics.f1.deeper', null],
    ['layers.1.units', null],
    ['metrics.eval\\.loss', 0.1],
    ['metrics.eval.loss', null],
    ['metrics.C:\\\\', 2],
    ['metrics.\\a', 3],
    ['metrics.\\\\a', 3],
  ])('%s is %j', (path, value) => {
    expect(valueAt(document, path)).toEqual(value);
  });

  it.each(['constructor', 'toString', 'layers.map', 'metrics.hasOwnProperty'])('%s is inherited, so null', (path) => {
    expect(valueAt(document, path)).toBeNull();
  });

  it.each([
    '',
    '.',
    'a..b',
    '$where',
    'metrics.$gt',
    '__proto__',
    'metrics.__proto__.polluted',
    'a\0b',
    `${'a.'.repeat(20)}a`,
    'a'.repeat(1_001),
  ])('%j names no field', (path) => {
    expect(() => valueAt(document, path)).toThrow(/^path /);
  });
});
