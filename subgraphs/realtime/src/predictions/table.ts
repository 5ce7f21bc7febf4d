import type { Keepable } from './score-once.ts';
import type { Scored } from './stored.ts';

/** Predictions of many entities, column by column, in their order; null where there is none. */
export interface PredictionTable {
  readonly modelId: string;
  readonly entities: readonly string[];
  readonly versions: (number | null)[];
  readonly labels: (string | null)[];
  readonly scores: (number | null)[];
  readonly outputs: unknown[];
  readonly cached: (boolean | null)[];
  readonly quarantined: (boolean | null)[];
  /** One for each entity without an answer. */
  readonly errors: { entity: string; message: string }[];
  readonly latencyMs: number;
}

/** What came of one entity. */
export type Result =
  | { readonly scored: Scored; readonly cached: boolean; readonly keepable?: Keepable }
  | { readonly message: string; readonly error: unknown };

export function toTable(
  modelId: string,
  entities: readonly string[],
  results: ReadonlyMap<string | null, Result>,
  latencyMs: number,
): PredictionTable {
  const found = entities.map((entity) => results.get(entity));
  const answers = found.map((result) => (result && 'scored' in result ? result.scored.prediction : undefined));
  return {
    modelId,
    entities,
    versions: answers.map((answer) => answer?.version ?? null),
    labels: answers.map((answer) => answer?.label ?? null),
    scores: answers.map((answer) => answer?.score ?? null),
    outputs: answers.map((answer) => answer?.output ?? null),
    cached: found.map((result) => (result && 'scored' in result ? result.cached : null)),
    quarantined: answers.map((answer) => answer?.quarantined ?? null),
    errors: [...new Set(entities)].flatMap((entity) => {
      const result = results.get(entity);
      return result && 'message' in result ? { entity, message: result.message } : [];
    }),
    latencyMs,
  };
}
