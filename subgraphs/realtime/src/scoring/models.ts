import { createHash } from 'node:crypto';
import type { Call } from './calls.ts';
import type { ServedArtifact } from './scorers.ts';
import type { Signature, TensorSpec } from './tensors.ts';
import { takesOneRow } from './trial.ts';

/** An artifact that is loaded somewhere, or wanted. */
export class Model {
  readonly key: string;
  artifact: ServedArtifact;
  /** Who waits for a run, oldest first. */
  readonly waiting: Call[] = [];
  /** Who waits until it is loaded. */
  readonly warming: PromiseWithResolvers<void>[] = [];
  /** It was loaded and has run. */
  isProven = false;
  isLoading = false;
  /** Of its file. */
  bytes = 0;
  /** Models are run in turn: whose was longest ago comes first. */
  turn = 0;
  /** It is not loaded again before, by performance.now(). */
  loadAfter = 0;
  #msPerRow = 0;

  constructor(key: string, artifact: ServedArtifact) {
    this.key = key;
    this.artifact = artifact;
  }

  get isWanted(): boolean {
    return this.waiting.length + this.warming.length > 0;
  }

  /** What was computed for each row counts for less with each run after it. */
  learn(msPerRow: number): void {
    this.#msPerRow = Math.max(msPerRow, this.#msPerRow * FORGETTING);
  }

  /** How many rows may go as one batch, so that it is done long before its deadline. */
  mostRows(runMs: number): number {
    if (takesOneRow(this.artifact.signature)) return 1;
    return Math.max(1, Math.floor((runMs * BATCH_SHARE) / Math.max(this.#msPerRow, 1e-6)));
  }

  /** Tells all who wait that it is of no use to. */
  refuse(reason: unknown): void {
    for (const call of this.waiting.splice(0)) call.reject(reason);
    for (const waiter of this.warming.splice(0)) waiter.reject(reason);
  }
}

const FORGETTING = 0.8;
const BATCH_SHARE = 0.25;

/** All files together of what is kept loaded. */
const MAX_BYTES = 134_217_728;

/** The artifacts by their keys; those used last stand at the end. */
export class Models {
  readonly #models = new Map<string, Model>();
  readonly #maxCount: number;

  constructor(maxCount: number) {
    this.#maxCount = maxCount;
  }

  /** The artifact, as the one used last. */
  use(artifact: ServedArtifact): Model {
    const key = keyOf(artifact);
    const model = this.#models.get(key) ?? new Model(key, artifact);
    model.artifact = artifact;
    this.#models.delete(key);
    this.#models.set(key, model);
    return model;
  }

  all(): Model[] {
    return [...this.#models.values()];
  }

  /** Takes out what nobody waits for and what there is no place for, oldest first. */
  evict(): Model[] {
    let bytes = this.all().reduce((sum, model) => sum + model.bytes, 0);
    const evicted: Model[] = [];
    for (const model of this.#models.values()) {
      const isTooMuch = this.#models.size > this.#maxCount || bytes > MAX_BYTES;
      if (model.isWanted || model.isLoading || (model.isProven && !isTooMuch)) continue;
      this.#models.delete(model.key);
      bytes -= model.bytes;
      evicted.push(model);
    }
    return evicted;
  }
}

const digests = new WeakMap<Signature, string>();

/** A file may be served with several signatures, and each must fit. */
export function keyOf({ sha256, signature }: ServedArtifact): string {
  const known = digests.get(signature);
  if (known) return `${sha256}:${known}`;
  const specs = [signature.inputs.map(toSpec), signature.outputs.map(toSpec)];
  const digest = createHash('sha256').update(JSON.stringify(specs)).digest('base64url');
  digests.set(signature, digest);
  return `${sha256}:${digest}`;
}

const toSpec = ({ name, datatype, shape }: TensorSpec) => [name, datatype, shape];
