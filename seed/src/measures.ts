import { type Metrics, roundAll } from './metrics.ts';
import { type Examples, predict, type Weights } from './softmax-regression.ts';

// Read once, as in softmax-regression.ts.
const { log, max } = Math;

/**
 * What weights are worth on rows that were held out. With two classes the second is the one that is looked for; with
 * more, f1, precision, recall and auc are means over the classes.
 */
export function measure({ rows, labels }: Examples, weights: Weights, classes: number): Metrics {
  const probabilities = new Float64Array(classes);
  const looked = Array.from({ length: classes }, (_, label) => label).slice(classes === 2 ? 1 : 0);
  const scores = looked.map((): number[] => []);
  const chosen: number[] = [];
  let loss = 0;
  for (let row = 0; row < rows.length; row++) {
    const values = rows[row];
    if (!values) continue;
    predict(values, weights, probabilities);
    loss -= log(max(probabilities[labels[row] ?? 0] ?? 0, 1e-15));
    chosen.push(highest(probabilities));
    for (let place = 0; place < looked.length; place++) scores[place]?.push(probabilities[looked[place] ?? 0] ?? 0);
  }
  const ofClasses = looked.map((label, place) => measureClass(label, scores[place] ?? [], chosen, labels));
  const mean = (of: (one: ClassMeasures) => number) =>
    ofClasses.reduce((sum, one) => sum + of(one), 0) / ofClasses.length;
  return roundAll({
    accuracy: chosen.filter((label, row) => label === labels[row]).length / rows.length,
    f1: mean(({ f1 }) => f1),
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    auc: mean(({ auc }) => auc),
    loss: loss / rows.length,
  });
}

/** The first place of the highest value. */
function highest(values: Float64Array): number {
  let best = 0;
  for (let place = 1; place < values.length; place++) {
    if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  }
  return best;
}

interface ClassMeasures {
  f1: number;
  precision: number;
  recall: number;
  auc: number;
}

function measureClass(
  label: number,
  scores: readonly number[],
  chosen: readonly number[],
  labels: readonly number[],
): ClassMeasures {
  const own = scores.filter((_, row) => labels[row] === label);
  const others = scores.filter((_, row) => labels[row] !== label);
  const found = chosen.filter((one) => one === label).length;
  const hits = chosen.filter((one, row) => one === label && labels[row] === label).length;
  const precision = found === 0 ? 0 : hits / found;
  const recall = hits / own.length;
  return {
    ...{ precision, recall, auc: areaUnderCurve(own, others) },
    f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** How often one of the class has a higher score than one of the others; the same score counts half. */
function areaUnderCurve(own: readonly number[], others: readonly number[]): number {
  let won = 0;
  for (const score of own) {
    for (const other of others) won += score > other ? 1 : score === other ? 0.5 : 0;
  }
  return won / (own.length * others.length);
}
