import { randomUUIDv7 } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { createLoaders } from '../loaders.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../tables.ts';
import { refreshBestRuns } from './best-runs.ts';
import { failureOfConstraint, isRetriable } from './constraints.ts';
import { conflict, type Failure, invalidInput, type Outcome, Refused } from './outcome.ts';

/** A mutation's transaction: what it audits and which copies it leaves behind are written at its end. */
export interface Work {
  readonly db: Transaction<Database>;
  readonly subject: string;
  readonly settings: Settings;
  /** What changed, for the audit; nothing where the two are equal. Answers whether anything changed. */
  audit(action: string, target: Target, before: object | null, after: object | null): boolean;
  /** Copies in other stores that must follow. */
  follow(...copies: string[]): void;
}

export interface Target {
  type: string;
  id: string;
}

const ATTEMPTS = 5;

/** Checks a mutation's input, runs it in one transaction and answers its outcome; a failure leaves nothing behind. */
export async function perform<Input, Value>(
  context: Context,
  shape: z.ZodType<Input>,
  input: unknown,
  body: (work: Work, input: Input) => Promise<Value>,
): Promise<Outcome<Value>> {
  const checked = shape.safeParse(input);
  if (!checked.success)
    return { failure: invalidInput(...checked.error.issues.slice(0, MAX_ISSUES).map(toInputIssue)).failure };
  for (let attempt = 1; ; attempt++) {
    try {
      return { value: await transact(context, (work) => body(work, checked.data)) };
    } catch (error) {
      if (isRetriable(error) && attempt < ATTEMPTS) continue;
      const failure = failureOf(error);
      if (failure) return { failure };
      throw error;
    } finally {
      // What was loaded before may have changed by this.
      context.loaders = createLoaders(context.db);
    }
  }
}

const MAX_ISSUES = 20;
const MAX_PATH = 100;

const toInputIssue = ({ path, message }: z.core.$ZodIssue) => ({
  path: path.map((part) => String(part).slice(0, MAX_PATH)),
  message,
});

function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Refused) return error.failure;
  if (isRetriable(error)) return conflict('STALE', 'Others change the same at this time: try again.').failure;
  return failureOfConstraint(error);
}

function transact<Value>({ db, caller, settings }: Context, body: (work: Work) => Promise<Value>): Promise<Value> {
  return db.transaction().execute(async (transaction) => {
    const events: AuditRow[] = [];
    const copies = new Set<string>();
    const value = await body({
      db: transaction,
      subject: caller.subject,
      settings,
      audit: (action, target, before, after) => {
        const change = difference(before, after);
        if (change) events.push({ action, target, ...change });
        return change !== undefined;
      },
      follow: (...names) => {
        for (const name of names) copies.add(name);
      },
    });
    await writeAudit(transaction, caller.subject, events);
    await bumpCopies(transaction, [...copies]);
    await refreshBestRuns(transaction, [...copies]);
    return value;
  });
}

interface AuditRow {
  action: string;
  target: Target;
  before: object | null;
  after: object | null;
}

/** Of a changed row the fields that changed; bookkeeping alone is no change. */
function difference(before: object | null, after: object | null) {
  if (before === null || after === null) return before === after ? undefined : { before, after };
  const old = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([key, value]) => key !== 'updatedAt' && JSON.stringify(value) !== JSON.stringify(old.get(key)),
  );
  if (changed.length === 0) return undefined;
  return {
    before: Object.fromEntries(changed.map(([key]) => [key, old.get(key) ?? null])),
    after: Object.fromEntries(changed),
  };
}

/** As columns, since a group may take more runs along than a statement takes parameters. */
async function writeAudit(db: Transaction<Database>, actor: string, events: readonly AuditRow[]): Promise<void> {
  if (events.length === 0) return;
  // Of one moment they are told apart by their ids, which are drawn in no order within a millisecond.
  const ids = events.map(() => randomUUIDv7()).toSorted();
  // Not when the transaction began, which may have waited since for others that changed the same.
  await sql`
    insert into audit_event (id, at, actor, action, target_type, target_id, before, after)
    select id, clock_timestamp(), ${actor}, action, target_type, target_id, before::jsonb, after::jsonb
    from unnest(
      ${ids}::uuid[],
      ${events.map(({ action }) => action)}::text[],
      ${events.map(({ target }) => target.type)}::text[],
      ${events.map(({ target }) => target.id)}::text[],
      ${events.map(({ before }) => before && JSON.stringify(before))}::text[],
      ${events.map(({ after }) => after && JSON.stringify(after))}::text[]
    ) event(id, action, target_type, target_id, before, after)`.execute(db);
}

/** The rows are locked in name order, so that two transactions with the same copies never wait for each other. */
async function bumpCopies(db: Transaction<Database>, copies: readonly string[]): Promise<void> {
  if (copies.length === 0) return;
  await sql`
    insert into sync_copy (copy)
    select copy from unnest(${copies}::text[]) as named(copy) order by copy collate "C"
    on conflict (copy) do update set version = sync_copy.version + 1,
      behind_since = case when sync_copy.version > sync_copy.delivered then sync_copy.behind_since else now() end`.execute(
    db,
  );
}
