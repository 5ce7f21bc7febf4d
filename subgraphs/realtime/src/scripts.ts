import { boardRanks, placesOnBoard, writeBoardRows } from './leaderboard-scripts.ts';

/** Every script of this service. Each takes the keys of its noun, and answers its reply in the noun's words. */
export const scripts = { boardRanks, placesOnBoard, writeBoardRows };
