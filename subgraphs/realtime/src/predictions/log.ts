import {
  foreignCursor,
  type Page,
  type Positioned,
  readPage,
  type SortKey,
  toUncountedConnection,
  type UncountedConnection,
} from '@tributary/common/lists/page';
import type { Database } from '../database.ts';
import { type LogEntry, readLogStep } from './log-scripts.ts';
import type { PredictionLogSettings } from './log-settings.ts';
import type { Prediction } from './prediction.ts';
import { readStored } from './stored.ts';

/** Bounds of a moment, all of which hold. */
interface Moments {
  readonly gt?: Date | null | undefined;
  readonly gte?: Date | null | undefined;
  readonly lt?: Date | null | undefined;
  readonly lte?: Date | null | undefined;
}

/** What is asked of a log. */
export interface LogArgs {
  /** When it was answered. */
  readonly at?: Moments | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** Whose answers. */
export interface LogOf {
  readonly modelId: string;
  readonly entity: string | null;
  readonly deploymentId: string | null;
}

export interface PredictionConnection extends UncountedConnection<Prediction> {
  /** Costs nothing until selected. */
  wholeSince: () => Promise<Date | null>;
}

/** By their places in a stream: a millisecond and a number. */
const order: readonly SortKey[] = [{ name: 'prediction.place', kind: 'text', direction: 'desc' }];

/** What was answered, newest first. A page is found in at most as many steps as the log has thousands of entries. */
export async function pagePredictions(
  db: Database,
  settings: PredictionLogSettings,
  of: LogOf,
  args: LogArgs,
): Promise<PredictionConnection> {
  const page = readPage(args, order);
  const oldest = Date.now() - settings.hours * 3_600_000;
  const moments = toMoments(args.at ?? {}, oldest);
  const entries = moments.from > moments.to ? [] : await findEntries(db, of, page, moments);
  return Object.assign(toUncountedConnection(entries.map(toNode), { page, order }), {
    wholeSince: () => findWholeSince(db, of.modelId, moments.from, oldest),
  });
}

/** In milliseconds since 1970, both included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function toMoments({ gt, gte, lt, lte }: Moments, oldest: number): Span {
  const after = gt ? gt.getTime() + 1 : oldest;
  const before = lt ? lt.getTime() - 1 : Number.MAX_SAFE_INTEGER;
  return {
    from: Math.max(0, oldest, after, gte?.getTime() ?? oldest),
    to: Math.min(before, lte?.getTime() ?? Number.MAX_SAFE_INTEGER),
  };
}

async function findEntries(
  db: Database,
  { modelId, entity, deploymentId }: LogOf,
  { first, after }: Page,
  { from, to }: Span,
): Promise<LogEntry[]> {
  const found: LogEntry[] = [];
  let next: string | null = after ? `(${readPlace(after[0], to)}` : `${to}`;
  while (next !== null && found.length <= first) {
    const place: string = next;
    const limit = first + 1 - found.length;
    const slice = { from: place, to: String(from), entity, deploymentId, limit };
    const step = await db.run((redis) => readLogStep(redis, db.keys.predictions(modelId), slice));
    found.push(...step.entries);
    next = step.last === null ? null : `(${step.last}`;
  }
  return found;
}

/** A page goes on after this place, and never before the span. */
function readPlace(cursor: unknown, to: number): string {
  const [place, moment] = typeof cursor === 'string' ? (/^(\d{1,15})-\d{1,19}$/.exec(cursor) ?? []) : [];
  if (place === undefined) throw foreignCursor();
  return Number(moment) > to ? `${to + 1}-0` : place;
}

function toNode({ place, cached, latencyMs, answer }: LogEntry): Prediction & Positioned {
  return { ...readStored(answer), cached, ttlSeconds: null, latencyMs, cursor: [place] };
}

/**
 * Since when every answer is in a model's log; null where some since `from` are not, or nothing was asked yet. What was
 * erased of an entity is not counted.
 */
async function findWholeSince(db: Database, modelId: string, from: number, oldest: number): Promise<Date | null> {
  const { state } = db.keys.predictions(modelId);
  const [since, trimmedTo, sampledAt] = await db.run((redis) =>
    redis.hmGet(state, ['since', 'trimmedTo', 'sampledAt']),
  );
  if (since == null) return null;
  const whole = Math.max(oldest, Number(since), Number(trimmedTo ?? 0));
  const sampled = Number(sampledAt ?? 0);
  return sampled >= Math.max(whole, from) ? null : new Date(Math.max(whole, sampled + 1));
}
