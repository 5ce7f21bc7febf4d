import type { NewExperiment } from '@tributary/configs/experiments';
import { choose, createRandom } from './random.ts';

export const random = createRandom(20_261_129);
export const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000);

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

export const MIXED_MODELS = ['model-0', 'model-1', 'model-2'];
/** Documents in which any kind of value may stand at the same path. */
export const mixedDocuments: NewExperiment[] = Array.from({ length: 60 }, (_, index) => ({
  id: `x_${String(index).padStart(3, '0')}`,
  modelId: choose(random, [...MIXED_MODELS, null]),
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

/** A document as its callers see it. */
export const wholeOf = ({ extra, ...own }: NewExperiment): Record<string, unknown> => ({ ...extra, ...own });
/** What stands under a name: one value, or none. */
export const members = (value: unknown, name: string): unknown[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? [Reflect.get(value, name)]
    : [];

/** Paths as they are written, and their names. */
export const MIXED_PATHS: [path: string, segments: string[]][] = [
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
