import type { Random } from '../setup/random.ts';

/** Processes that are killed in one moment. */
export interface Blow {
  readonly victims: readonly string[];
  /** When so many further writes were begun. */
  readonly after: number;
  /** So much later, in milliseconds: in the midst of one. */
  readonly delayMs: number;
}

const MOST_AT_ONCE = 3;
const MOST_BETWEEN = 30;
const LONGEST_DELAY_MS = 30;

/**
 * Draws who is killed when. Victims are dealt as cards are, so that each has its turn before one has its second.
 * @param kills how many in all.
 */
export function drawSchedule(random: Random, names: readonly string[], kills: number): Blow[] {
  const blows: Blow[] = [];
  let cards: string[] = [];
  for (let left = kills; left > 0; ) {
    if (cards.length === 0) cards = shuffle(random, names);
    const count = 1 + Math.floor(random() * MOST_AT_ONCE);
    const victims = cards.splice(0, Math.min(count, left));
    blows.push({ victims, after: 1 + Math.floor(random() * MOST_BETWEEN), delayMs: random() * LONGEST_DELAY_MS });
    left -= victims.length;
  }
  return blows;
}

function shuffle<Value>(random: Random, values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
