import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Feature, useFeatures } from '../../../../tests/setup/stored-features.ts';

const { apply, storeOne, refusal, readOne } = useFeatures();

describe('a value', () => {
  const TYPES: Feature[] = [
    ['float', 'FLOAT'],
    ['int', 'INT'],
    ['bool', 'BOOL'],
    ['string', 'STRING'],
    ['floats', 'FLOAT_VECTOR'],
    ['ints', 'INT_VECTOR'],
    ['strings', 'STRING_VECTOR'],
    ['time', 'TIMESTAMP'],
    ['bytes', 'BYTES'],
    ['json', 'JSON'],
  ];
  const MAX = 2 ** 53 - 1;

  beforeEach(() => apply('typed', [{ features: TYPES }]));

  it.each<[string, unknown, unknown?]>([
    ['float', 0.1],
    ['float', -1.7976931348623157e308],
    ['float', 'NaN'],
    ['int', MAX],
    ['int', -MAX],
    ['bool', false],
    ['string', ''],
    ['string', 'é😀\n'],
    ['floats', [0.5, -3.4028234663852886e38]],
    ['floats', []],
    ['ints', [MAX, -MAX, 0]],
    ['strings', ['', 'a|b', '😀']],
    ['time', '2025-01-31T13:00:00.1239+01:00', '2025-01-31T12:00:00.123Z'],
    ['time', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['bytes', 'AAECAw=='],
    ['bytes', ''],
    ['json', { a: [1, null, 'x'], __proto: { b: true } }],
    ['json', 'text'],
  ])('of %s %j comes back', async (name, value, expected = value) => {
    await storeOne('typed', 'e', { [name]: value });
    expect(await readOne('typed', 'e', [name])).toMatchObject({ values: [expected], statuses: ['PRESENT'] });
  });

  it.each<[string, unknown, string[]?]>([
    ['float', '0.1'],
    ['float', 'Infinity'],
    ['int', 2 ** 53],
    ['int', 0.5],
    ['int', 'NaN'],
    ['bool', 0],
    ['string', 1],
    ['string', '\ud800'],
    ['floats', [0, 3.5e38], ['1']],
    ['floats', [0, 'NaN'], ['1']],
    ['floats', 1],
    ['ints', [2 ** 53], ['0']],
    ['strings', ['a', null], ['1']],
    ['time', '2025-02-30T00:00:00Z'],
    ['time', 1_700_000_000_000],
    ['bytes', 'not base64!'],
    ['bytes', 'AAE'],
  ])('of %s is never %j', async (name, value, inside = []) => {
    const [issue, ...others] = await refusal('typed', { [name]: value });
    expect(others).toEqual([]);
    expect(issue.path).toEqual(['rows', '0', 'values', name, ...inside]);
    expect(issue.message).toMatch(/^must /);
  });

  it('of varying width is found behind others that are there or not', async () => {
    const whole = { float: 1, string: 'a', floats: [1], strings: ['b'], bytes: 'AA==', json: [2] };
    await storeOne('typed', 'whole', whole);
    await storeOne('typed', 'part', { json: [3], strings: ['c'] });
    expect(await readOne('typed', 'whole', Object.keys(whole))).toMatchObject({ values: Object.values(whole) });
    expect(await readOne('typed', 'part', ['json', 'bytes', 'strings'])).toMatchObject({ values: [[3], null, ['c']] });
  });

  it('may be one of a thousand, and of a mebibyte with the others', async () => {
    const features = Array.from(
      { length: 1_000 },
      (_, index): Feature => [`f${index}`, index % 2 ? 'FLOAT' : 'STRING'],
    );
    await apply('wide', [{ features }]);
    const values = Object.fromEntries(features.map(([name, type], index) => [name, type === 'FLOAT' ? index : name]));
    expect(await storeOne('wide', 'e', values)).toMatchObject({ stored: 1 });
    expect(await readOne('wide', 'e')).toMatchObject({ values: Object.values(values) });
    expect(await refusal('wide', { f0: 'x'.repeat(1_048_576) })).toEqual([
      { path: ['rows', '0', 'values'], message: 'must take at most 1,048,576 bytes' },
    ]);
  });
});
