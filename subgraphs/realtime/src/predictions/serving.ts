import type { Logger } from '@tributary/common/log';
import type { Database } from '../database.ts';
import type { Scorers } from '../scoring/scorers.ts';
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

export const createServing = (db: Database, scorers: Scorers, log: Logger): Serving => ({
  db,
  scorers,
  models: createServedModels(db, scorers),
  flights: createFlights(),
  log,
});
