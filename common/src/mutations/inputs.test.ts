import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { checkInput } from './check-input.ts';
import { digestOf } from './digest.ts';
import { document, integerFrom, json, name, orDefault, slug, tags, text, time, uuid } from './inputs.ts';

/** What is said of an input that does not fit. */
function problem(shape: z.ZodType, input: unknown): string | undefined {
  const outcome = checkInput(shape, input);
  return 'failure' in outcome ? outcome.failure.message : undefined;
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe('the shapes of inputs', () => {
  it.each([
    [text(2), 'abc', 'must be at most 2 characters long'],
    [text(2), '\0', 'must not have a NUL character in it'],
    [text(2), '\ud83d', 'must not have half of a surrogate pair in it'],
    [name(), '\u200b \u2060', 'must not be empty'],
    [slug, 'A', 'must be a slug: 1 to 100 of a-z, 0-9, _ and -, beginning with a letter or digit'],
    [uuid, '1', 'must be a UUID'],
    [integerFrom(1), 0, 'must be at least 1'],
    [tags, Array.from({ length: 1_001 }, () => 'a'), 'must have at most 1,000 entries'],
    [time, new Date('+012025-01-31T12:00:00Z'), 'must lie in the years 1 to 9999'],
    [document, [], 'must be a JSON object'],
    [document, { a: Number.POSITIVE_INFINITY }, 'must not have a number in it that no double can hold'],
    [json, ['\0'], 'must not have a NUL character or half of a surrogate pair in it'],
    [json, { '\0': 1 }, 'must not have a NUL character or half of a surrogate pair in it'],
    [json, nested(91), 'must be nested at most 90 levels deep'],
    [json, 'a'.repeat(4_000_000), 'must be at most 4,000,000 characters long'],
  ])('say what must be there (%#)', (shape, input, message) => {
    expect(problem(shape, input)).toBe(`input: ${message}`);
  });

  it.each([
    [text(2), '👍'],
    [slug, '0_-'],
    [document, { a: [nested(80)] }],
    [json, null],
  ])('take what fits as it is (%#)', (shape, input) => {
    expect(checkInput(shape, input)).toEqual({ value: input });
  });

  it('keep a field of a document that is named __proto__', () => {
    const given = JSON.parse('{"__proto__": 1}');
    expect(checkInput(document, given)).toHaveProperty('value', given);
    expect(JSON.stringify(given)).toBe('{"__proto__":1}');
  });

  it('write a UUID in small letters, and a tag once', () => {
    const id = '0197A5B0-0000-7000-8000-00000000000F';
    expect(checkInput(uuid, id)).toEqual({ value: id.toLowerCase() });
    expect(checkInput(tags, ['a', 'b', 'a'])).toEqual({ value: ['a', 'b'] });
  });

  it('give the default for null and for what is left out', () => {
    const shape = z.object({ size: orDefault(integerFrom(0), 7) });
    expect([{}, { size: null }, { size: 0 }].map((input) => checkInput(shape, input))).toEqual([
      { value: { size: 7 } },
      { value: { size: 7 } },
      { value: { size: 0 } },
    ]);
  });
});

describe('the digest of an input', () => {
  it('is equal for the same fields in another order, and for no other input', () => {
    const digest = digestOf({ a: 1, b: [{ c: 1, d: 2 }] });
    expect(digestOf({ b: [{ d: 2, c: 1 }], a: 1 })).toBe(digest);
    expect(digestOf({ a: 1, b: [{ c: 2, d: 1 }] })).not.toBe(digest);
    expect(digestOf({ a: 1, b: [{ c: 1, d: 2 }, 3] })).not.toBe(digest);
  });
});
