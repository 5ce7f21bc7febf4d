import { fraudRowsOf } from './fraud-data.ts';
import { irisColumns, irisRowsOf } from './published-data.ts';
import type { Examples } from './softmax-regression.ts';

/** What a training works with: the rows of one version of a dataset, of which some are held out. */
export interface Lesson {
  features: readonly string[];
  classes: readonly string[];
  /** Of each feature, of the rows to learn from: what takes the place of a missing value. */
  means: readonly number[];
  deviations: readonly number[];
  /** Whether a value is missing somewhere. */
  hasGaps: boolean;
  training: Examples;
  test: Examples;
}

interface Row {
  /** By feature; NaN where it is missing. */
  values: number[];
  label: number;
}

const lessons = new Map<string, Lesson>();

/**
 * Rows do not change while a process runs, and many runs read the same. Three rows in ten are held out.
 * @param dataset iris, or one of the two of frauds, whose rows are the same.
 */
export function prepareLesson(dataset: string, version: number, features: readonly string[]): Lesson {
  const key = [dataset, version, ...features].join(' ');
  const known =
    lessons.get(key) ??
    toLesson(features, dataset === 'iris' ? SPECIES : VERDICTS, readRows(dataset, version, features));
  lessons.set(key, known);
  return known;
}

const VERDICTS = ['legitimate', 'fraud'];
const SPECIES = ['setosa', 'versicolor', 'virginica'];

function readRows(dataset: string, version: number, features: readonly string[]): Row[] {
  if (dataset === 'iris') {
    const places = features.map((name) => irisColumns.map(String).indexOf(name));
    return irisRowsOf(version).map((row) => ({
      values: places.map((place) => Number(row[place])),
      label: SPECIES.indexOf(String(row[4])),
    }));
  }
  return fraudRowsOf(version).map(({ userId: _, isFraud, ...payment }) => {
    const values = new Map(Object.entries(payment));
    return { values: features.map((name) => Number(values.get(name) ?? Number.NaN)), label: Number(isFraud) };
  });
}

function toLesson(features: readonly string[], classes: readonly string[], rows: readonly Row[]): Lesson {
  const isHeldOut = (_: Row, place: number) => place % 10 === 0 || place % 10 === 3 || place % 10 === 6;
  const learned = rows.filter((row, place) => !isHeldOut(row, place));
  const columns = features.map((_, place) =>
    learned.flatMap(({ values }) => {
      const value = values[place] ?? Number.NaN;
      return Number.isNaN(value) ? [] : [value];
    }),
  );
  const means = columns.map((values) => sum(values) / values.length);
  const deviations = columns.map((values, place) => {
    const mean = means[place] ?? 0;
    return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
  });
  const toExamples = (some: readonly Row[]): Examples => ({
    labels: some.map(({ label }) => label),
    rows: some.map(({ values }) =>
      Float64Array.from([
        ...values.map((value, place) =>
          Number.isNaN(value) ? 0 : (value - (means[place] ?? 0)) / (deviations[place] ?? 1),
        ),
        1,
      ]),
    ),
  });
  return {
    ...{ features, classes, means, deviations },
    hasGaps: rows.some(({ values }) => values.some(Number.isNaN)),
    training: toExamples(learned),
    test: toExamples(rows.filter(isHeldOut)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
