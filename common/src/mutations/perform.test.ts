import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { list, name } from './inputs.ts';
import { conflict, notFound } from './outcome.ts';
import { createPerform } from './perform.ts';

/** A store that keeps a list of names, and refuses by errors of its own. */
function useNames() {
  const names: string[] = [];
  const perform = createPerform<string[], string[]>({
    attempts: 3,
    isRetriable: (error) => error instanceof RangeError,
    toFailure: (error) =>
      error instanceof TypeError ? conflict('DUPLICATE', 'It is there already.').failure : undefined,
    transact: async (kept, body) => {
      const written = [...kept];
      const value = await body(written);
      kept.splice(0, kept.length, ...written);
      return value;
    },
  });
  const shape = z.object({ names: list(name(5)) });
  /** Adds the names, and then throws the first errors that are given, one an attempt. */
  const add = (input: unknown, ...errors: readonly Error[]) => {
    const left = [...errors];
    return perform(names, shape, input, async (written, { names: given }) => {
      written.push(...given);
      const error = left.shift();
      if (error) throw error;
      return written.length;
    });
  };
  return { names, add };
}

describe('a mutation', () => {
  it('answers what its body answers, and keeps what it wrote', async () => {
    const { names, add } = useNames();
    expect(await add({ names: ['a', 'b'] })).toEqual({ value: 2 });
    expect(names).toEqual(['a', 'b']);
  });

  it('answers the path of each place in the input that does not fit, and runs nothing', async () => {
    const { names, add } = useNames();
    expect(await add({ names: ['a', ' ', 'longer'] })).toEqual({
      failure: {
        __typename: 'InvalidInput',
        message: 'names.1: must not be empty; names.2: must be at most 5 characters long',
        issues: [
          { path: ['names', '1'], message: 'must not be empty' },
          { path: ['names', '2'], message: 'must be at most 5 characters long' },
        ],
      },
    });
    expect(names).toEqual([]);
  });

  it('names at most 20 places', async () => {
    const outcome = await useNames().add({ names: Array.from({ length: 50 }, () => '') });
    expect(outcome).toHaveProperty('failure.issues.length', 20);
  });

  it('answers a failure that its body throws, and keeps nothing', async () => {
    const { names, add } = useNames();
    expect(await add({ names: ['a'] }, notFound('Name', 'b', { place: 'names.0', hint: 'there is a' }))).toEqual({
      failure: { __typename: 'NotFound', type: 'Name', id: 'b', message: 'names.0: There is no Name b: there is a.' },
    });
    expect(names).toEqual([]);
  });

  it('answers a failure where the store refused a write', async () => {
    expect(await useNames().add({ names: ['a'] }, new TypeError())).toEqual({
      failure: { __typename: 'Conflict', reason: 'DUPLICATE', message: 'It is there already.' },
    });
  });

  it('throws whatever else goes wrong', async () => {
    await expect(useNames().add({ names: [] }, new Error('a fault of ours'))).rejects.toThrow('a fault of ours');
  });

  it('begins again when others are in the way', async () => {
    const { names, add } = useNames();
    expect(await add({ names: ['a'] }, new RangeError(), new RangeError())).toEqual({ value: 1 });
    expect(names).toEqual(['a']);
  });

  it('is a STALE conflict when others are in the way each time', async () => {
    const { names, add } = useNames();
    const outcome = await add({ names: ['a'] }, new RangeError(), new RangeError(), new RangeError());
    expect(outcome).toMatchObject({ failure: { __typename: 'Conflict', reason: 'STALE' } });
    expect(names).toEqual([]);
  });
});
