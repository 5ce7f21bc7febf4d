import type { Logger } from '@tributary/common/log';
import type { Database } from '../database.ts';
import { noScorers, type Scorers } from '../scoring/scorers.ts';
import { createServedModels, type ServedModels } from '../serving/served-models.ts';
import { createFlights, type Flights } from './flights.ts';
import { createLogPlaces, type LogPlaces } from './log-places.ts';

/** What a process keeps to predict with, whoever asks. */
export interface Serving {
  /** The process's own: what is computed for one request may be there for others. */
  readonly db: Database;
  readonly scorers: Scorers;
  readonly models: ServedModels;
  readonly flights: Flights;
  readonly logPlaces: LogPlaces;
  /** How long others wait for a score that a process has begun: whatever became of that process, no longer. */
  readonly lockMs: number;
  readonly log: Logger;
}

/** Later than a usual run ends. */
const LOCK_MS = 2_000;

/** What a process runs models with, and what it knows of those that answer. */
export interface ModelRunners {
  readonly scorers?: Scorers;
  readonly models?: ServedModels;
  readonly lockMs?: number;
}

export const createServing = (
  db: Database,
  { scorers = noScorers, models = createServedModels(db, scorers), lockMs = LOCK_MS }: ModelRunners,
  log: Logger,
): Serving => ({
  db,
  scorers,
  models,
  flights: createFlights(),
  logPlaces: createLogPlaces(),
  lockMs,
  log,
});
