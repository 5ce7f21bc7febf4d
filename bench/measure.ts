import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { type OpenDatabase, openDatabase } from '@tributary/lineage/database';
import { migrateUp } from '@tributary/lineage/migrate';
import { sql } from 'kysely';

/** One question of the bench: what it is called, how long it may take, and whether its answer is right. */
export interface Case {
  name: string;
  thresholdMs: number;
  run(): Promise<unknown>;
  /** Finds the answer by another, plainer way and throws where the two differ. */
  check(): Promise<void>;
}

export interface BenchDatabase extends OpenDatabase {
  /** The plan of the last statement, as it was executed. */
  explain(): Promise<string>;
  /** How many statements were made so far. */
  statements(): number;
}

const ROUNDS = 31;
/** The first runs fill caches, those of the connection too. */
const WARM_UP = 3;

/** A migrated database of its own on a server. */
export async function createBenchDatabase(serverUrl: string, name: string): Promise<BenchDatabase> {
  const options = { poolMax: 5, timeoutMs: 600_000 };
  const server = openDatabase({ url: serverUrl, ...options });
  await sql.raw(`create database ${name}`).execute(server.db);
  await server.close();
  let count = 0;
  let last: { sql: string; parameters: readonly unknown[] } | undefined;
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const database = openDatabase({
    url,
    ...options,
    onStatement: (text, parameters) => {
      count += 1;
      last = { sql: text, parameters };
    },
  });
  await migrateUp(database.db);
  const explain = async () => {
    if (!last) throw new Error('nothing was asked yet');
    const { rows } = await database.pool.query<Record<string, string>>(`explain (analyze, buffers) ${last.sql}`, [
      ...last.parameters,
    ]);
    return rows.flatMap((row) => Object.values(row)).join('\n');
  };
  return { ...database, explain, statements: () => count };
}

/** Rows by the hundred thousand cost minutes in indexes that grow with them, and seconds in indexes made afterwards. */
export async function withoutIndexes({ db }: OpenDatabase, tables: string[], load: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename = any(${tables}::text[])
      and not exists (select from pg_constraint where conname = indexname)`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db);
  await load();
  for (const { definition } of rows) await sql.raw(definition).execute(db);
}

/** Checks each answer, then prints the median of some rounds, and the plan where that is over the case's threshold. */
export async function measure(database: BenchDatabase, cases: readonly Case[]): Promise<void> {
  for (const { name, thresholdMs, run, check } of cases) {
    await check();
    const took = await median(run);
    const isOver = took > thresholdMs;
    report([name, took.toFixed(took < 10 ? 2 : 1)], thresholdMs, !isOver);
    if (isOver) console.error(`${name}, over ${thresholdMs} ms:\n${await database.explain()}`);
  }
}

/**
 * Prints a row of a table; the process ends with status 1 where what is asked is missed.
 * @param asked null where nothing is.
 */
export function report(cells: readonly (string | number)[], asked: string | number | null, isKept = true): void {
  const verdict = asked === null ? '' : isKept ? 'kept' : 'missed';
  console.log(`| ${[...cells, asked ?? '', verdict].join(' | ')} |`);
  if (asked !== null && !isKept) process.exitCode = 1;
}

/** The one of the times that this part of them does not exceed. */
export const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? Number.NaN;

/** Milliseconds of each of many calls, one after the other. As many again, up to 200, go before and have numbers below 0. */
export async function timeCalls(rounds: number, run: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = -Math.min(200, rounds); round < rounds; round++) {
    const began = performance.now();
    await run(round);
    if (round >= 0) times.push(performance.now() - began);
  }
  return times;
}

/** Prints the median and the 99th percentile of times in milliseconds; the median is held against what is asked. */
export function reportTimes(name: string, times: readonly number[], askedMs: number | null = null): void {
  const [median, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  report([name, median.toFixed(3), p99.toFixed(3)], askedMs, askedMs === null || median <= askedMs);
}

export async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const began = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

/** What was called so often runs as in a process that has served for a while. */
const WARM_CALLS = 60;

/** Medians of the time and of this process's CPU, in milliseconds. */
export async function timeAndCpu(run: () => Promise<unknown>): Promise<{ time: number; cpu: number }> {
  for (let call = 0; call < WARM_CALLS; call++) await run();
  const cpus: number[] = [];
  const time = await median(async () => {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    cpus.push((user + system) / 1_000);
  });
  const counted = cpus.slice(WARM_UP).sort((a, b) => a - b);
  return { time, cpu: counted[Math.floor(ROUNDS / 2)] ?? Number.NaN };
}

/** What a result is worth only together with. */
export function describeMachine(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, commit ${commit}`;
}

/** @throws Error where two answers differ. */
export function expectEqual(name: string, answer: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(answer), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${name}: ${got?.slice(0, 500)} is not ${wanted?.slice(0, 500)}`);
}
