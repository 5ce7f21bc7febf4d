import type { Signature, Tensor } from './tensors.ts';

/** An ONNX model, by the digest of its file. */
export interface ServedArtifact {
  readonly sha256: string;
  readonly signature: Signature;
  /** Its file; asked where a scorer must load it. */
  read(): Promise<Uint8Array>;
}

/** Runs models in processes of their own, which a model may bring down without harm to anybody else. */
export interface Scorers {
  /**
   * Loads the artifact and runs it once, in a scorer that nobody else waits for.
   * @throws ModelFault where the artifact is at fault, ScorersUnavailable where this machine runs no models.
   */
  warm(artifact: ServedArtifact): Promise<void>;
  /**
   * Runs the artifact over rows: the first dimension of each tensor. What waits for one artifact while a scorer is busy
   * goes as one batch. An artifact that is not loaded is warmed first.
   * @returns the outputs that the signature names, in its order.
   * @throws ModelFault where the artifact is at fault, ScorersUnavailable where this machine runs no models, ScorersBusy
   * where too many wait already.
   */
  run(artifact: ServedArtifact, inputs: readonly Tensor[], rows: number): Promise<readonly Tensor[]>;
  /** Ends all scorers; what waits is rejected. */
  close(): Promise<void>;
}

/** The artifact is at fault. The message is a sentence for whoever deployed it or asked it. */
export class ModelFault extends Error {}

/** This machine runs no models. The message is a sentence that says why. */
export class ScorersUnavailable extends Error {}

/** What all who wait are told at the end. */
export const stopping = (): ScorersUnavailable => new ScorersUnavailable('The service is stopping: try again.');

/** More is asked than can be run in a bounded time; nothing was begun. */
export class ScorersBusy extends Error {}

/** Of a process that was started without scorers. */
export const noScorers: Scorers = {
  warm: () => Promise.reject(new ScorersUnavailable('This process was started without scorers.')),
  run: () => Promise.reject(new ScorersUnavailable('This process was started without scorers.')),
  close: () => Promise.resolve(),
};
