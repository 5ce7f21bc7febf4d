/** Draws that follow from the seed alone. Nothing here rounds differently from one machine to another. */
export interface Random {
  /** From 0 up to 1, without 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(low: number, high: number): number;
  between(low: number, high: number): number;
  /** Bell-shaped around 0 with deviation 1, within 3.5. */
  bell(): number;
  chance(probability: number): boolean;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
  hex(digits: number): string;
  /** A UUID of version 7 (RFC 9562) that carries this time. */
  uuid(at: Date): string;
}

// Read once: in the contexts that Jest runs tests in, reading a global takes a microsecond.
const { floor, imul } = Math;

/**
 * Each noun has a stream of its own, so that a change to one leaves the others' draws as they were. The generator is
 * Mulberry32 by Tommy Ettinger (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c), the streams'
 * seeds are told apart by FNV-1a.
 */
export function createRandom(seed: number, stream: string): Random {
  let state = hash(`${seed}:${stream}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (low: number, high: number) => low + floor(next() * (high - low + 1));
  const hex = (digits: number) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join('');
  return {
    next,
    integer,
    hex,
    between: (low, high) => low + next() * (high - low),
    // A sum of uniform draws: the logarithm and cosine of the usual way are not the same everywhere.
    bell: () => Array.from({ length: 4 }, next).reduce((sum, draw) => sum + draw, -2) * Math.sqrt(3),
    chance: (probability) => next() < probability,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    uuid: (at) => {
      const time = at.getTime().toString(16).padStart(12, '0');
      const variant = integer(8, 11).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
    },
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value;
}

export const round = (value: number, digits = 4) => Number(value.toFixed(digits));
