import { hash } from 'node:crypto';
import type { ServedDeployment } from '../serving/snapshot.ts';
import { readStored, type StoredPrediction } from './stored.ts';

/** What an answer holds for: as long as all of it is the same, it may be given again. */
export interface Basis {
  /** Of the values and of the deployment. */
  readonly digest: string;
  readonly modelGeneration: number;
  readonly entityGeneration: number;
}

/** The same for the same values, by the same deployment with the same marks. */
export function digestsOf({ id, quarantined, sources }: ServedDeployment): (values: readonly unknown[]) => string {
  const deployment = JSON.stringify([id, quarantined, sources.map(({ view, revision }) => [view, revision])]);
  return (values) => hash('sha256', `${deployment}${JSON.stringify(values)}`, 'base64url');
}

const beginningOf = ({ digest, modelGeneration, entityGeneration }: Basis) =>
  `${digest} ${modelGeneration} ${entityGeneration} `;

/** What is kept for some time: a line of what the answer holds for and when it ends, and the answer as JSON. */
export const toCached = (basis: Basis, endsAt: number, answer: string): string =>
  `${beginningOf(basis)}${endsAt}\n${answer}`;

/** An answer from the cache. */
export interface Repeated {
  readonly prediction: StoredPrediction;
  readonly text: string;
  readonly ttlSeconds: number;
}

/** The cached answer, where it holds for this and its time is not over by the model's time to live of now. */
export function readCached(
  cached: string | null,
  basis: Basis | null,
  ttlSeconds: number,
  now: number,
): Repeated | null {
  if (cached === null || basis === null) return null;
  const beginning = beginningOf(basis);
  if (!cached.startsWith(beginning)) return null;
  const end = cached.indexOf('\n');
  const endsAt = Number(cached.slice(beginning.length, end));
  const text = cached.slice(end + 1);
  const prediction = readStored(text);
  const left = Math.min(endsAt, prediction.computedAt + ttlSeconds * 1_000) - now;
  return left > 0 ? { prediction, text, ttlSeconds: Math.ceil(left / 1_000) } : null;
}
