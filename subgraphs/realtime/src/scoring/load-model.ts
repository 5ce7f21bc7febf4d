import { refuseLarge } from './check-model.ts';
import type { Model } from './models.ts';
import type { Place, Ran } from './place.ts';
import { ScorerLost } from './scorer.ts';

/**
 * Loads a model in a scorer, and learns what a row of it costs.
 * @throws ModelFault where it is at fault, ScorersUnavailable where no scorer can be started, and what its reading throws.
 */
export async function loadModel(place: Place, model: Model): Promise<void> {
  const file = await model.artifact.read();
  refuseLarge(file.byteLength);
  const { msPerRow } = await loadTwice(place, model, file);
  model.bytes = file.byteLength;
  model.isProven = true;
  model.learn(msPerRow);
}

/** Where a scorer was lost and it may have been another's fault, a new one tells. */
async function loadTwice(place: Place, model: Model, file: Uint8Array): Promise<Ran> {
  try {
    return await place.load(model, file);
  } catch (error) {
    if (!(error instanceof ScorerLost && error.isDoubtful)) throw error;
    return place.load(model, file);
  }
}
