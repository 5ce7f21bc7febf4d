import type { Tensor } from '../scoring/tensors.ts';
import type { ServedSignature } from '../serving/snapshot.ts';
import type { PredictionHead } from './stored.ts';

/** What a model answered does not fit its signature. */
export class OddOutput extends Error {}

/** What a model said of one entity. */
export type Answer = Pick<PredictionHead, 'output' | 'label' | 'score' | 'probabilities'>;

/**
 * What a model said, row by row: an integer or text output of rank 1 is the label, a float one of rank 2 the
 * probabilities, by the names of the classes; without either, the one float that there is for each row is the score.
 * @throws OddOutput where an output has not as many rows.
 */
export function readAnswers({ outputs, classes }: ServedSignature, tensors: readonly Tensor[], rows: number): Answer[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const named = outputs.flatMap((spec) => {
    const tensor = byName.get(spec.name);
    return tensor ? [{ spec, tensor, width: widthOf(spec.shape, tensor, rows) }] : [];
  });
  const labels = named.find(({ spec }) => spec.shape.length === 1 && !isFloat(spec) && spec.datatype !== 'BOOL');
  const probabilities = named.find(
    ({ spec, width }) => classes && spec.shape.length === 2 && isFloat(spec) && width === classes.length,
  );
  const values =
    labels || classes ? [] : named.filter(({ spec, width }) => isFloat(spec) && spec.shape.length <= 2 && width === 1);
  const value = values.length === 1 ? values[0] : undefined;
  return Array.from({ length: rows }, (_, row): Answer => {
    const output = Object.fromEntries(named.map(({ tensor, width }) => [tensor.name, jsonOf(tensor, row, width)]));
    const shares = probabilities && classes ? sharesOf(probabilities.tensor, row, classes) : null;
    const label = labels ? labelOf(itemOf(labels.tensor, row), classes) : shares && likeliest(shares);
    return {
      output,
      label,
      score: value
        ? finite(Number(itemOf(value.tensor, row)))
        : label !== null && shares
          ? (shares[label] ?? null)
          : null,
      probabilities: shares,
    };
  });
}

const isFloat = ({ datatype }: { datatype: string }) => datatype.startsWith('FP');

function widthOf(shape: readonly number[], { name, data }: Tensor, rows: number): number {
  const width = data.length / rows;
  if (!Number.isInteger(width) || (shape.length === 1 && width !== 1))
    throw new OddOutput(`Its output ${name} has ${data.length} values for ${rows} rows.`);
  return width;
}

const itemOf = ({ data }: Tensor, at: number): number | bigint | string => data[at] ?? Number.NaN;

/** A text that is a class is one; a number counts the classes, unless they are numbers themselves. */
function labelOf(item: number | bigint | string, classes: readonly string[] | null): string {
  const text = String(item);
  if (!classes || typeof item === 'string' || classes.includes(text)) return text;
  return classes[Number(item)] ?? text;
}

/** Null where one is no number. */
function sharesOf({ data }: Tensor, row: number, classes: readonly string[]): Record<string, number> | null {
  const begin = row * classes.length;
  const shares = classes.map((_, place) => Number(data[begin + place]));
  return shares.every(Number.isFinite)
    ? Object.fromEntries(classes.map((name, place) => [name, shares[place] ?? 0]))
    : null;
}

function likeliest(shares: Readonly<Record<string, number>>): string | null {
  let best: string | null = null;
  for (const [name, share] of Object.entries(shares)) {
    if (best === null || share > (shares[best] ?? Number.NEGATIVE_INFINITY)) best = name;
  }
  return best;
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** A row of an output as JSON: a value, or lists by its dimensions. */
function jsonOf({ data, shape, datatype }: Tensor, row: number, width: number): unknown {
  const items: unknown[] = [];
  for (let place = row * width; place < (row + 1) * width; place++) {
    const item = data[place];
    items.push(datatype === 'BOOL' ? item === 1 : toJson(item));
  }
  if (shape.length <= 1) return items[0];
  return shape.length === 2 ? items : nest(items, shape.slice(1));
}

function nest(items: readonly unknown[], [size = 1, ...rest]: readonly number[]): unknown[] {
  if (rest.length === 0) return [...items];
  const each = items.length / Math.max(1, size);
  return Array.from({ length: size }, (_, place) => nest(items.slice(place * each, (place + 1) * each), rest));
}

/** JSON has no NaN and no infinities, and whole numbers only as far as doubles are exact. */
function toJson(item: number | bigint | string | undefined): unknown {
  if (typeof item === 'bigint') return Number.isSafeInteger(Number(item)) ? Number(item) : String(item);
  return typeof item === 'number' && !Number.isFinite(item) ? String(item) : (item ?? null);
}
