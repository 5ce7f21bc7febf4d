import { describe, expect, it } from '@jest/globals';
import { parseValue } from 'graphql';
import { scalars } from './scalars.ts';

describe('a DateTime', () => {
  it('is read from RFC 3339', () => {
    expect(scalars.DateTime.parseValue('2026-06-01T12:00:00Z')).toEqual(new Date('2026-06-01T12:00:00Z'));
  });

  it.each([
    ['given as a variable', () => scalars.DateTime.parseValue('2026-06-01')],
    ['written in the query', () => scalars.DateTime.parseLiteral(parseValue('"yesterday"'))],
    ['that is a number', () => scalars.DateTime.parseLiteral(parseValue('5'))],
  ])('%s says how it is written when it is none', (_, read) => {
    expect(read).toThrow(/^DateTime cannot .*[^.]: a moment is written as 2026-06-01T12:00:00Z\.$/);
  });
});
