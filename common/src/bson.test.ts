import { describe, expect, it } from '@jest/globals';
import { serialize } from 'bson';
import { bytesOfField, readShortestJson, toBson } from './bson.ts';

describe('what a field takes', () => {
  it.each([
    ['ones', Array(1_234).fill(1)],
    [
      'names that libraries take for their own',
      JSON.parse('{"__proto__":[{"a":1}],"_bsontype":"ObjectId","$ref":"é"}'),
    ],
    ['numbers', [0.5, -1, 2 ** 31, 2 ** 53, -0, Number.NaN, null, true]],
  ])('is what is written: %s', (name, value) => {
    const written = serialize(new Map([[name, toBson(value)]])).byteLength - serialize({}).byteLength;
    expect(bytesOfField(name, value)).toBe(written);
  });
});

it.each([
  ['0.1', 0.1],
  ['[1,"a",{"b":null}]', [1, 'a', { b: null }]],
  ['1.0', '1.0'],
  ['-0', '-0'],
  ['1e3', '1e3'],
  ['9007199254740993', '9007199254740993'],
  ['"\\u0000"', '"\\u0000"'],
  ['[1, 2]', '[1, 2]'],
  ['adam', 'adam'],
])('the text %s is %j in a document', (text, value) => {
  expect(readShortestJson(text)).toEqual(value);
});
