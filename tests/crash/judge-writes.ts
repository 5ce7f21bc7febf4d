import type { Database } from '@tributary/lineage/tables';
import { type Kysely, sql } from 'kysely';
import type { Findings } from './findings.ts';
import { type Attempt, type Kind, type Ledger, numberOf } from './ledger.ts';

/** What became of the writes of a kind. */
export interface Tally {
  readonly kind: string;
  done: number;
  /** Of these, those that took more than one attempt. */
  again: number;
  unknown: number;
  /** Of these. */
  there: number;
  refused: number;
}

export const WRITES_HEAD = `| write | done | not at once | unknown | of these there | refused |
|---|---|---|---|---|---|`;

/** A row below that head. */
export const toRow = ({ kind, done, again, unknown, there, refused }: Tally): string =>
  `| ${[kind, done, again, unknown, there, refused].join(' | ')} |`;

export interface JudgedWrites {
  readonly tallies: Tally[];
  /** How many Redis has lost with its end. */
  readonly excused: number;
}

/**
 * Holds what was said against what is there: what was answered once, what is unknown at most once, what was refused not
 * at all. What is there and audited is in the audit, and nothing else is. Redis alone may lose what it has answered, and
 * then the last of what it was told before a kill, without a gap.
 */
export async function judgeWrites<Name extends string, Stores extends { readonly lineage: Kysely<Database> }>(
  ledger: Ledger<Name>,
  kinds: Readonly<Record<Name, Kind<Stores>>>,
  stores: Stores,
  findings: Findings,
): Promise<JudgedWrites> {
  const tallies: Tally[] = [];
  const lost: { attempt: Attempt; example: unknown }[] = [];
  const kept: Attempt[] = [];
  for (const [name, writes] of ledger.writes) {
    const { find, home, action } = kinds[name];
    const counts = countEach(await find(stores, [...writes.keys()]));
    const audited = action === undefined ? undefined : await findAudited(stores.lineage, name, action);
    const tally: Tally = { kind: name, done: 0, again: 0, unknown: 0, there: 0, refused: 0 };
    for (const [nth, attempts] of writes) {
      const count = counts.get(nth) ?? 0;
      const said = attempts.map((attempt) => attempt.said);
      const example = { kind: name, nth, said, count };
      const done = attempts.find((attempt) => attempt.said === 'done');
      const unknown = attempts.find((attempt) => attempt.said === 'unknown');
      if (count > 1) findings.add('a write that is there twice', example);
      if (done) {
        tally.done += 1;
        if (attempts.length > 1) tally.again += 1;
        else if (count > 0 && home === 'redis') kept.push(done);
        if (count === 0 && home !== 'redis') findings.add('a write that was answered and is lost', example);
      } else if (unknown) {
        tally.unknown += 1;
        if (count > 0) tally.there += 1;
      } else {
        tally.refused += 1;
        if (count > 0) findings.add('a write that was refused and is there', example);
      }
      const isAudited = audited?.has(nth) ?? count > 0;
      if (count > 0 && !isAudited) findings.add('a write that is not in the audit', example);
      const wasThere = done ?? (isAudited ? unknown : undefined);
      if (count === 0 && home === 'redis' && wasThere) lost.push({ attempt: wasThere, example });
      else if (count === 0 && isAudited) findings.add('an audit of what is not there', example);
    }
    for (const nth of [...counts.keys(), ...(audited ?? [])]) {
      if (!writes.has(nth)) findings.add('a write that nobody sent', { kind: name, nth });
    }
    tallies.push(tally);
  }
  const kills = ledger.killsOf('redis');
  const excused = lost.filter(({ attempt }) => isOfTheEnd(attempt, kept, kills));
  for (const one of lost) {
    if (!excused.includes(one)) findings.add('a write that was answered and is lost', one.example);
  }
  return { tallies, excused: excused.length };
}

/** Whether everything that was done between it and a kill is lost with it. */
const isOfTheEnd = ({ ended }: Attempt, kept: readonly Attempt[], kills: readonly number[]): boolean =>
  kills.some((kill) => kill > ended && !kept.some((later) => later.began > ended && later.ended < kill));

function countEach(numbers: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const nth of numbers) counts.set(nth, (counts.get(nth) ?? 0) + 1);
  return counts;
}

async function findAudited(db: Kysely<Database>, kind: string, action: string): Promise<Set<number>> {
  const { rows } = await sql<{ actor: string }>`
    select distinct actor from audit_event where starts_with(actor, ${`${kind}:`}) and action = ${action}`.execute(db);
  return new Set(rows.map(({ actor }) => numberOf(kind, actor)));
}
