import { describe, expect, it } from '@jest/globals';
import { documentPart, ownFields, problemOfSize } from './caller-documents.ts';

const issuesOf = (value: unknown, level = 0) =>
  (documentPart(level).safeParse(value).error?.issues ?? []).map(({ path, message }) => [path.join('/'), message]);

const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });

describe('a caller’s document', () => {
  it.each([
    ['an empty object', '{}'],
    ['names with dots, underscores and nothing in them', '{"a.b":{"":1,"_id":2,"a$b":3,"prototype":4}}'],
    ['an operator as a value', '{"a":"$where"}'],
    ['nulls, lists of lists and odd numbers', '{"a":[[null,[]],-0,1e308,5e-324]}'],
  ])('may be or have %s', (_, json) => {
    expect(issuesOf(JSON.parse(json))).toEqual([]);
  });

  it.each([
    ['[]', '', 'must be a JSON object'],
    ['null', '', 'must be a JSON object'],
    ['{"a":[{"$where":"1"}]}', 'a/0/$where', 'must not begin with $'],
    ['{"a":{"__proto__":1}}', 'a/__proto__', 'must not be a name of a field'],
    ['{"constructor":1}', 'constructor', 'must not be a name of a field'],
    ['{"a":{"b":1e999}}', 'a/b', 'must be a number that a double can hold'],
    ['{"a":"\\u0000"}', 'a', 'must not have a NUL character or half of a surrogate pair in it'],
    ['{"a\\ud800":1}', 'a\ud800', 'must not have a NUL character or half of a surrogate pair in it'],
  ])('%s is refused at its place', (json, path, message) => {
    expect(issuesOf(JSON.parse(json))).toEqual([[path, message]]);
  });

  it('may be nested 20 levels deep, counted from the whole document', () => {
    expect(issuesOf(nested(20))).toEqual([]);
    expect(issuesOf(nested(21))).toEqual([[Array(20).fill('a').join('/'), 'must be nested at most 20 levels deep']]);
    expect(issuesOf(nested(19), 1)).toEqual([]);
    expect(issuesOf(nested(20), 1)).toHaveLength(1);
    expect(issuesOf({ a: [[nested(17)]] })).toEqual([]);
    expect(issuesOf({ a: [[nested(18)]] })).toHaveLength(1);
  });

  it('may have lists of 10,000 entries', () => {
    expect(issuesOf({ a: Array(10_000).fill(0) })).toEqual([]);
    expect(issuesOf({ a: { b: Array(10_001).fill(0) } })).toEqual([['a/b', 'must have at most 10,000 entries']]);
  });

  it('may be 1,000,000 bytes long, and 3,000,000 in MongoDB', () => {
    const text = (length: number) => ({ a: 'x'.repeat(length - '{"a":""}'.length) });
    expect(problemOfSize(text(1_000_000))).toBeUndefined();
    expect(problemOfSize(text(1_000_001))).toMatch(/^must be at most 1,000,000 bytes/);
    const lists = (count: number) => ({ a: Array.from({ length: count }, () => Array(1_000).fill(1)) });
    expect(problemOfSize(lists(250))).toBeUndefined();
    expect(problemOfSize(lists(400))).toMatch(/^must be at most 1,000,000 bytes/);
  });

  it('has no field of the store’s own, and none that its kind gives it otherwise', () => {
    const fields = ownFields((name) => (name === 'id' ? 'is never patched' : undefined));
    expect(fields.safeParse({ a: { _id: 1, id: 2 } }).success).toBe(true);
    expect(fields.safeParse({ _id: 1, id: 2, b: 3 }).error?.issues).toMatchObject([
      { path: ['_id'], message: 'must not begin with _: such names are the store’s own' },
      { path: ['id'], message: 'is never patched' },
    ]);
  });
});
