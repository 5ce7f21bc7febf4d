import type { Repeated } from './cached.ts';
import type { Scored } from './stored.ts';

/** What another process has computed says how long it still holds. */
type Found = Scored | Repeated;

/** What is being computed, by what it is: who asks for the same meanwhile waits for it. */
export interface Flights {
  /** @returns the result, and whether this call computed it. */
  join(key: string, compute: () => Promise<Found>): Promise<{ scored: Found; isOwn: boolean }>;
}

export function createFlights(): Flights {
  const flights = new Map<string, Promise<Found>>();
  return {
    join: async (key, compute) => {
      const known = flights.get(key);
      if (known) return { scored: await known, isOwn: false };
      const flight = compute().finally(() => flights.delete(key));
      flights.set(key, flight);
      return { scored: await flight, isOwn: true };
    },
  };
}
