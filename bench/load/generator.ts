import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { z } from 'zod';
import { type OperationName, operations } from './operations.ts';

/**
 * Asks a gateway as a crowd does. It is a process of its own, so that what it takes is not taken from the gateway's
 * loop, and so that it can be counted. Gets one job over the channel, answers with its tally, and ends.
 */
export interface Part {
  operation: OperationName;
  /** Stands in what is written, so that it can be found again. */
  mark: string;
  /** All at once; each client as soon as it has its answer; or so many a second, whatever becomes of them. */
  arrivals:
    | { kind: 'burst'; count: number }
    | { kind: 'closed'; clients: number; seconds: number }
    | { kind: 'open'; perSecond: number; seconds: number };
}

export interface Job {
  url: string;
  parts: Part[];
}

export interface Tally {
  sent: number;
  /** Answered whole. */
  right: number;
  /** Answered whole a second while requests came: what is left then is answered without a rush. */
  goodput: number;
  /** Told to come again later, and when. */
  overloaded: number;
  /** Whatever else was answered, by what it said. */
  others: Record<string, number>;
  seconds: number;
  /** In milliseconds, of what was answered whole. */
  latency: { p50: number; p99: number; max: number };
  /** The same of what was refused. */
  refusal: { p50: number; p99: number };
  /** Which requests were answered whole. */
  done: number[];
}

export interface Result {
  tallies: Tally[];
  cpuSeconds: number;
}

/** Nobody waits longer for an answer. */
const PATIENCE_MS = 60_000;
/** An open loop that is not answered would otherwise open connections without end. */
const MOST_OUTSTANDING = 4_000;
const TICK_MS = 5;

const answerShape = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
});

async function run(origin: string, { operation: name, mark, arrivals }: Part): Promise<Tally> {
  const operation = operations[name];
  const pool = new Pool(origin, { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  const took: number[] = [];
  const refusedAfter: number[] = [];
  const end = performance.now() + ('seconds' in arrivals ? arrivals.seconds * 1_000 : PATIENCE_MS);
  let inTime = 0;
  const tally = { sent: 0, right: 0, overloaded: 0, others: new Map<string, number>(), done: [] as number[] };
  const other = (what: string) => tally.others.set(what, (tally.others.get(what) ?? 0) + 1);

  async function ask(): Promise<void> {
    const nth = tally.sent++;
    const began = performance.now();
    const body = JSON.stringify({ query: operation.query, variables: operation.variables(nth, mark) });
    try {
      const reply = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const { data, errors } = answerShape.parse(await reply.body.json());
      const ms = performance.now() - began;
      if (errors === undefined && operation.isRight(data)) {
        took.push(ms);
        tally.right += 1;
        if (performance.now() < end) inTime += 1;
        tally.done.push(nth);
      } else if (errors?.every((error) => isOverloaded(error.extensions))) {
        if (reply.statusCode === 503 && reply.headers['retry-after'] === undefined) other('503 without Retry-After');
        refusedAfter.push(ms);
        tally.overloaded += 1;
      } else {
        other(
          errors
            ? [...new Set(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`))].join('; ')
            : `not whole: ${JSON.stringify(data).slice(0, 200)}`,
        );
      }
    } catch (error) {
      other(String(error instanceof Error && 'code' in error ? error.code : error).slice(0, 200));
    }
  }

  const began = performance.now();
  if (arrivals.kind === 'burst') await Promise.all(Array.from({ length: arrivals.count }, ask));
  else if (arrivals.kind === 'closed') {
    const client = async () => {
      while (performance.now() < end) await ask();
    };
    await Promise.all(Array.from({ length: arrivals.clients }, client));
  } else {
    const outstanding = new Set<Promise<void>>();
    for (let due = 0, asked = 0; ; ) {
      const now = performance.now();
      if (now > end) break;
      const passed = (now - began) / 1_000;
      for (due = Math.floor(passed * arrivals.perSecond); asked < due; asked++) {
        if (outstanding.size >= MOST_OUTSTANDING) {
          other('not sent: too many are under way');
          continue;
        }
        const one = ask().finally(() => outstanding.delete(one));
        outstanding.add(one);
      }
      await pause(TICK_MS);
    }
    await Promise.all(outstanding);
  }
  const seconds = (performance.now() - began) / 1_000;
  await pool.destroy();
  return {
    ...tally,
    others: Object.fromEntries(tally.others),
    goodput: inTime / ('seconds' in arrivals ? arrivals.seconds : seconds),
    seconds,
    latency: { p50: quantile(took, 0.5), p99: quantile(took, 0.99), max: quantile(took, 1) },
    refusal: { p50: quantile(refusedAfter, 0.5), p99: quantile(refusedAfter, 0.99) },
  };
}

const isOverloaded = ({ code, retryAfterSeconds }: Record<string, unknown>) =>
  code === 'OVERLOADED' && typeof retryAfterSeconds === 'number';

function quantile(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

process.once('message', async (job: Job) => {
  const before = process.cpuUsage();
  const tallies = await Promise.all(job.parts.map((part) => run(job.url, part)));
  const { user, system } = process.cpuUsage(before);
  process.send?.({ tallies, cpuSeconds: (user + system) / 1e6 } satisfies Result, () => process.exit());
});
