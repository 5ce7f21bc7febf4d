import { ModelFault, type Scorers } from '@tributary/realtime/scoring/scorers';
import type { Tensor } from '@tributary/realtime/scoring/tensors';

/** A model as a function of its inputs. */
export type ComputedModel = (inputs: readonly Tensor[], rows: number) => readonly Tensor[];

export interface ComputingScorers extends Scorers {
  /** The models by the digest of their artifact. */
  readonly models: Map<string, ComputedModel>;
  /** What was run since it was last emptied: digest and rows. */
  readonly runs: { sha256: string; rows: number }[];
  /** Digests that were warmed. */
  readonly warmed: string[];
  /** Runs wait for it before they answer. */
  hold: Promise<unknown>;
}

/** Scorers that compute in this process: for what is done around a score. */
export function createComputingScorers(): ComputingScorers {
  const scorers: ComputingScorers = {
    models: new Map(),
    runs: [],
    warmed: [],
    hold: Promise.resolve(),
    warm: async ({ sha256 }) => {
      scorers.warmed.push(sha256);
    },
    run: async ({ sha256 }, inputs, rows) => {
      scorers.runs.push({ sha256, rows });
      await scorers.hold;
      const model = scorers.models.get(sha256);
      if (!model) throw new ModelFault(`The artifact ${sha256} is no model.`);
      return model(inputs, rows);
    },
    close: async () => undefined,
  };
  return scorers;
}

/** A logistic regression over one tensor: a label of two classes, and their probabilities. */
export const logistic =
  (weights: readonly number[]): ComputedModel =>
  ([input], rows) => {
    const label = new BigInt64Array(rows);
    const probabilities = new Float32Array(rows * 2);
    for (let row = 0; row < rows; row++) {
      const z = weights.reduce(
        (sum, weight, place) => sum + weight * Number(input?.data[row * weights.length + place]),
        0,
      );
      const share = 1 / (1 + Math.exp(-z));
      label[row] = share > 0.5 ? 1n : 0n;
      probabilities.set([1 - share, share], row * 2);
    }
    return [
      { name: 'label', datatype: 'INT64', shape: [rows], data: label },
      { name: 'probabilities', datatype: 'FP32', shape: [rows, 2], data: probabilities },
    ];
  };
