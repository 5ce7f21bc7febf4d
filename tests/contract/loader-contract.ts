import { beforeAll, describe, expect, it } from '@jest/globals';
import type { StoreFailure } from '@tributary/common/overload';

/** How a loader is asked, whatever its form. */
export interface LoaderCase<Loaders> {
  /** Keys of which the suite takes two with different answers. A loader of a whole list has none. */
  readonly keys?: () => Promise<readonly string[]>;
  load(loaders: Loaders, key: string): Promise<unknown>;
  /** With other arguments, where the loader takes any. */
  loadOtherwise?(loaders: Loaders, key: string): Promise<unknown>;
  /** A key that nothing has. */
  readonly absent?: string;
  /** What the loader answers to it. */
  readonly nothing?: unknown;
}

export interface LoadersUnderTest<Loaders> {
  /** New ones, as for each request. */
  create(): Loaders;
  /** Over a store that is away. */
  createWithoutStore(): Loaders;
  /** Says whether an error is one of a store that is away. */
  storeFailure: StoreFailure;
}

export const NO_NODES = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: 0,
};

/** A connection with the count that it would read for `totalCount`. */
export async function countedConnection(connection: Promise<{ totalCount: () => Promise<number> }>): Promise<unknown> {
  const { totalCount, ...page } = await connection;
  return { ...page, totalCount: await totalCount() };
}

/** What every loader owes to those who call it, whatever its store. */
export function describeLoaders<Loaders extends object>(
  subgraph: string,
  cases: Readonly<Record<keyof Loaders & string, LoaderCase<Loaders>>>,
  setup: () => LoadersUnderTest<Loaders>,
): void {
  const named: [string, LoaderCase<Loaders>][] = Object.entries(cases);
  it(`the suite knows every loader of ${subgraph}`, () => {
    expect(named.map(([name]) => name).toSorted()).toEqual(Object.keys(setup().create()).toSorted());
  });

  describe.each(named)(`the loader %s of ${subgraph}`, (_, loader) => {
    const { absent = 'not-there', nothing = null } = loader;
    let a: string;
    let b: string;
    const alone = (key: string) => loader.load(setup().create(), key);
    const together = (...keys: readonly string[]) => {
      const loaders = setup().create();
      return Promise.all(keys.map((key) => loader.load(loaders, key)));
    };

    beforeAll(async () => {
      const keys = loader.keys ? await loader.keys() : [''];
      [a, b] = chooseTwo(keys, await together(...keys), nothing) ?? ['', ''];
    });

    if (loader.keys) {
      it('answers to each of several keys what it answers to it alone, in whatever order', async () => {
        const answers = [await alone(a), await alone(b)];
        expect(answers[0]).not.toEqual(nothing);
        expect(answers[0]).not.toEqual(answers[1]);
        expect(await together(a, b)).toEqual(answers);
        expect(await together(b, a)).toEqual(answers.toReversed());
      });

      it('answers nothing to a key that is not there, and to the others all the same', async () => {
        expect(await together(absent, a, b)).toEqual([nothing, await alone(a), await alone(b)]);
        expect(await alone(absent)).toEqual(nothing);
      });
    }

    it('answers to a key that was asked twice at both places', async () => {
      const answer = await alone(a);
      expect(await together(a, b, a)).toEqual([answer, await alone(b), answer]);
    });

    const { loadOtherwise } = loader;
    if (loadOtherwise) {
      it('answers to two sets of arguments at once, to each its own', async () => {
        const answers = [await alone(a), await loadOtherwise(setup().create(), a)];
        expect(answers[0]).not.toEqual(answers[1]);
        const one = setup().create();
        expect(await Promise.all([loader.load(one, a), loadOtherwise(one, a)])).toEqual(answers);
        const other = setup().create();
        expect(await Promise.all([loadOtherwise(other, a), loader.load(other, a)])).toEqual(answers.toReversed());
      });
    }

    it('tells everybody who waits that the store is away', async () => {
      const { createWithoutStore, storeFailure } = setup();
      const loaders = createWithoutStore();
      const settled = await Promise.allSettled([a, b, absent].map((key) => loader.load(loaders, key)));
      for (const result of settled) {
        expect(result.status).toBe('rejected');
        expect(result.status === 'rejected' && storeFailure(result.reason)).toEqual(
          expect.stringContaining('not answer'),
        );
      }
    });
  });
}

/** The key with the longest answer, which tells most about faults, and one whose answer is another. */
function chooseTwo(
  keys: readonly string[],
  answers: readonly unknown[],
  nothing: unknown,
): [string, string] | undefined {
  const all = keys.map((key, index) => ({ key, answer: JSON.stringify(answers[index]) }));
  const [first, ...others] = all
    .filter(({ answer }) => answer !== JSON.stringify(nothing))
    .toSorted((left, right) => right.answer.length - left.answer.length);
  const second = [...others, ...all].find(({ answer }) => answer !== first?.answer);
  return first && [first.key, (second ?? first).key];
}
