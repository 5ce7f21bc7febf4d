import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { choose, createRandom } from '../setup/random.ts';
import { isPassing, readBody } from './answer.ts';
import type { Findings } from './findings.ts';
import type { Kind, Ledger } from './ledger.ts';
import { Writer } from './writer.ts';

/** Nobody waits longer for an answer. */
const PATIENCE_MS = 120_000;
/** Whoever finds no gateway waits a moment before the next attempt. */
const AWAY_MS = 50;

export interface CrashClientsOptions<Name extends string, Stores> {
  gateways: readonly string[];
  kinds: Readonly<Record<Name, Kind<Stores>>>;
  ledger: Ledger<Name>;
  findings: Findings;
  /** What each client writes, and in which order, follows from it. */
  seed: number;
  count: number;
  /** Aborted where it is too late to write and to wait. */
  deadline: AbortSignal;
}

/** Clients of several gateways, each of which waits for its answer before it writes the next. */
export class CrashClients<Name extends string, Stores> {
  /** How many requests were sent. */
  requests = 0;
  readonly #options: CrashClientsOptions<Name, Stores>;
  readonly #gateways: readonly Pool[];
  readonly #changes = new EventEmitter();
  readonly #over = new AbortController();
  /** Nobody writes or waits from then on. */
  readonly #enough: AbortSignal;
  #allowed = 0;
  #begun = 0;
  #isEnough = false;

  constructor(options: CrashClientsOptions<Name, Stores>) {
    this.#options = options;
    this.#enough = AbortSignal.any([options.deadline, this.#over.signal]);
    this.#gateways = options.gateways.map(
      (url) => new Pool(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS }),
    );
    this.#changes.setMaxListeners(options.count + 1);
  }

  /** All write what they are allowed to, and end once that is done and no more is to come, or one of them fails. */
  async run(): Promise<void> {
    const { count } = this.#options;
    try {
      await Promise.all(Array.from({ length: count }, (_, index) => this.#client(index)));
    } finally {
      this.#over.abort();
    }
  }

  /**
   * Allows so many writes after `after` further ones. Resolves when those were begun.
   * @throws Error where nobody is left to begin them.
   */
  async allow(after: number, more: number): Promise<void> {
    const until = this.#allowed + after;
    this.#allowed = until + more;
    this.#changes.emit('allowed');
    while (this.#begun < until) await this.#hear('begun');
  }

  /** No more is to come. */
  end(): void {
    this.#isEnough = true;
    this.#changes.emit('allowed');
  }

  async close(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#gateways.map((gateway) => gateway.destroy()));
  }

  async #client(index: number): Promise<void> {
    const { kinds, ledger, findings, seed, count } = this.#options;
    const random = createRandom(seed + index);
    const names = Object.keys(kinds).filter((name): name is Name => Object.hasOwn(kinds, name));
    let turn = index;
    const writer = new Writer(kinds, ledger, findings, async (name, query, variables, caller) => {
      const gateway = this.#gateways[turn % this.#gateways.length];
      if (!gateway) throw new Error('There is a gateway.');
      try {
        const text = await this.#ask(gateway, query, variables, caller);
        const answer = readBody(text);
        if (!answer) findings.add('an answer that cannot be read', { name, text: text.slice(0, 300) });
        for (const { message, extensions } of answer?.errors ?? []) {
          const { code } = extensions;
          if (!isPassing(code)) findings.add(`an error with the code ${code}`, { name, message });
        }
        return answer;
      } catch {
        turn += 1;
        await pause(AWAY_MS);
        return undefined;
      }
    });
    const written = new Map<Name, number>();
    while (await this.#begin()) {
      const name = choose(random, names);
      const times = written.get(name) ?? 0;
      written.set(name, times + 1);
      await writer.write(name, index + times * count, this.#enough);
    }
  }

  async #hear(change: 'allowed' | 'begun'): Promise<void> {
    try {
      await once(this.#changes, change, { signal: this.#enough });
    } catch (error) {
      const begun = `${this.#begun} of ${this.#allowed} writes were begun`;
      throw new Error(`It is over, or too late: ${begun}.`, { cause: error });
    }
  }

  /** @returns whether there is a write to begin. */
  async #begin(): Promise<boolean> {
    while (this.#begun === this.#allowed && !this.#isEnough) await this.#hear('allowed');
    if (this.#begun === this.#allowed || this.#enough.aborted) return false;
    this.#begun += 1;
    this.#changes.emit('begun');
    return true;
  }

  async #ask(gateway: Pool, query: string, variables: object, caller: string): Promise<string> {
    this.requests += 1;
    const { body } = await gateway.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', 'x-tributary-user': caller },
      body: JSON.stringify({ query, variables }),
      signal: this.#enough,
    });
    return body.text();
  }
}
