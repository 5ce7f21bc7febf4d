import { Matrix, solve } from 'ml-matrix';

// Read once: in the contexts that Jest runs tests in, reading a global takes a microsecond.
const { exp, max } = Math;

export interface Settings {
  /** Passes over all rows. */
  epochs: number;
  /** The part of Newton's step that is taken: below 1 it is damped. */
  learningRate: number;
  /** How much large weights cost. */
  l2: number;
}

export interface Examples {
  /** Standardised, with a last column of ones. */
  rows: readonly Float64Array[];
  /** Numbers of classes. */
  labels: readonly number[];
}

/** A weight for each column, one class after the other; the first class has none, the others are compared with it. */
export type Weights = Float64Array;

/**
 * Multinomial logistic regression by damped Newton steps on the mean log loss. Sums are made in one pass over the rows:
 * with matrices for them it takes ten times as long.
 * @returns the weights before the first epoch, and after each.
 */
export function fitRegression(
  { rows, labels }: Examples,
  classes: number,
  { epochs, learningRate, l2 }: Settings,
): Weights[] {
  const columns = rows[0]?.length ?? 0;
  const size = columns * (classes - 1);
  const course = [new Float64Array(size)];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const weights = course[epoch] ?? new Float64Array(size);
    const gradient = new Float64Array(size);
    const curvature = new Float64Array(size * size);
    const probabilities = new Float64Array(classes);
    for (let row = 0; row < rows.length; row++) {
      const values = rows[row] ?? new Float64Array(columns);
      predict(values, weights, probabilities);
      addRow(values, labels[row] ?? 0, probabilities, { gradient, curvature });
    }
    const slope = Matrix.columnVector(gradient.map((sum, place) => sum / rows.length + l2 * (weights[place] ?? 0)));
    const bend = Matrix.from1DArray(size, size, curvature).div(rows.length).add(Matrix.eye(size).mul(l2));
    const step = solve(bend, slope).to1DArray();
    course.push(weights.map((weight, place) => weight - learningRate * (step[place] ?? 0)));
  }
  return course;
}

/** What one row adds to the first and second derivatives of the loss. */
function addRow(
  values: Float64Array,
  label: number,
  probabilities: Float64Array,
  { gradient, curvature }: { gradient: Float64Array; curvature: Float64Array },
): void {
  const columns = values.length;
  const size = gradient.length;
  for (let one = 0; one * columns < size; one++) {
    const probability = probabilities[one + 1] ?? 0;
    const error = probability - (label === one + 1 ? 1 : 0);
    for (let other = 0; other * columns < size; other++) {
      const spread = probability * ((one === other ? 1 : 0) - (probabilities[other + 1] ?? 0));
      for (let i = 0; i < columns; i++) {
        const part = spread * (values[i] ?? 0);
        const place = (one * columns + i) * size + other * columns;
        for (let j = 0; j < columns; j++) curvature[place + j] = (curvature[place + j] ?? 0) + part * (values[j] ?? 0);
      }
    }
    for (let i = 0; i < columns; i++) {
      gradient[one * columns + i] = (gradient[one * columns + i] ?? 0) + error * (values[i] ?? 0);
    }
  }
}

/** Writes the probabilities of all classes for one row. */
export function predict(values: Float64Array, weights: Weights, probabilities: Float64Array): void {
  const columns = values.length;
  let highest = 0;
  for (let label = 0; label < probabilities.length; label++) {
    let score = 0;
    const from = (label - 1) * columns;
    if (label > 0) for (let i = 0; i < columns; i++) score += (values[i] ?? 0) * (weights[from + i] ?? 0);
    probabilities[label] = score;
    highest = max(highest, score);
  }
  let sum = 0;
  for (let label = 0; label < probabilities.length; label++) {
    const part = exp((probabilities[label] ?? 0) - highest);
    probabilities[label] = part;
    sum += part;
  }
  for (let label = 0; label < probabilities.length; label++) probabilities[label] = (probabilities[label] ?? 0) / sum;
}
