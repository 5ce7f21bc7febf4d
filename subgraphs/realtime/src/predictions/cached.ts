import { createHash } from 'node:crypto';
import type { ServedDeployment } from '../serving/snapshot.ts';
import { readStored, type StoredPrediction, type UsedFeature } from './stored.ts';

/** What an answer holds for: as long as all of it is the same, it may be given again. */
export interface Basis {
  /** Of the values and of the deployment. */
  readonly digest: string;
  readonly modelGeneration: number;
  readonly entityGeneration: number;
}

/** The same for the same values, by the same deployment with the same marks. */
export function digestOf({ id, quarantined, sources }: ServedDeployment, used: readonly UsedFeature[]): string {
  const basis = [
    id,
    quarantined,
    sources.map(({ view, revision }) => [view, revision]),
    used.map(({ value }) => value),
  ];
  return createHash('sha256').update(JSON.stringify(basis)).digest('base64url');
}

/** What is kept for some time: a line of what the answer holds for, and the answer as JSON. */
export const toCached = (
  { digest, modelGeneration, entityGeneration }: Basis,
  computedAt: number,
  endsAt: number,
  answer: string,
) => `${JSON.stringify([digest, modelGeneration, entityGeneration, computedAt, endsAt])}\n${answer}`;

/** An answer from the cache. */
export interface Repeated {
  readonly prediction: StoredPrediction;
  readonly text: string;
  readonly ttlSeconds: number;
}

/** The cached answer, where it holds for this and its time is not over by the model's time to live of now. */
export function readCached(cached: string, basis: Basis, ttlSeconds: number, now: number): Repeated | null {
  const end = cached.indexOf('\n');
  const wanted = JSON.stringify([basis.digest, basis.modelGeneration, basis.entityGeneration]).slice(0, -1);
  if (!cached.startsWith(`${wanted},`)) return null;
  const [, , , computedAt, endsAt] = JSON.parse(cached.slice(0, end));
  const left = Math.min(Number(endsAt), Number(computedAt) + ttlSeconds * 1_000) - now;
  if (!(left > 0)) return null;
  const text = cached.slice(end + 1);
  return { prediction: readStored(text), text, ttlSeconds: Math.ceil(left / 1_000) };
}
