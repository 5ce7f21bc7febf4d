import { expect, it } from '@jest/globals';
import { readMoment } from './moment.ts';

it.each([
  ['2025-01-31T12:00:00Z', '2025-01-31T12:00:00.000Z'],
  ['2025-01-31 12:00:00.1239+01:30', '2025-01-31T10:30:00.123Z'],
  ['2024-02-29t00:00:00z', '2024-02-29T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
])('%s is a moment', (text, expected) => {
  expect(new Date(readMoment(text) ?? Number.NaN).toISOString()).toBe(expected);
});

it.each([
  '2025-02-29T00:00:00Z',
  '2025-06-31T00:00:00Z',
  '2025-13-01T00:00:00Z',
  '2025-01-31T24:00:01Z',
  '2025-01-31T12:00Z',
  '2025-01-31T12:00:00',
  '2025-01-31',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '1738324800000',
  '',
])('"%s" is none', (text) => {
  expect(readMoment(text)).toBeUndefined();
});
