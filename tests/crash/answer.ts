import { z } from 'zod';

const errorShape = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
  extensions: z.object({
    code: z.string(),
    service: z.string().optional(),
    requestId: z.string().optional(),
    outcome: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
  }),
});

export type AnswerError = z.output<typeof errorShape>;

/** The body of an answer. */
export const bodyShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorShape).default([]),
});

export type AnswerBody = z.output<typeof bodyShape>;

/** Undefined where a body has come to its end and is no answer in GraphQL. */
export function readBody(text: string): AnswerBody | undefined {
  try {
    return bodyShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What is said where a service or its store does not answer. */
export const AWAY_CODES: ReadonlySet<string> = new Set([
  'STORE_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_UNAVAILABLE',
]);

/** Whether an error with this code may be gone a moment later. */
export const isPassing = (code: unknown): boolean =>
  typeof code === 'string' && (code === 'OVERLOADED' || AWAY_CODES.has(code));

/** As much of an answer as says what became of a mutation. */
export interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly { readonly extensions: { readonly code?: unknown; readonly outcome?: unknown } }[];
}

/** What became of a mutation, as its answer says. */
export type Said = 'done' | 'not done' | 'unknown';

/**
 * What an answer says of the mutation that it calls `write`.
 * @param refusals types that are an answer like another, and say that nothing was done.
 */
export function readOutcome(
  { data, errors = [] }: Answered,
  refusals: readonly string[] = [],
): Said | { surprise: unknown } {
  const write: unknown = data?.write;
  if (typeof write === 'object' && write !== null && '__typename' in write) {
    const type = String(write.__typename);
    if (type.endsWith('Success')) return 'done';
    return refusals.includes(type) ? 'not done' : { surprise: write };
  }
  if (errors.length === 0) return { surprise: data };
  return errors.some(({ extensions }) => extensions.outcome === 'UNKNOWN') ? 'unknown' : 'not done';
}

/** Whether the same mutation may be answered otherwise a moment later. */
export const mayPass = ({ errors = [] }: Answered): boolean =>
  errors.length > 0 && errors.every(({ extensions }) => isPassing(extensions.code));
