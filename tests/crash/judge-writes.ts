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

/** A write that is to be there and is not. */
interface Lost {
  readonly attempt: Attempt;
  readonly example: unknown;
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
  const lostByRedis: Lost[] = [];
  const keptByRedis: Attempt[] = [];
  for (const [name, writes] of ledger.writes) {
    const { find, home, action } = kinds[name];
    const counts = countEach(await find(stores, [...writes.keys()]));
    const audited = action === undefined ? counts : await findAudited(stores.lineage, name, action);
    const tally: Tally = { kind: name, done: 0, again: 0, unknown: 0, there: 0, refused: 0 };
    for (const [nth, attempts] of writes) {
      const count = counts.get(nth) ?? 0;
      const isAudited = audited.has(nth);
      const example = { kind: name, nth, said: attempts.map(({ said }) => said), count, isAudited };
      const done = attempts.find(({ said }) => said === 'done');
      const unknown = attempts.find(({ said }) => said === 'unknown');
      addTo(tally, attempts, done ?? unknown, count);
      if (count > 1) findings.add('a write that is there twice', example);
      if (count > 0 && !done && !unknown) findings.add('a write that was refused and is there', example);
      if (count > 0 && !isAudited) findings.add('a write that is not in the audit', example);
      if (home === 'redis' && count > 0 && attempts.length === 1 && done) keptByRedis.push(done);
      if (count > 0) continue;
      // Its audit may have been carried away before Redis lost it.
      const wasThere = done ?? (isAudited ? unknown : undefined);
      if (home === 'redis' && wasThere) lostByRedis.push({ attempt: wasThere, example });
      else if (done) findings.add(LOST, example);
      else if (isAudited) findings.add('an audit of what is not there', example);
    }
    for (const nth of new Set([...counts.keys(), ...audited.keys()])) {
      if (!writes.has(nth)) findings.add('a write that nobody sent', { kind: name, nth });
    }
    tallies.push(tally);
  }
  const kills = ledger.killsOf('redis');
  const unexcused = lostByRedis.filter(({ attempt }) => !isOfTheEnd(attempt, keptByRedis, kills));
  for (const { example } of unexcused) findings.add(LOST, example);
  return { tallies, excused: lostByRedis.length - unexcused.length };
}

const LOST = 'a write that was answered and is lost';

/** @param decisive the attempt that says what must be there; undefined where all were refused. */
function addTo(tally: Tally, attempts: readonly Attempt[], decisive: Attempt | undefined, count: number): void {
  if (decisive?.said === 'done') {
    tally.done += 1;
    if (attempts.length > 1) tally.again += 1;
  } else if (decisive) {
    tally.unknown += 1;
    if (count > 0) tally.there += 1;
  } else tally.refused += 1;
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
