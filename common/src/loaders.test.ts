import { describe, expect, it } from '@jest/globals';
import type { Listing } from './lists/page.ts';
import { connectionBy, memoizedConnection } from './loaders.ts';

interface Letters extends Listing {
  readonly vowels: boolean;
}

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'];
const order = [{ name: 'letter', kind: 'text', direction: 'asc' }] as const;
const listOf = (first: number, vowels = false): Letters => ({ page: { first, after: null }, order, vowels });
const choose = (vowels: boolean) => LETTERS.filter((letter) => !vowels || 'aeiou'.includes(letter));

describe('connectionBy', () => {
  function record() {
    const pages: unknown[] = [];
    const counts: unknown[] = [];
    const loader = connectionBy(
      async (parentKeys, { page, vowels }: Letters) => {
        pages.push([...parentKeys, page.first, vowels]);
        return parentKeys.flatMap((parentKey) =>
          choose(vowels)
            .slice(0, page.first + 1)
            .map((letter) => ({ parentKey, letter: parentKey + letter, cursor: [letter] })),
        );
      },
      async (parentKeys, { vowels }) => {
        counts.push([...parentKeys, vowels]);
        return parentKeys
          .filter((parentKey) => parentKey !== 'none')
          .map((parentKey) => ({ parentKey, count: choose(vowels).length }));
      },
    );
    return { loader, pages, counts };
  }
  const lettersOf = ({ nodes }: { nodes: { letter: string }[] }) => nodes.map(({ letter }) => letter);

  it('reads the pages of all parents at once, and each set of arguments by itself', async () => {
    const { loader, pages } = record();
    const [x, y, short, vowels] = await Promise.all([
      loader.connection('x', listOf(2)),
      loader.connection('y', listOf(2)),
      loader.connection('x', listOf(1)),
      loader.connection('x', listOf(2, true)),
    ]);
    expect([x, y, short, vowels].map(lettersOf)).toEqual([['xa', 'xb'], ['ya', 'yb'], ['xa'], ['xa', 'xe']]);
    expect([x, vowels].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    expect(pages).toEqual([
      ['x', 'y', 2, false],
      ['x', 1, false],
      ['x', 2, true],
    ]);
  });

  it('counts nothing until that is asked, and then every page of a list at once', async () => {
    const { loader, counts } = record();
    const connections = await Promise.all([
      loader.connection('x', listOf(2)),
      loader.connection('x', listOf(1)),
      loader.connection('none', listOf(1)),
      loader.connection('x', listOf(2, true)),
    ]);
    expect(counts).toEqual([]);
    expect(await Promise.all(connections.map(({ totalCount }) => totalCount()))).toEqual([6, 6, 0, 2]);
    expect(counts).toEqual([
      ['x', 'none', false],
      ['x', true],
    ]);
  });
});

describe('memoizedConnection', () => {
  it('reads equal lists once, and counts them once, when that is asked', async () => {
    const calls: unknown[] = [];
    const loader = memoizedConnection(
      async ({ page, vowels }: Letters) => {
        calls.push(['page', page.first]);
        return choose(vowels).map((letter) => ({ letter, cursor: [letter] }));
      },
      async ({ vowels }) => {
        calls.push(['count', vowels]);
        return choose(vowels).length;
      },
    );
    const connections = await Promise.all([2, 2, 1].map((first) => loader.connection(listOf(first))));
    expect(calls).toEqual([
      ['page', 2],
      ['page', 1],
    ]);
    expect(await Promise.all(connections.map(({ totalCount }) => totalCount()))).toEqual([6, 6, 6]);
    expect(calls.slice(2)).toEqual([['count', false]]);
  });
});
