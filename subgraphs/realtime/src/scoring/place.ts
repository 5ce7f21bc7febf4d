import { packTensors, toSpecs, unpackTensors } from './messages.ts';
import type { Model } from './models.ts';
import { type Scorer, ScorerLost, startScorer } from './scorer.ts';
import { ModelFault } from './scorers.ts';
import type { Tensor } from './tensors.ts';
import { takesOneRow, trialInputs } from './trial.ts';

export interface PlaceOptions {
  readonly memoryMib: number;
  readonly makeMs: number;
  readonly runMs: number;
  /** Hears that its scorer is gone, with all that it had loaded. */
  readonly onEnded: () => void;
}

/** Outputs, and what the processor computed for each row of them. */
export interface Ran {
  readonly outputs: readonly Tensor[];
  readonly msPerRow: number;
}

/** Where a scorer is, or will be once it is needed; what ended is replaced when it is needed again. */
export class Place {
  readonly #options: PlaceOptions;
  #scorer: Scorer | undefined;
  /** When that was last started, or could not be, by performance.now(). */
  triedAt = Number.NEGATIVE_INFINITY;
  #toRelease: string[] = [];
  /** The keys of the models that its scorer has loaded. */
  readonly sessions = new Set<string>();
  isBusy = false;
  /** The key of the model that has been running for longer than most do. */
  heldUpBy: string | undefined;

  constructor(options: PlaceOptions) {
    this.#options = options;
  }

  get isStarted(): boolean {
    return this.#scorer !== undefined;
  }

  /** Whether whoever comes here finds all that they would find there. */
  covers(other: Place): boolean {
    return other.sessions.isSubsetOf(this.sessions);
  }

  /**
   * Loads an artifact and runs it, once with one row and once with two.
   * @throws ModelFault where the artifact is at fault, ScorersUnavailable where no scorer can be started.
   */
  async load({ key, artifact: { sha256, signature } }: Model, file: Uint8Array): Promise<Ran> {
    const scorer = await this.start();
    const release = this.#toRelease;
    this.#toRelease = [];
    const request = { ask: 'make' as const, key, sha256, signature: toSpecs(signature), release };
    const { answer } = await scorer.ask({ request, parts: [file], deadlineMs: this.#options.makeMs });
    if (answer.answer === 'fault') throw new ModelFault(answer.reason);
    try {
      const ran = await this.run(key, trialInputs(signature, 1), 1);
      if (!takesOneRow(signature)) await this.run(key, trialInputs(signature, 2), 2);
      this.sessions.add(key);
      return ran;
    } catch (error) {
      this.#toRelease.push(key);
      throw error;
    }
  }

  /** @throws ModelFault where the artifact is at fault; ScorerLost where its scorer is gone over it. */
  async run(key: string, inputs: readonly Tensor[], rows: number): Promise<Ran> {
    const scorer = this.#scorer;
    if (!scorer) throw new ScorerLost('The process that ran the model has ended: try again.', { isDoubtful: true });
    const { packed, parts } = packTensors(inputs);
    const request = { ask: 'run' as const, key, rows, tensors: packed };
    const { answer, body } = await scorer.ask({ request, parts, deadlineMs: this.#options.runMs });
    if (answer.answer === 'fault') throw new ModelFault(answer.reason);
    if (answer.answer !== 'ran') throw new Error(`A scorer answered ${answer.answer} to run`);
    return { outputs: unpackTensors(answer.tensors, body), msPerRow: answer.computedMs / rows };
  }

  /** What is not wanted any more goes when the next is loaded. */
  release(key: string): void {
    if (this.sessions.delete(key)) this.#toRelease.push(key);
  }

  async end(): Promise<void> {
    this.#scorer?.end();
    await this.#scorer?.ended;
  }

  /**
   * Has the scorer stand ready, which it may before it is needed.
   * @throws ScorersUnavailable where none can be started.
   */
  async start(): Promise<Scorer> {
    if (!this.#scorer) {
      this.triedAt = performance.now();
      const scorer = startScorer(this.#options);
      this.#scorer = scorer;
      scorer.ended.then(() => {
        this.#scorer = undefined;
        this.#toRelease = [];
        this.sessions.clear();
        this.#options.onEnded();
      });
    }
    const scorer = this.#scorer;
    try {
      await scorer.ready;
    } catch (error) {
      await this.end();
      this.triedAt = performance.now();
      throw error;
    }
    return scorer;
  }
}
