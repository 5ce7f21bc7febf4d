import * as leaderboards from './leaderboards/scripts.ts';

/** Every script of this service, by its noun. */
export const scripts = { leaderboards };
