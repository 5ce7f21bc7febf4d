import type { DocumentNode } from 'graphql';

/** The share of the room that is kept for what was asked once. */
const NEW_SHARE = 0.25;
/** Of the key and the entry itself. */
const ENTRY_BYTES = 300;
/** A parsed document was measured at 75 bytes for each character of its text, what is known of its cost at 25. */
const BYTES_PER_CHARACTER = 100;

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** What was used longest ago goes first, so that all of it together keeps to its bytes. */
class Segment<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #maxBytes: number;
  bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  take(key: string): Entry<Value> | undefined {
    const entry = this.#entries.get(key);
    if (entry && this.#entries.delete(key)) this.bytes -= entry.bytes;
    return entry;
  }

  add(key: string, entry: Entry<Value>): void {
    this.#entries.set(key, entry);
    this.bytes += entry.bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.bytes <= this.#maxBytes) return;
      this.take(oldest);
    }
  }
}

/**
 * A cache of so many bytes, in the form that Apollo's packages take one. What was asked once and what was asked again
 * have rooms of their own: a client that never asks the same twice takes nothing from the others.
 */
export class BoundedCache<Value> {
  readonly #sizeOf: (value: Value) => number;
  readonly #new: Segment<Value>;
  readonly #kept: Segment<Value>;

  constructor(maxBytes: number, sizeOf: (value: Value) => number) {
    this.#sizeOf = sizeOf;
    this.#new = new Segment(maxBytes * NEW_SHARE);
    this.#kept = new Segment(maxBytes * (1 - NEW_SHARE));
  }

  get bytes(): number {
    return this.#new.bytes + this.#kept.bytes;
  }

  get size(): number {
    return this.#new.size + this.#kept.size;
  }

  async get(key: string): Promise<Value | undefined> {
    const entry = this.#kept.take(key) ?? this.#new.take(key);
    if (entry) this.#kept.add(key, entry);
    return entry?.value;
  }

  async set(key: string, value: Value): Promise<void> {
    const entry = { value, bytes: ENTRY_BYTES + this.#sizeOf(value) };
    const isKept = this.#kept.take(key) !== undefined;
    this.#new.take(key);
    (isKept ? this.#kept : this.#new).add(key, entry);
  }

  async delete(key: string): Promise<boolean> {
    return (this.#kept.take(key) ?? this.#new.take(key)) !== undefined;
  }
}

export const MIB = 1024 * 1024;

/** What a server keeps parsed and checked, unless set otherwise. */
export const DOCUMENT_CACHE_MIB = 32;

/** Keeps documents by what they take in memory. */
export const createDocumentCache = (maxMib: number): BoundedCache<DocumentNode> =>
  new BoundedCache(maxMib * MIB, ({ loc }) => (loc?.source.body.length ?? 0) * BYTES_PER_CHARACTER);
