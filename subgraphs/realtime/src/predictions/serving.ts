import type { Logger } from '@tributary/common/log';
import type { Database } from '../database.ts';
import { noScorers, type Scorers } from '../scoring/scorers.ts';
import { createServedModels, type ServedModels } from '../serving/served-models.ts';
import { createFlights, type Flights } from './flights.ts';

/** What a process keeps to predict with, whoever asks. */
export interface Serving {
  /** The process's own: what is computed for one request may be there for others. */
  readonly db: Database;
  readonly scorers: Scorers;
  readonly models: ServedModels;
  readonly flights: Flights;
  readonly log: Logger;
}

/** What a process runs models with, and what it knows of those that answer. */
export interface ModelRunners {
  readonly scorers?: Scorers;
  readonly models?: ServedModels;
}

export const createServing = (
  db: Database,
  { scorers = noScorers, models = createServedModels(db, scorers) }: ModelRunners,
  log: Logger,
): Serving => ({
  db,
  scorers,
  models,
  flights: createFlights(),
  log,
});
