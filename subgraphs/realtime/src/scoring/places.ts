import type { Model } from './models.ts';
import { Place, type PlaceOptions } from './place.ts';

/** The scorers that run models, and the spare one that loads them. */
export class Places {
  readonly regulars: Place[];
  spare: Place;

  constructor(count: number, options: PlaceOptions) {
    this.regulars = Array.from({ length: count }, () => new Place(options));
    this.spare = new Place(options);
  }

  /** The spare one comes first: where only some can be started, it must be among them, since it loads for all. */
  all(): Place[] {
    return [this.spare, ...this.regulars];
  }

  hasLoaded({ key }: Model): boolean {
    return this.all().some((place) => place.sessions.has(key));
  }

  /** The regular scorers that have a model loaded. */
  #holders({ key }: Model): Place[] {
    return this.regulars.filter((place) => place.sessions.has(key));
  }

  /**
   * Puts the spare scorer in the place of another, where that lets somebody's run begin: the spare one must have all that
   * the other has.
   */
  changeRoles(models: readonly Model[]): boolean {
    for (const model of models) {
      if (model.waiting.length === 0 || !this.spare.sessions.has(model.key)) continue;
      const holders = this.#holders(model);
      const [place] = this.regulars
        .filter((place) => this.spare.covers(place) && canLeave(place, model, holders))
        // One that is idle, and of these one that was started.
        .sort((one, other) => Number(one.isBusy) - Number(other.isBusy) || other.sessions.size - one.sessions.size);
      if (!place) continue;
      this.regulars[this.regulars.indexOf(place)] = this.spare;
      this.spare = place;
      return true;
    }
    return false;
  }

  /** What the spare scorer is to load next: what is waited for or, where nothing is, what others have and it has not. */
  nextForSpare(models: readonly Model[]): Model | undefined {
    const now = performance.now();
    const lacking = models.filter((model) => !model.isLoading && !this.spare.sessions.has(model.key));
    const wanted = this.#wanted(models);
    const wantedHere = lacking.filter((model) => wanted.includes(model));
    const toCover = lacking.findLast((model) => model.isProven && model.loadAfter <= now);
    // What could run here already, were it not for what is lacking.
    const isHeldUp = wanted.length > wantedHere.length;
    return wantedHere.find((model) => model.isProven) ?? (isHeldUp ? toCover : undefined) ?? wantedHere[0] ?? toCover;
  }

  /** What a regular scorer that has nothing may load: nobody waits for it, and what was run before harms nobody. */
  nextForEmpty(models: readonly Model[]): Model | undefined {
    return this.#wanted(models).find((model) => model.isProven);
  }

  /** What somebody waits for and no regular scorer can run. */
  #wanted(models: readonly Model[]): Model[] {
    return models.filter((model) => !model.isLoading && model.isWanted && this.#holders(model).length === 0);
  }
}

/** Whether the model could begin at once in the place of this scorer, and not here. */
function canLeave(place: Place, { key }: Model, holders: readonly Place[]): boolean {
  // Whoever waits for the model that takes so long must not hold up another scorer, too.
  if (holders.includes(place)) return place.heldUpBy !== undefined && place.heldUpBy !== key;
  return holders.length === 0 || !place.isBusy;
}
