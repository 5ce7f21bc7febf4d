import type { Logger } from '@tributary/common/log';
import { answerBatch, type Call, takeBatch } from './calls.ts';
import { refuseLarge } from './check-model.ts';
import { keyOf, type Model, Models } from './models.ts';
import { Place, type Ran } from './place.ts';
import { joinRows, sizeOf } from './rows.ts';
import { ScorerLost } from './scorer.ts';
import { ModelFault, type Scorers, ScorersBusy, ScorersUnavailable, type ServedArtifact } from './scorers.ts';
import { SetAside } from './set-aside.ts';
import type { Tensor } from './tensors.ts';

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

const MAX_WAITING_CALLS = 10_000;
const MAX_WAITING_BYTES = 134_217_728;
/** Who runs for longer gives others reason to go elsewhere; batches are made to take a quarter of a run's time. */
const HELD_UP_MS = 100;
/** How long nothing is tried again that failed for other reasons than a model's, such as a store that is away. */
const PAUSE_MS = 5_000;

/** Starts them as they are needed. */
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
  readonly #regulars: Place[];
  #spare: Place;
  readonly #models: Models;
  readonly #setAside: SetAside;
  readonly #underWay = new Set<Promise<void>>();
  #waitingCalls = 0;
  #waitingBytes = 0;
  #turns = 0;
  #unavailable: { readonly error: ScorersUnavailable; readonly until: number } | undefined;
  #isClosed = false;

  constructor(options: ScorersOptions) {
    const { count, memoryMib, log, makeMs = 5_000, runMs = 1_000, setAsideMs = 60_000, maxSessions = 64 } = options;
    this.#log = log;
    this.#runMs = runMs;
    const newPlace = () => new Place({ memoryMib, makeMs, runMs, onEnded: () => this.#pump() });
    this.#regulars = Array.from({ length: count }, newPlace);
    this.#spare = newPlace();
    this.#models = new Models(maxSessions);
    this.#setAside = new SetAside(setAsideMs);
  }

  async warm(artifact: ServedArtifact): Promise<void> {
    this.#refuse(artifact);
    const model = this.#models.use(artifact);
    if (this.#placesOf(model).length > 0) return;
    const waiter = Promise.withResolvers<void>();
    model.warming.push(waiter);
    this.#pump();
    return waiter.promise;
  }

  async run(
    artifact: ServedArtifact,
    inputs: readonly Tensor[],
    rows: number,
    signal?: AbortSignal,
  ): Promise<readonly Tensor[]> {
    signal?.throwIfAborted();
    this.#refuse(artifact);
    const bytes = sizeOf(inputs);
    if (this.#waitingCalls >= MAX_WAITING_CALLS || this.#waitingBytes + bytes > MAX_WAITING_BYTES) {
      throw new ScorersBusy('There is more to predict than can be scored now: try again later.');
    }
    const { promise, resolve, reject } = Promise.withResolvers<readonly Tensor[]>();
    const isGivenUp = () => signal?.aborted ?? false;
    const giveUp = () => reject(signal?.reason);
    signal?.addEventListener('abort', giveUp);
    this.#waitingCalls += 1;
    this.#waitingBytes += bytes;
    this.#models.use(artifact).waiting.push({ inputs, rows, bytes, isAlone: false, isGivenUp, resolve, reject });
    this.#pump();
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', giveUp);
      this.#waitingCalls -= 1;
      this.#waitingBytes -= bytes;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const model of this.#models.all()) model.refuse(stopping());
    await Promise.all([...this.#regulars, this.#spare].map((place) => place.end()));
    await Promise.all(this.#underWay);
  }

  /** Tells at once who would wait in vain. */
  #refuse(artifact: ServedArtifact): void {
    if (this.#isClosed) throw stopping();
    if (this.#unavailable && performance.now() < this.#unavailable.until) throw this.#unavailable.error;
    this.#setAside.check(keyOf(artifact));
  }

  #placesOf({ key }: Model): Place[] {
    return [...this.#regulars, this.#spare].filter((place) => place.sessions.has(key));
  }

  /** The regular scorers that have a model loaded. */
  #holders({ key }: Model): Place[] {
    return this.#regulars.filter((place) => place.sessions.has(key));
  }

  /** Gives each scorer that is idle something to do. */
  #pump(): void {
    if (this.#isClosed) return;
    for (const place of this.#regulars) if (!place.isBusy) this.#beginRun(place);
    if (!this.#spare.isBusy && this.#changeRoles()) {
      this.#pump();
      return;
    }
    this.#beginLoads();
    for (const { key } of this.#models.evict()) {
      for (const place of [...this.#regulars, this.#spare]) place.release(key);
    }
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

  /** Puts the spare scorer in the place of another, where that lets somebody's run begin. */
  #changeRoles(): boolean {
    const regulars = this.#regulars;
    for (const model of this.#models.all()) {
      if (model.waiting.length === 0 || !this.#spare.sessions.has(model.key)) continue;
      const holders = this.#holders(model);
      const replaceable = regulars
        .filter((place) => this.#spare.covers(place) && canLeave(place, model, holders))
        // One that is idle, and of these one that was started.
        .sort((one, other) => Number(one.isBusy) - Number(other.isBusy) || other.sessions.size - one.sessions.size);
      const [place] = replaceable;
      if (!place) continue;
      regulars[regulars.indexOf(place)] = this.#spare;
      this.#spare = place;
      return true;
    }
    return false;
  }

  #beginLoads(): void {
    const loadable = this.#models.all().filter((model) => !model.isLoading);
    const wanted = loadable.filter((model) => model.isWanted && this.#holders(model).length === 0);
    const proven = wanted.filter((model) => model.isProven);
    if (!this.#spare.isBusy) {
      const isLacking = ({ key }: Model) => !this.#spare.sessions.has(key);
      const now = performance.now();
      const toCover = loadable
        .filter((model) => model.isProven && isLacking(model) && model.loadAfter <= now)
        .reverse();
      // What could run here already, were it not for what is lacking.
      const isHeldUp = wanted.some((model) => !isLacking(model));
      const next =
        proven.find(isLacking) ?? (isHeldUp ? toCover[0] : undefined) ?? wanted.find(isLacking) ?? toCover[0];
      if (next) this.#occupy(this.#spare, () => this.#load(this.#spare, next));
    }
    // Nobody waits for a scorer that has nothing: it need not wait for the spare one either.
    for (const place of this.#regulars) {
      const next = proven.find((model) => !model.isLoading);
      if (next && !place.isBusy && place.sessions.size === 0) this.#occupy(place, () => this.#load(place, next));
    }
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
      const file = await model.artifact.read();
      refuseLarge(file.byteLength);
      const { msPerRow } = await this.#loadTwice(place, model, file);
      model.bytes = file.byteLength;
      model.isProven = true;
      model.learn(msPerRow);
      for (const waiter of model.warming.splice(0)) waiter.resolve();
    } catch (error) {
      if (error instanceof ModelFault) this.#failed(model, error);
      else if (error instanceof ScorersUnavailable) this.#cannotStart(error);
      model.loadAfter = performance.now() + PAUSE_MS;
      model.refuse(error);
    } finally {
      model.isLoading = false;
    }
  }

  /** Where a scorer was lost and it may have been another's fault, a new one tells. */
  async #loadTwice(place: Place, model: Model, file: Uint8Array): Promise<Ran> {
    try {
      return await place.load(model, file);
    } catch (error) {
      if (!(error instanceof ScorerLost && error.isDoubtful)) throw error;
      return place.load(model, file);
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

  #cannotStart(error: ScorersUnavailable): void {
    if (!this.#isClosed) this.#log.error({ err: error }, 'models cannot be run');
    this.#unavailable = { error, until: performance.now() + PAUSE_MS };
  }
}

/** Whether the model could begin at once in the place of this scorer, and not here. */
function canLeave(place: Place, { key }: Model, holders: readonly Place[]): boolean {
  // Whoever waits for the model that takes so long must not hold up another scorer, too.
  if (holders.includes(place)) return place.heldUpBy !== undefined && place.heldUpBy !== key;
  return holders.length === 0 || !place.isBusy;
}

const stopping = () => new ScorersUnavailable('The service is stopping: try again.');
