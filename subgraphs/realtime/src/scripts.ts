import * as features from './features/scripts.ts';
import * as leaderboards from './leaderboards/scripts.ts';
import * as limits from './limits/scripts.ts';
import { cacheAnswers, endLock, forgetPredictions } from './predictions/cache-scripts.ts';
import { closeMinutes, forgetMinutes, restoreTotals } from './predictions/count-scripts.ts';
import { forgetInSlot } from './predictions/forget-script.ts';
import * as predictionLog from './predictions/log-scripts.ts';
import { recordAsked } from './predictions/record-script.ts';
import * as progress from './progress/scripts.ts';
import * as serving from './serving/scripts.ts';
import * as sessions from './sessions/scripts.ts';
import { moveClock } from './sync-clock.ts';

/** Every script of this service, by its noun. */
export const scripts = {
  features,
  leaderboards,
  limits,
  predictionCache: { cacheAnswers, endLock, forgetPredictions },
  predictionCounts: { closeMinutes, forgetMinutes, recordAsked, restoreTotals },
  predictionErasure: { forgetInSlot },
  predictionLog,
  progress,
  serving,
  sessions,
  syncClock: { moveClock },
};
