import { Pool } from 'undici';
import { bodyShape } from '../../tests/crash/answer.ts';
import type { Findings } from '../../tests/crash/findings.ts';
import { Ledger } from '../../tests/crash/ledger.ts';
import { type InLineage, lineageWrites } from '../../tests/crash/lineage-writes.ts';
import { Writer } from '../../tests/crash/writer.ts';
import { choose } from '../../tests/setup/random.ts';
import { type Answer, type Blame, judgeData, judgeErrors } from './answers.ts';

/** Nobody waits longer for an answer. */
const PATIENCE_MS = 30_000;
const QUERIES_SHARE = 0.6;
type Write = keyof typeof lineageWrites;
const WRITES = Object.keys(lineageWrites).filter((name): name is Write => Object.hasOwn(lineageWrites, name));

export interface Tally {
  queries: number;
  whole: number;
  writes: number;
  /** Of whole answers to queries, in milliseconds. */
  took: number[];
  /** How often each code was answered. */
  codes: Map<string, number>;
}

/** Asks as a handful of clients do, each of which waits for its answer, and judges what comes. */
export class Clients {
  readonly tally: Tally = { queries: 0, whole: 0, writes: 0, took: [], codes: new Map() };
  readonly ledger = new Ledger<Write>();
  readonly blames: Blame[] = [];
  readonly #pool: Pool;
  readonly #findings: Findings;
  readonly #next = new Map<Write, number>();
  readonly #writer: Writer<Write, InLineage>;
  #queries: readonly (readonly [name: string, query: string, expected: unknown])[] = [];

  constructor(url: string, findings: Findings) {
    this.#pool = new Pool(url, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
    this.#findings = findings;
    this.#writer = new Writer<Write, InLineage>(
      lineageWrites,
      this.ledger,
      findings,
      (name, query, variables, caller) => {
        this.tally.writes += 1;
        return this.#judged(name, query, variables, caller);
      },
    );
  }

  /** Learns what each query answers while everything is there. @throws Error where one has errors. */
  async learn(queries: ReadonlyMap<string, string>): Promise<void> {
    const learned: [string, string, unknown][] = [];
    for (const [name, query] of queries) {
      const { data, errors } = await this.#ask(query, {});
      if (!data || errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
      learned.push([name, query, data]);
    }
    this.#queries = learned;
  }

  /** So many at the same time, until the signal says that it is enough. */
  async run(count: number, enough: AbortSignal): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async () => {
        while (!enough.aborted) {
          if (Math.random() < QUERIES_SHARE) await this.query();
          else await this.#write(choose(Math.random, WRITES), enough);
        }
      }),
    );
  }

  /** Asks one of the queries. @returns whether the answer was whole. */
  async query(chosen = choose(Math.random, this.#queries)): Promise<boolean> {
    const [name, query, expected] = chosen;
    const answer = await this.#judged(name, query, {});
    this.tally.queries += 1;
    if (!answer) return false;
    judgeData(answer, expected, name, this.#findings);
    if (answer.errors.length > 0) return false;
    this.tally.whole += 1;
    this.tally.took.push(answer.ended - answer.began);
    return true;
  }

  /** Asks every query once and creates a run. @returns whether everything was whole. */
  async isWhole(): Promise<boolean> {
    const queries = await Promise.all(this.#queries.map((query) => this.query(query)));
    if (!queries.every(Boolean)) return false;
    return (await this.#writer.attempt('createTrainingRun', this.#number('createTrainingRun'))) === 'done';
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  #write(kind: Write, enough: AbortSignal): Promise<void> {
    return this.#writer.write(kind, this.#number(kind), enough);
  }

  #number(kind: Write): number {
    const nth = this.#next.get(kind) ?? 0;
    this.#next.set(kind, nth + 1);
    return nth;
  }

  async #judged(name: string, query: string, variables: object, caller?: string): Promise<Answer | undefined> {
    try {
      const answer = await this.#ask(query, variables, caller);
      for (const { extensions } of answer.errors) {
        const { code } = extensions;
        this.tally.codes.set(code, (this.tally.codes.get(code) ?? 0) + 1);
      }
      this.blames.push(...judgeErrors(answer, name, this.#findings));
      return answer;
    } catch (error) {
      // The gateway itself is never away.
      this.#findings.add('a request without an answer in GraphQL', { name, error: String(error).slice(0, 300) });
      return undefined;
    }
  }

  async #ask(query: string, variables: object, caller = ''): Promise<Answer> {
    const began = performance.now();
    const { statusCode, headers, body } = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', 'x-tributary-user': caller },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = bodyShape.parse(await body.json());
    const retryAfter = headers['retry-after'];
    return {
      began,
      ended: performance.now(),
      status: statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      data,
      errors,
    };
  }
}
