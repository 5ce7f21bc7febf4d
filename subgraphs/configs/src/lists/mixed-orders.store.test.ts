import { beforeAll, describe, expect, it } from '@jest/globals';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import {
  mixedDocuments as documents,
  MIXED_MODELS,
  MIXED_PATHS,
  members,
  wholeOf,
} from '../../../../tests/setup/mixed-documents.ts';
import { insertExperiments, type NewExperiment } from '../experiments.ts';

const configs = useConfigs();
beforeAll(() => insertExperiments(configs.db, documents));

type Ranked = readonly [kind: number, value: unknown];

/** Numbers, texts, booleans, moments, and what is none of them. */
function rankOf(document: NewExperiment, segments: readonly string[]): Ranked {
  const [found] = segments.reduce<unknown[]>(
    (values, name) => values.flatMap((one) => members(one, name)),
    [wholeOf(document)],
  );
  if (typeof found === 'number' && Number.isFinite(found)) return [0, found];
  if (typeof found === 'string' && [...found].length <= 1_000) return [1, Buffer.from(found)];
  if (typeof found === 'boolean') return [2, Number(found)];
  if (found instanceof Date) return [3, found.getTime()];
  return [4, 0];
}

function compare(left: Ranked, right: Ranked): number {
  if (left[1] instanceof Buffer && right[1] instanceof Buffer) return left[1].compare(right[1]);
  return Number(left[1]) - Number(right[1]);
}

function sorted(chosen: readonly NewExperiment[], segments: readonly string[], direction: string): string[] {
  const way = direction === 'ASC' ? 1 : -1;
  const ranked = chosen.map((document) => ({ id: document.id, rank: rankOf(document, segments) }));
  return ranked
    .toSorted(
      (left, right) =>
        left.rank[0] - right.rank[0] || way * (compare(left.rank, right.rank) || (left.id < right.id ? -1 : 1)),
    )
    .map(({ id }) => id);
}

const LISTS = MIXED_PATHS.flatMap(([path, segments]) =>
  ['ASC', 'DESC'].map((direction) => ({ path, segments, direction })),
);

describe('mixed documents', () => {
  it.each(LISTS)(
    'are all there, in their order, by sevens: $path $direction',
    async ({ path, segments, direction }) => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data, errors }: Awaited<ReturnType<typeof configs.ask>> = await configs.ask(
          `query ($orderBy: [DocumentOrder!], $after: String) {
           experiments(orderBy: $orderBy, first: 7, after: $after, includeArchived: true) {
             nodes { id } pageInfo { hasNextPage endCursor } } }`,
          { orderBy: [{ path, direction }], after },
        );
        expect(errors).toBeUndefined();
        const { nodes, pageInfo } = data.experiments;
        seen.push(...nodes.map(({ id }: { id: string }) => id));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(sorted(documents, segments, direction));
    },
  );

  it.each(LISTS.filter(({ path }) => ['v', 'metrics.val\\.loss', 'updatedAt'].includes(path)))(
    'are a page of each model, by one command for each kind: $path $direction',
    async ({ path, segments, direction }) => {
      const pageAfter = async (after: string | null, first: number) => {
        configs.commands.length = 0;
        const { data } = await configs.ask(
          `query ($r: [_Any!]!, $orderBy: [DocumentOrder!], $first: Int, $after: String) {
             _entities(representations: $r) { ... on Model { id
               experiments(orderBy: $orderBy, first: $first, after: $after) { edges { cursor node { id } } } } } }`,
          { r: MIXED_MODELS.map((id) => ({ __typename: 'Model', id })), orderBy: [{ path, direction }], first, after },
        );
        expect(configs.commands.length).toBeLessThanOrEqual(path === 'updatedAt' ? 1 : 5);
        const pages: { id: string; experiments: { edges: { cursor: string; node: { id: string } }[] } }[] =
          data._entities;
        return pages.map(({ id, experiments: { edges } }) => ({ id, edges }));
      };
      const all = await pageAfter(null, 100);
      const expected = MIXED_MODELS.map((modelId) =>
        sorted(
          documents.filter((document) => document.modelId === modelId && !document.archived),
          segments,
          direction,
        ),
      );
      expect(all.map(({ edges }) => edges.map(({ node }) => node.id))).toEqual(expected);
      const short = await pageAfter(null, 4);
      expect(short.map(({ edges }) => edges.map(({ node }) => node.id))).toEqual(
        expected.map((ids) => ids.slice(0, 4)),
      );
      const cursor = short[0]?.edges.at(-1)?.cursor ?? '';
      const [next] = await pageAfter(cursor, 100);
      expect(next?.edges.map(({ node }) => node.id)).toEqual(expected[0]?.slice(4));
    },
  );
});
