import { beforeAll, expect, it } from '@jest/globals';
import { rounds } from '../../../../tests/setup/config.ts';
import { useConfigs } from '../../../../tests/setup/configs.ts';
import {
  at,
  mixedDocuments as documents,
  MIXED_PATHS,
  members,
  random,
  wholeOf,
} from '../../../../tests/setup/mixed-documents.ts';
import { choose, type Random } from '../../../../tests/setup/random.ts';
import { insertExperiments, type NewExperiment } from '../experiments.ts';
import type { ExperimentWhere, PathFilter } from '../schema-types.generated.ts';

const configs = useConfigs();
beforeAll(() => insertExperiments(configs.db, documents));

const PATHS: [path: string, segments: string[]][] = [
  ...MIXED_PATHS,
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
