import { beforeAll, describe, expect, it } from '@jest/globals';
import { rounds } from '../../../../tests/setup/config.ts';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import { choose, createRandom, type Random } from '../../../../tests/setup/random.ts';
import { insertExperiments, type NewExperiment } from '../experiments.ts';
import type { ExperimentWhere, PathFilter } from '../schema-types.generated.ts';

const random = createRandom(20_261_129);
const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000);

const VALUES = [
  ...[-2, 0, 0.5, 1, 7, 1e300, Number.NaN, Number.POSITIVE_INFINITY],
  ...['', 'a', 'B', 'É', '🙂', '\uFFFD', 'a\0b', '$where', '(a+)+$', '10', '2026-01-01T00:00:05.000Z'],
  ...['z'.repeat(1_000), 'z'.repeat(1_001)],
  ...[true, false, null, { c: 1 }, { c: 'a' }, {}],
  ...[[], [1, 'a'], ['a'], [[1]], [{ c: 1 }, { c: [7, 'B'] }], [null], [0, true]],
];
const value = () => choose<unknown>(random, VALUES);
/** Of each key: left out, or any value. */
const some = (...keys: string[]) => Object.fromEntries(keys.filter(() => random() < 0.7).map((key) => [key, value()]));

const MODELS = ['model-0', 'model-1', 'model-2'];
const documents: NewExperiment[] = Array.from({ length: 60 }, (_, index) => ({
  id: `x_${String(index).padStart(3, '0')}`,
  modelId: choose(random, [...MODELS, null]),
  archived: random() < 0.1,
  framework: choose(random, ['pytorch', 'xgboost', null]),
  tags: [],
  createdAt: at(Math.floor(random() * 20)),
  updatedAt: at(Math.floor(random() * 20)),
  updatedBy: 'tester',
  metrics: some('f1', 'val.loss', '$odd', ''),
  extra: {
    ...some('v', 'eval.loss'),
    a: choose<unknown>(random, [some('b'), some('b'), [some('b'), some('b')], 5, null]),
  },
}));

const configs = useConfigs();
beforeAll(() => insertExperiments(configs.db, documents));

/** A document as its callers see it. */
const wholeOf = ({ extra, ...own }: NewExperiment): Record<string, unknown> => ({ ...extra, ...own });
const members = (value: unknown, name: string): unknown[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? [Reflect.get(value, name)]
    : [];

// --- order ---

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

const ORDERS: [path: string, segments: string[]][] = [
  ['v', ['v']],
  ['a.b', ['a', 'b']],
  ['metrics.f1', ['metrics', 'f1']],
  ['metrics.val\\.loss', ['metrics', 'val.loss']],
  ['eval\\.loss', ['eval.loss']],
  ['a.b.c', ['a', 'b', 'c']],
  ['framework', ['framework']],
  ['updatedAt', ['updatedAt']],
  ['archived', ['archived']],
  ['id', ['id']],
  ['nowhere', ['nowhere']],
];
const LISTS = ORDERS.flatMap(([path, segments]) => ['ASC', 'DESC'].map((direction) => ({ path, segments, direction })));

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
          { r: MODELS.map((id) => ({ __typename: 'Model', id })), orderBy: [{ path, direction }], first, after },
        );
        expect(configs.commands.length).toBeLessThanOrEqual(path === 'updatedAt' ? 1 : 5);
        const pages: { id: string; experiments: { edges: { cursor: string; node: { id: string } }[] } }[] =
          data._entities;
        return pages.map(({ id, experiments: { edges } }) => ({ id, edges }));
      };
      const all = await pageAfter(null, 100);
      const expected = MODELS.map((modelId) =>
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

// --- filters ---

const PATHS: [path: string, segments: string[]][] = [
  ...ORDERS,
  ['a.0.b', ['a', '0', 'b']],
  ['v.0', ['v', '0']],
  ['v.c', ['v', 'c']],
  ['eval\\.loss.c', ['eval.loss', 'c']],
  ['eval\\.loss.1.c', ['eval.loss', '1', 'c']],
];

/** A list that stands at a place in another list is one value to MongoDB: its elements are not looked at. */
class Whole {
  readonly list: unknown;
  constructor(list: unknown) {
    this.list = list;
  }
}

/** All values that a path leads to, with those of each list on the way. */
function reach(value: unknown, [name, ...below]: readonly string[]): unknown[] {
  if (name === undefined) return [value];
  const own = members(value, name);
  const spread = Array.isArray(value) ? value.flatMap((element) => members(element, name)) : [];
  const isPlace = Array.isArray(value) && /^\d+$/.test(name) && Number(name) < value.length;
  const placed = isPlace ? [value[Number(name)]] : [];
  if (below.length === 0)
    return [...own, ...spread, ...placed.map((one) => (Array.isArray(one) ? new Whole(one) : one))];
  return [...own, ...spread, ...placed].flatMap((one) => reach(one, below));
}

const comparands = (document: NewExperiment, segments: readonly string[]): unknown[] =>
  reach(wholeOf(document), segments).flatMap((one) => {
    if (one instanceof Whole) return [one.list];
    return Array.isArray(one) ? [one, ...one] : [one];
  });

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right) && !Number.isNaN(left);

function holds(document: NewExperiment, { op, value: given }: PathFilter, segments: readonly string[]): boolean {
  const values = comparands(document, segments).map((one) => (one instanceof Date ? one.toISOString() : one));
  const some = (test: (sign: number) => boolean) =>
    values.some((one) => {
      if (typeof one === 'number' && typeof given === 'number') return Number.isFinite(one) && test(one - given);
      if (typeof one === 'string' && typeof given === 'string')
        return test(Buffer.from(one).compare(Buffer.from(given)));
      return false;
    });
  switch (op) {
    case 'EQ':
      return values.some((one) => isSame(one, given) && (given !== null || one === null));
    case 'NE':
      return !holds(document, { path: '', op: 'EQ', value: given }, segments);
    case 'IN':
      return [given].flat().some((one: unknown) => holds(document, { path: '', op: 'EQ', value: one }, segments));
    case 'GT':
      return some((sign) => sign > 0);
    case 'GTE':
      return some((sign) => sign >= 0);
    case 'LT':
      return some((sign) => sign < 0);
    case 'LTE':
      return some((sign) => sign <= 0);
    case 'EXISTS':
      return reach(wholeOf(document), segments).length > 0 === (given ?? true);
    case 'CONTAINS':
      return values.some((one) => typeof one === 'string' && one.toLowerCase().includes(String(given).toLowerCase()));
    default:
      throw new Error(`${op} is not known`);
  }
}

const scalar = () =>
  choose<unknown>(random, [-2, 0, 0.5, 1, 7, '', 'a', 'B', 'É', '🙂', 'a\0b', '$where', true, false, null]);
const bound = () => choose<unknown>(random, [0, 0.5, 1, '', 'a', 'É', '10', '\uFFFD']);

function randomPath(source: Random): { filter: PathFilter; segments: string[] } {
  const [path, segments] = choose(source, PATHS);
  const isMoment = path === 'updatedAt';
  const moment = () => at(Math.floor(random() * 20)).toISOString();
  const op = choose<PathFilter['op']>(source, ['EQ', 'NE', 'GT', 'GTE', 'LT', 'LTE', 'IN', 'EXISTS']);
  const value = (): unknown => {
    if (op === 'EXISTS') return choose(source, [true, false, null]);
    if (op === 'IN') return isMoment ? [moment(), moment()] : [scalar(), scalar()];
    if (isMoment) return moment();
    if (op === 'EQ' || op === 'NE') return choose(source, [scalar(), scalar(), [1, 'a'], []]);
    return bound();
  };
  const isText = !isMoment && source() < 0.15;
  const filter: PathFilter = isText
    ? { path, op: 'CONTAINS', value: choose(source, ['a', 'é', '(a+)+$', '\0', '.', '$', 'Z', '[', '']) }
    : { path, op, value: value() };
  return { filter, segments };
}

interface Asked {
  readonly where: ExperimentWhere;
  readonly expected: (document: NewExperiment) => boolean;
}

function randomWhere(depth: number): Asked {
  const leaf = (): Asked => {
    if (random() < 0.2) {
      const name = choose(random, ['f1', 'val.loss', '$odd', '', 'none']);
      const limit = choose(random, [-2, 0, 0.5, 1]);
      const value = choose(random, [{}, { gte: limit }, { lt: limit }, { eq: limit }, { gt: limit, lte: limit + 0.5 }]);
      return { where: { metric: { name, value } }, expected: (document) => hasMetric(document, name, value) };
    }
    const { filter, segments } = randomPath(random);
    return { where: { path: [filter] }, expected: (document) => holds(document, filter, segments) };
  };
  if (depth === 0) return leaf();
  const parts = Array.from({ length: Math.floor(random() * 3) }, () => randomWhere(depth - 1));
  const wheres = parts.map(({ where }) => where);
  return choose<() => Asked>(random, [
    leaf,
    () => ({ where: { AND: wheres }, expected: (one) => parts.every(({ expected }) => expected(one)) }),
    () => ({ where: { OR: wheres }, expected: (one) => parts.some(({ expected }) => expected(one)) }),
    () => {
      const part = randomWhere(depth - 1);
      return { where: { NOT: part.where }, expected: (one) => !part.expected(one) };
    },
    () => {
      const part = leaf();
      const framework = { eq: 'pytorch' };
      return {
        where: { ...part.where, framework, OR: wheres },
        expected: (one) =>
          part.expected(one) && one.framework === 'pytorch' && parts.some(({ expected }) => expected(one)),
      };
    },
  ])();
}

function hasMetric({ metrics }: NewExperiment, name: string, value: Record<string, number>): boolean {
  const values = [members(metrics, name)].flat(2).filter((one) => typeof one === 'number');
  const tests: Record<string, (one: number, limit: number) => boolean> = {
    eq: (one, limit) => one === limit,
    gt: (one, limit) => one > limit,
    gte: (one, limit) => one >= limit,
    lt: (one, limit) => one < limit,
    lte: (one, limit) => one <= limit,
  };
  const bounds = Object.entries(value);
  if (bounds.length === 0) return values.length > 0;
  return values.some((one) => Number.isFinite(one) && bounds.every(([name, limit]) => tests[name]?.(one, limit)));
}

it('a filter of documents finds what a plain evaluation of the same documents finds', async () => {
  const count = rounds(100);
  let matched = 0;
  for (let round = 0; round < count; round++) {
    const { where, expected } = randomWhere(2);
    const { data, errors } = await configs.ask(
      `query ($where: ExperimentWhere) {
         experiments(where: $where, orderBy: [{ path: "id", direction: ASC }], first: 1000, includeArchived: true) {
           nodes { id } } }`,
      { where },
    );
    expect({ where, errors }).toEqual({ where });
    const found = data.experiments.nodes.map(({ id }: { id: string }) => id);
    expect({ where, found }).toEqual({ where, found: documents.filter(expected).map(({ id }) => id) });
    if (found.length > 0 && found.length < documents.length) matched++;
  }
  // Filters that tell the documents apart: otherwise the comparison says little.
  expect(matched).toBeGreaterThan(count / 5);
});
