import type { Logger } from '@tributary/common/log';
import { answerBatch, type Call, takeBatch } from './calls.ts';
import { loadModel } from './load-model.ts';
import { keyOf, type Model, Models } from './models.ts';
import type { Place } from './place.ts';
import { Places } from './places.ts';
import { joinRows, sizeOf } from './rows.ts';
import { ScorerLost } from './scorer.ts';
import { ModelFault, type Scorers, ScorersUnavailable, type ServedArtifact, stopping } from './scorers.ts';
import { SetAside } from './set-aside.ts';
import type { Tensor } from './tensors.ts';
import { WaitingRoom } from './waiting-room.ts';

export interface ScorersOptions {
  /** How many run models at the same time; one more loads them. */
  readonly count: number;
  /** What each of them may take. */
  readonly memoryMib: number;
  readonly log: Logger;
  /** How long loading may take. */
  readonly makeMs?: number;
  /** How long one run may take. */
  readonly runMs?: number;
  /** For how long an artifact is set aside at first that failed three times in a row. */
  readonly setAsideMs?: number;
  /** How many artifacts are kept loaded. */
  readonly maxSessions?: number;
}

/** Who runs for longer gives others reason to go elsewhere; batches are made to take a quarter of a run's time. */
const HELD_UP_MS = 100;
/** How long nothing is tried again that failed for other reasons than a model's, such as a store that is away. */
const PAUSE_MS = 5_000;

/** Starts them at once: a process takes longer to start than whoever deploys waits. */
export const openScorers = (options: ScorersOptions): Scorers => new Pool(options);

/**
 * Scorers, and one to spare. Models are loaded, which may take long, in the spare one: so what others are asked waits for
 * no more than a run. Once it has all that another has, and something that is waited for beside, the two change roles.
 * One that was lost over a model, and has nothing any more, is replaced in the same way, and so is one that a slow run
 * holds up while others wait.
 */
class Pool implements Scorers {
  readonly #log: Logger;
  readonly #runMs: number;
  readonly #places: Places;
  readonly #models: Models;
  readonly #setAside: SetAside;
  readonly #underWay = new Set<Promise<void>>();
  readonly #room = new WaitingRoom();
  #turns = 0;
  #unavailable: { readonly error: unknown; readonly until: number } | undefined;
  #isClosed = false;

  constructor(options: ScorersOptions) {
    const { count, memoryMib, log, makeMs = 5_000, runMs = 1_000, setAsideMs = 60_000, maxSessions = 64 } = options;
    this.#log = log;
    this.#runMs = runMs;
    this.#places = new Places(count, { memoryMib, makeMs, runMs, onEnded: () => this.#pump() });
    this.#models = new Models(maxSessions);
    this.#setAside = new SetAside(setAsideMs);
    this.#pump();
  }

  async warm(artifact: ServedArtifact): Promise<void> {
    this.#refuse(artifact);
    const model = this.#models.use(artifact);
    if (this.#places.hasLoaded(model)) return;
    const waiter = Promise.withResolvers<void>();
    model.warming.push(waiter);
    this.#pump();
    return waiter.promise;
  }

  async run(artifact: ServedArtifact, inputs: readonly Tensor[], rows: number): Promise<readonly Tensor[]> {
    this.#refuse(artifact);
    const bytes = sizeOf(inputs);
    return this.#room.during(bytes, async () => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Tensor[]>();
      this.#models.use(artifact).waiting.push({ inputs, rows, bytes, isAlone: false, resolve, reject });
      this.#pump();
      return promise;
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const model of this.#models.all()) model.refuse(stopping());
    await Promise.all(this.#places.all().map((place) => place.end()));
    await Promise.all(this.#underWay);
  }

  /** Tells at once who would wait in vain. */
  #refuse(artifact: ServedArtifact): void {
    if (this.#isClosed) throw stopping();
    if (this.#unavailable && performance.now() < this.#unavailable.until) throw this.#unavailable.error;
    this.#setAside.check(keyOf(artifact));
  }

  /** Gives each scorer that is idle something to do. */
  #pump(): void {
    if (this.#isClosed) return;
    const places = this.#places;
    for (const place of places.regulars) if (!place.isBusy) this.#beginRun(place);
    if (!places.spare.isBusy && places.changeRoles(this.#models.all())) {
      this.#pump();
      return;
    }
    this.#beginLoads();
    for (const place of places.all()) if (!place.isBusy && this.#mayStartAhead(place)) this.#startAhead(place);
    for (const { key } of this.#models.evict()) for (const place of places.all()) place.release(key);
  }

  #beginRun(place: Place): void {
    const asked = this.#models.all().filter(({ waiting, key }) => waiting[0] && place.sessions.has(key));
    for (const model of asked.sort((one, other) => one.turn - other.turn)) {
      const batch = takeBatch(model.waiting, model.mostRows(this.#runMs));
      if (batch.length === 0) continue;
      this.#occupy(place, () => this.#runBatch(place, model, batch));
      return;
    }
  }

  #beginLoads(): void {
    const { spare, regulars } = this.#places;
    const models = this.#models.all();
    const next = spare.isBusy ? undefined : this.#places.nextForSpare(models);
    if (next) this.#occupy(spare, () => this.#load(spare, next));
    for (const place of regulars) {
      if (place.isBusy || place.sessions.size > 0) continue;
      const next = this.#places.nextForEmpty(models);
      if (next) this.#occupy(place, () => this.#load(place, next));
    }
  }

  /** One that ends soon after it was started is not started again before it is needed. */
  #mayStartAhead(place: Place): boolean {
    const now = performance.now();
    return !place.isStarted && now - place.triedAt > PAUSE_MS && now >= (this.#unavailable?.until ?? 0);
  }

  #startAhead(place: Place): void {
    this.#occupy(place, async () => {
      try {
        const { pid } = await place.start();
        this.#log.debug({ pid }, 'a scorer stands ready');
      } catch (error) {
        this.#cannotStart(error);
      }
    });
  }

  #occupy(place: Place, work: () => Promise<void>): void {
    place.isBusy = true;
    const done = work().finally(() => {
      place.isBusy = false;
      this.#underWay.delete(done);
      this.#pump();
    });
    this.#underWay.add(done);
  }

  async #runBatch(place: Place, model: Model, batch: readonly Call[]): Promise<void> {
    this.#turns += 1;
    model.turn = this.#turns;
    const rows = batch.reduce((sum, call) => sum + call.rows, 0);
    const heldUp = setTimeout(() => {
      place.heldUpBy = model.key;
      this.#pump();
    }, HELD_UP_MS);
    try {
      const { outputs, msPerRow } = await place.run(model.key, joinRows(batch.map(({ inputs }) => inputs)), rows);
      model.learn(msPerRow);
      this.#setAside.succeeded(model.key);
      answerBatch(batch, outputs);
    } catch (error) {
      if (error instanceof ModelFault && !(error instanceof ScorerLost) && batch.length > 1) {
        // The fault may be in what one of them gave.
        model.waiting.unshift(...batch.map((call) => ({ ...call, isAlone: true })));
        return;
      }
      if (error instanceof ScorerLost) this.#failed(model, error);
      for (const call of batch) call.reject(error);
    } finally {
      clearTimeout(heldUp);
      place.heldUpBy = undefined;
    }
  }

  async #load(place: Place, model: Model): Promise<void> {
    model.isLoading = true;
    try {
      await loadModel(place, model);
      for (const waiter of model.warming.splice(0)) waiter.resolve();
    } catch (error) {
      if (error instanceof ModelFault) this.#failed(model, error);
      else if (error instanceof ScorersUnavailable) this.#cannotStart(error);
      model.loadAfter = performance.now() + PAUSE_MS;
      // Where others have it, who waits gets answers.
      if (!this.#places.hasLoaded(model)) model.refuse(error);
    } finally {
      model.isLoading = false;
    }
  }

  #failed(model: Model, fault: ModelFault): void {
    this.#log.warn({ err: fault, sha256: model.artifact.sha256 }, 'a model failed');
    this.#setAside.failed(model.key, fault.message);
    try {
      this.#setAside.check(model.key);
    } catch (aside) {
      model.refuse(aside);
    }
  }

  /** Where others were started, these do the work. */
  #cannotStart(error: unknown): void {
    if (this.#isClosed) return;
    if (this.#places.all().some(({ isStarted }) => isStarted)) {
      this.#log.warn({ err: error }, 'a scorer cannot be started');
      return;
    }
    this.#log.error({ err: error }, 'models cannot be run');
    this.#unavailable = { error, until: performance.now() + PAUSE_MS };
    for (const model of this.#models.all()) model.refuse(error);
  }
}
